/// Reads MessagePack into lines that look like JSON.
///
/// Source: the specification at github.com/msgpack/msgpack. Bounded in depth and in what is made of it: a length that the
/// bytes do not hold ends the reading before anything is made.
struct MessagePack {
  static let mostLines = 2_000
  static let deepest = 64
  private static let longestText = 2_000

  private let bytes: [UInt8]
  private var place = 0
  private var lines: [String] = []
  private var isCut = false

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether the bytes are one value and nothing else.
  static func isWhole(_ bytes: [UInt8]) -> Bool {
    var reader = MessagePack(bytes)
    return reader.skip(level: 0) && reader.place == bytes.count
  }

  /// The value, a line for each scalar; what is not MessagePack ends it with a line that says so.
  static func lines(of bytes: [UInt8]) -> [String] {
    var reader = MessagePack(bytes)
    let isRead = reader.read(level: 0, before: "", after: "")
    if reader.isCut { return reader.lines + ["…"] }
    return isRead ? reader.lines : reader.lines + ["not MessagePack at byte \(reader.place)"]
  }

  private enum Item {
    case scalar(String)
    case text(ArraySlice<UInt8>)
    case binary(Int)
    case list(Int)
    case mapping(Int)
  }

  private mutating func skip(level: Int) -> Bool {
    guard level < Self.deepest, let item = next() else { return false }
    let count: Int
    switch item {
    case .scalar, .text, .binary: return true
    case .list(let elements): count = elements
    case .mapping(let pairs): count = pairs * 2
    }
    for _ in 0..<count where !skip(level: level + 1) { return false }
    return true
  }

  private mutating func read(level: Int, before: String, after: String) -> Bool {
    guard level < Self.deepest, let item = next() else { return false }
    switch item {
    case .scalar(let text): return put(before + text + after, level)
    case .text(let text): return put(before + Self.quoted(text) + after, level)
    case .binary(let size): return put(before + "<\(size) bytes>" + after, level)
    case .list(let count):
      return readAll(count, level, open: before + "[", close: "]" + after) { reader, comma in
        reader.read(level: level + 1, before: "", after: comma)
      }
    case .mapping(let count):
      return readAll(count, level, open: before + "{", close: "}" + after) { reader, comma in
        guard let name = reader.key() else { return false }
        return reader.read(level: level + 1, before: name + ": ", after: comma)
      }
    }
  }

  private mutating func readAll(
    _ count: Int, _ level: Int, open: String, close: String, each: (inout MessagePack, String) -> Bool
  ) -> Bool {
    guard count > 0 else { return put(open + close, level) }
    guard put(open, level) else { return false }
    for position in 0..<count where !each(&self, position == count - 1 ? "" : ",") { return false }
    return put(close, level)
  }

  /// A name in a mapping; what is no scalar is not read any further.
  private mutating func key() -> String? {
    switch next() {
    case .scalar(let text): text
    case .text(let text): Self.quoted(text)
    case .binary(let size): "<\(size) bytes>"
    case .list, .mapping, nil: nil
    }
  }

  private mutating func put(_ line: String, _ level: Int) -> Bool {
    guard lines.count < Self.mostLines else {
      isCut = true
      return false
    }
    lines.append(String(repeating: "  ", count: level) + line)
    return true
  }

  private static func quoted(_ text: ArraySlice<UInt8>) -> String {
    let shown = String(decoding: text.prefix(longestText), as: UTF8.self)
    return "\"\(String(decoding: JSONWriter.escaped(shown), as: UTF8.self))\(text.count > longestText ? "…" : "")\""
  }
}

extension MessagePack {
  /// The next header with what it holds; `nil` at the end, and where the bytes are none.
  private mutating func next() -> Item? {
    guard place < bytes.count else { return nil }
    let head = bytes[place]
    place += 1
    switch head {
    case 0x00...0x7F: return .scalar(String(head))
    case 0x80...0x8F: return counted(Int(head & 0x0F), Item.mapping, itemsEach: 2)
    case 0x90...0x9F: return counted(Int(head & 0x0F), Item.list, itemsEach: 1)
    case 0xA0...0xBF: return content(Int(head & 0x1F)).map { .text($0) }
    case 0xC0: return .scalar("null")
    case 0xC2: return .scalar("false")
    case 0xC3: return .scalar("true")
    case 0xC4, 0xC5, 0xC6: return length(1 << (head - 0xC4)).flatMap { content($0) }.map { .binary($0.count) }
    case 0xC7, 0xC8, 0xC9: return length(1 << (head - 0xC7)).flatMap { content($0 + 1) }.map { .binary($0.count - 1) }
    case 0xCA: return number(4).map { .scalar(Float(bitPattern: UInt32($0)).description) }
    case 0xCB: return number(8).map { .scalar(Double(bitPattern: $0).description) }
    case 0xCC...0xCF: return number(1 << (head - 0xCC)).map { .scalar(String($0)) }
    case 0xD0: return number(1).map { .scalar(String(Int8(truncatingIfNeeded: $0))) }
    case 0xD1: return number(2).map { .scalar(String(Int16(truncatingIfNeeded: $0))) }
    case 0xD2: return number(4).map { .scalar(String(Int32(truncatingIfNeeded: $0))) }
    case 0xD3: return number(8).map { .scalar(String(Int64(bitPattern: $0))) }
    case 0xD4...0xD8: return content((1 << (head - 0xD4)) + 1).map { .binary($0.count - 1) }
    case 0xD9, 0xDA, 0xDB: return length(1 << (head - 0xD9)).flatMap { content($0) }.map { .text($0) }
    case 0xDC, 0xDD: return length(head == 0xDC ? 2 : 4).flatMap { counted($0, Item.list, itemsEach: 1) }
    case 0xDE, 0xDF: return length(head == 0xDE ? 2 : 4).flatMap { counted($0, Item.mapping, itemsEach: 2) }
    case 0xE0...0xFF: return .scalar(String(Int8(bitPattern: head)))
    default: return nil
    }
  }

  /// Every item takes a byte at least: a count beyond that is refused before it is counted to.
  private func counted(_ count: Int, _ make: (Int) -> Item, itemsEach: Int) -> Item? {
    count * itemsEach <= bytes.count - place ? make(count) : nil
  }

  private mutating func content(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= bytes.count - place else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }

  private mutating func number(_ count: Int) -> UInt64? {
    content(count).map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
  }

  private mutating func length(_ count: Int) -> Int? {
    number(count).map { Int($0) }
  }
}
