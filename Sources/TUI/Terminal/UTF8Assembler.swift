/// Puts the bytes of one UTF-8 character together. Broken ones vanish.
struct UTF8Assembler: Sendable {
  private var bytes: [UInt8] = []
  private var wanted = 0

  var isPending: Bool { !bytes.isEmpty }

  /// Takes a byte and returns the character that it completes.
  mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
    if byte & 0xC0 == 0x80, isPending {
      bytes.append(byte)
    } else {
      bytes = [byte]
      wanted = Self.length(startingWith: byte)
    }
    guard bytes.count >= wanted else { return nil }
    defer { bytes = [] }
    var parser = UTF8.ForwardParser()
    var input = bytes.makeIterator()
    guard case .valid(let encoded) = parser.parseScalar(from: &input) else { return nil }
    return UTF8.decode(encoded)
  }

  private static func length(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
