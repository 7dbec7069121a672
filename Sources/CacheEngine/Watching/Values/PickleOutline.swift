/// The instructions of a pickle, one a line: what they would do is never done.
///
/// Source: CPython 3.13, `Lib/pickletools.py`. Bounded: so many lines, each of a bounded length.
enum PickleOutline {
  static let mostLines = 200
  private static let longestText = 200

  /// What follows an instruction's byte.
  private enum Argument {
    case none, line, twoLines, double
    case number(bytes: Int)
    /// A length of so many bytes, then as many bytes.
    case text(lengthBytes: Int)
    case bytes(lengthBytes: Int)
  }

  static func lines(of bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var place = 0
    while place < bytes.count {
      guard lines.count < mostLines else { return lines + ["…"] }
      guard let (name, argument) = instruction(bytes[place]) else {
        return lines + ["? 0x\(String(bytes[place], radix: 16)) at byte \(place): the rest is not read"]
      }
      place += 1
      guard let text = read(argument, of: bytes, at: &place) else { return lines + ["\(name) … (the value goes on)"] }
      // Remembering what was made, and how the rest is cut into frames, says nothing about the value.
      if !["MEMOIZE", "FRAME", "BINPUT", "LONG_BINPUT", "PUT"].contains(name) {
        lines.append(text.isEmpty ? name : "\(name) \(text)")
      }
      if name == "STOP" { return lines }
    }
    return lines
  }

  /// `nil` when the bytes end before the argument does.
  private static func read(_ argument: Argument, of bytes: [UInt8], at place: inout Int) -> String? {
    switch argument {
    case .none: return ""
    case .line: return line(of: bytes, at: &place)
    case .twoLines:
      guard let first = line(of: bytes, at: &place), let second = line(of: bytes, at: &place) else { return nil }
      return "\(first) \(second)"
    case .double:
      guard let bits = number(8, of: bytes, at: &place) else { return nil }
      // Doubles alone are written with the highest byte first.
      return Double(bitPattern: bits.byteSwapped).description
    case .number(let count):
      guard let value = number(count, of: bytes, at: &place) else { return nil }
      return count == 4 ? String(Int32(truncatingIfNeeded: value)) : String(value)
    case .text(let lengthBytes):
      guard let content = content(lengthBytes, of: bytes, at: &place) else { return nil }
      return
        "\"\(String(decoding: content.prefix(longestText), as: UTF8.self))\(content.count > longestText ? "…" : "")\""
    case .bytes(let lengthBytes):
      guard let content = content(lengthBytes, of: bytes, at: &place) else { return nil }
      return "\(content.count) bytes"
    }
  }

  private static func line(of bytes: [UInt8], at place: inout Int) -> String? {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end].prefix(longestText), as: UTF8.self)
  }

  private static func number(_ count: Int, of bytes: [UInt8], at place: inout Int) -> UInt64? {
    guard bytes.count - place >= count else { return nil }
    defer { place += count }
    return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func content(_ lengthBytes: Int, of bytes: [UInt8], at place: inout Int) -> ArraySlice<UInt8>? {
    guard let length = number(lengthBytes, of: bytes, at: &place), length <= UInt64(bytes.count - place) else {
      return nil
    }
    defer { place += Int(length) }
    return bytes[place..<place + Int(length)]
  }

  private static func instruction(_ byte: UInt8) -> (name: String, argument: Argument)? {
    table[byte]
  }

  private static let table: [UInt8: (name: String, argument: Argument)] = [
    0x28: ("MARK", .none), 0x2E: ("STOP", .none), 0x30: ("POP", .none), 0x31: ("POP_MARK", .none),
    0x32: ("DUP", .none), 0x46: ("FLOAT", .line), 0x49: ("INT", .line), 0x4A: ("BININT", .number(bytes: 4)),
    0x4B: ("BININT1", .number(bytes: 1)), 0x4C: ("LONG", .line), 0x4D: ("BININT2", .number(bytes: 2)),
    0x4E: ("NONE", .none), 0x50: ("PERSID", .line), 0x51: ("BINPERSID", .none), 0x52: ("REDUCE", .none),
    0x53: ("STRING", .line), 0x54: ("BINSTRING", .text(lengthBytes: 4)),
    0x55: ("SHORT_BINSTRING", .text(lengthBytes: 1)), 0x56: ("UNICODE", .line),
    0x58: ("BINUNICODE", .text(lengthBytes: 4)), 0x61: ("APPEND", .none), 0x62: ("BUILD", .none),
    0x63: ("GLOBAL", .twoLines), 0x64: ("DICT", .none), 0x7D: ("EMPTY_DICT", .none), 0x65: ("APPENDS", .none),
    0x67: ("GET", .line), 0x68: ("BINGET", .number(bytes: 1)), 0x69: ("INST", .twoLines),
    0x6A: ("LONG_BINGET", .number(bytes: 4)), 0x6C: ("LIST", .none), 0x5D: ("EMPTY_LIST", .none),
    0x6F: ("OBJ", .none), 0x70: ("PUT", .line), 0x71: ("BINPUT", .number(bytes: 1)),
    0x72: ("LONG_BINPUT", .number(bytes: 4)), 0x73: ("SETITEM", .none), 0x74: ("TUPLE", .none),
    0x29: ("EMPTY_TUPLE", .none), 0x75: ("SETITEMS", .none), 0x47: ("BINFLOAT", .double),
    0x80: ("PROTO", .number(bytes: 1)), 0x81: ("NEWOBJ", .none), 0x82: ("EXT1", .number(bytes: 1)),
    0x83: ("EXT2", .number(bytes: 2)), 0x84: ("EXT4", .number(bytes: 4)), 0x85: ("TUPLE1", .none),
    0x86: ("TUPLE2", .none), 0x87: ("TUPLE3", .none), 0x88: ("NEWTRUE", .none), 0x89: ("NEWFALSE", .none),
    0x8A: ("LONG1", .bytes(lengthBytes: 1)), 0x8B: ("LONG4", .bytes(lengthBytes: 4)),
    0x42: ("BINBYTES", .bytes(lengthBytes: 4)), 0x43: ("SHORT_BINBYTES", .bytes(lengthBytes: 1)),
    0x8C: ("SHORT_BINUNICODE", .text(lengthBytes: 1)), 0x8D: ("BINUNICODE8", .text(lengthBytes: 8)),
    0x8E: ("BINBYTES8", .bytes(lengthBytes: 8)), 0x8F: ("EMPTY_SET", .none), 0x90: ("ADDITEMS", .none),
    0x91: ("FROZENSET", .none), 0x92: ("NEWOBJ_EX", .none), 0x93: ("STACK_GLOBAL", .none), 0x94: ("MEMOIZE", .none),
    0x95: ("FRAME", .number(bytes: 8)), 0x96: ("BYTEARRAY8", .bytes(lengthBytes: 8)), 0x97: ("NEXT_BUFFER", .none),
    0x98: ("READONLY_BUFFER", .none),
  ]
}
