/// Reads UTF-8 bytes into a ``JSONValue``.
public enum JSONParser {
  /// - Throws: ``JSONError`` with the offset of the first byte that does not fit.
  public static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError> = bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      do throws(JSONError) {
        let value = try parseValue(&scanner, level: 0)
        try scanner.expectEnd()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func parseValue(_ scanner: inout JSONScanner, level: Int) throws(JSONError) -> JSONValue {
    guard level < JSONScanner.deepest else { throw .tooDeep(limit: JSONScanner.deepest) }
    switch scanner.peekToken() {
    case UInt8(ascii: "{"):
      return .object(
        try parseList(&scanner, open: "{", close: "}") { (scanner) throws(JSONError) in
          let name = try parseString(&scanner)
          try scanner.expect(UInt8(ascii: ":"))
          return JSONField(name, try parseValue(&scanner, level: level + 1))
        })
    case UInt8(ascii: "["):
      return .array(
        try parseList(&scanner, open: "[", close: "]") { (scanner) throws(JSONError) in
          try parseValue(&scanner, level: level + 1)
        })
    case UInt8(ascii: "\""): return .string(try parseString(&scanner))
    case UInt8(ascii: "t"):
      try scanner.skipWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try scanner.skipWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try scanner.skipWord("null")
      return .null
    default:
      let start = scanner.offset
      try scanner.skipNumber()
      return .number(String(decoding: scanner.bytes[start..<scanner.offset], as: UTF8.self))
    }
  }

  private static func parseList<Element>(
    _ scanner: inout JSONScanner, open: Unicode.Scalar, close: Unicode.Scalar,
    element: (inout JSONScanner) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    try scanner.expect(UInt8(ascii: open))
    if scanner.consume(UInt8(ascii: close)) { return [] }
    var elements: [Element] = []
    repeat { elements.append(try element(&scanner)) } while scanner.consume(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: close))
    return elements
  }

  private static func parseString(_ scanner: inout JSONScanner) throws(JSONError) -> String {
    _ = scanner.peekToken()
    let start = scanner.offset + 1
    try scanner.skipString()
    let raw = scanner.bytes[start..<scanner.offset - 1]
    return raw.contains(UInt8(ascii: "\\")) ? unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// Resolves escapes that the scanner found well formed. Surrogates that pair with nothing become U+FFFD.
  private static func unescaped(_ raw: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var units: [UInt16] = []
    var position = raw.startIndex
    while position < raw.endIndex {
      guard raw[position] == UInt8(ascii: "\\") else {
        let end = raw[position...].firstIndex(of: UInt8(ascii: "\\")) ?? raw.endIndex
        units.append(contentsOf: String(decoding: raw[position..<end], as: UTF8.self).utf16)
        position = end
        continue
      }
      let kind = raw[position + 1]
      position += 2
      if kind == UInt8(ascii: "u") {
        units.append(raw[position..<position + 4].reduce(0) { $0 << 4 | (hexadecimalDigit($1) ?? 0) })
        position += 4
      } else {
        units.append(UInt16(controlMeant(by: kind)))
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func controlMeant(by kind: UInt8) -> UInt8 {
    switch kind {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: kind
    }
  }
}
