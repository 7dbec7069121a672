/// Names of keys as text, and back: what another program wrote need not be UTF-8, and must be found again all the same.
///
/// A name that is UTF-8 and has no backslash is itself. A backslash is written as two, a byte that is no part of a character
/// as `\x` and two digits. Reading takes every text: a backslash that begins nothing stands for itself.
enum KeyNotation {
  static func text(of name: [UInt8]) -> String {
    if let text = String(validating: name, as: UTF8.self), !name.contains(backslash) { return text }
    var text: [UInt8] = []
    var place = 0
    while place < name.count {
      let length = characterLength(of: name[place...])
      if name[place] == backslash {
        text += [backslash, backslash]
      } else if length > 0 {
        text += name[place..<place + length]
      } else {
        text += [backslash, UInt8(ascii: "x"), digit(name[place] >> 4), digit(name[place] & 15)]
      }
      place += max(1, length)
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func name(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(backslash) else { return bytes }
    var name: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let rest = bytes[place...].dropFirst()
      if bytes[place] == backslash, rest.first == backslash {
        name.append(backslash)
        place += 2
      } else if bytes[place] == backslash, let byte = escaped(rest.prefix(3)) {
        name.append(byte)
        place += 4
      } else {
        name.append(bytes[place])
        place += 1
      }
    }
    return name
  }

  private static let backslash = UInt8(ascii: "\\")

  /// Bytes of the UTF-8 character that begins here; 0 where none does.
  private static func characterLength(of bytes: ArraySlice<UInt8>) -> Int {
    guard let first = bytes.first else { return 0 }
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, bytes.count >= length,
      String(validating: bytes.prefix(length), as: UTF8.self) != nil
    else { return 0 }
    return length
  }

  private static func escaped(_ sign: ArraySlice<UInt8>) -> UInt8? {
    guard sign.count == 3, sign.first == UInt8(ascii: "x") else { return nil }
    let digits = sign.dropFirst().map { UInt8(Character(UnicodeScalar($0)).hexDigitValue ?? 16) }
    return digits.allSatisfy { $0 < 16 } ? digits[0] << 4 | digits[1] : nil
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
