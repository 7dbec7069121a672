/// Walks over UTF-8 bytes and finds out whether they are one JSON document (RFC 8259), without building it.
struct JSONScanner {
  static let deepest = 64

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  static func validate(_ bytes: [UInt8]) throws(JSONError) {
    let failure: JSONError? = bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      do throws(JSONError) {
        try scanner.skipValue(level: 0)
        try scanner.expectEnd()
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  mutating func skipValue(level: Int) throws(JSONError) {
    guard level < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    switch peekToken() {
    case UInt8(ascii: "{"): try skipObject(level: level)
    case UInt8(ascii: "["): try skipArray(level: level)
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    default: try skipNumber()
    }
  }

  private mutating func skipObject(level: Int) throws(JSONError) {
    try expect(UInt8(ascii: "{"))
    if consume(UInt8(ascii: "}")) { return }
    repeat {
      try skipString()
      try expect(UInt8(ascii: ":"))
      try skipValue(level: level + 1)
    } while consume(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  private mutating func skipArray(level: Int) throws(JSONError) {
    try expect(UInt8(ascii: "["))
    if consume(UInt8(ascii: "]")) { return }
    repeat { try skipValue(level: level + 1) } while consume(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
  }

  mutating func skipString() throws(JSONError) {
    try expect(UInt8(ascii: "\""))
    let start = offset
    var all: UInt8 = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      all |= byte
      if byte == UInt8(ascii: "\"") { return all < 0x80 ? () : try checkUnicode(from: start, to: offset - 1) }
      if byte < 0x20 { throw malformed(at: offset - 1) }
      if byte == UInt8(ascii: "\\") { try skipEscape() }
    }
    throw malformed(at: offset)
  }

  /// - Throws: The offset of the first byte that is not part of UTF-8 text.
  private func checkUnicode(from start: Int, to end: Int) throws(JSONError) {
    var input = bytes[start..<end].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var position = start
    while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let scalar): position += scalar.count
      case .emptyInput: return
      case .error: throw malformed(at: position)
      }
    }
  }

  private mutating func skipEscape() throws(JSONError) {
    guard offset < bytes.count else { throw malformed(at: offset) }
    let kind = bytes[offset]
    offset += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"):
      for _ in 0..<4 {
        guard offset < bytes.count, hexadecimalDigit(bytes[offset]) != nil else { throw malformed(at: offset) }
        offset += 1
      }
    default: throw malformed(at: offset - 1)
    }
  }

  mutating func skipNumber() throws(JSONError) {
    skipBlanks()
    let start = offset
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let leadingZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
    let whole = skipDigits()
    guard whole == 1 || (whole > 1 && !leadingZero) else { throw malformed(at: start) }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits() > 0 else { throw malformed(at: offset) }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits() > 0 else { throw malformed(at: offset) }
    }
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") <= 9 { offset += 1 }
    return offset - start
  }

  mutating func skipWord(_ word: StaticString) throws(JSONError) {
    skipBlanks()
    for position in 0..<word.utf8CodeUnitCount {
      guard offset < bytes.count, bytes[offset] == word.utf8Start[position] else { throw malformed(at: offset) }
      offset += 1
    }
  }

  mutating func expectEnd() throws(JSONError) {
    skipBlanks()
    guard offset == bytes.count else { throw malformed(at: offset) }
  }

  mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard consume(byte) else { throw malformed(at: offset) }
  }

  mutating func consume(_ byte: UInt8) -> Bool {
    guard peekToken() == byte else { return false }
    offset += 1
    return true
  }

  /// The next byte that is not blank, 0 at the end.
  mutating func peekToken() -> UInt8 {
    skipBlanks()
    return offset < bytes.count ? bytes[offset] : 0
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private func malformed(at offset: Int) -> JSONError {
    .malformed(offset: offset)
  }
}

func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
