import Testing

@testable import CacheEngine

@Suite("JSON parser and scanner") struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue { try JSONParser.value(of: Array(text.utf8)) }

  @Test(
    "a document is read with its fields in order",
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("\t\rfalse", .bool(false)), ("0", .number("0")),
      ("-0", .number("-0")), ("12.50e+3", .number("12.50e+3")), ("1E-2", .number("1E-2")), ("[]", .array([])),
      ("[ ]", .array([])), ("{ }", .object([])), ("[1 , 2]", .array([.integer(1), .integer(2)])),
      (
        #"{"b":1,"a" : "x","b":null}"#,
        .object([JSONField("b", .integer(1)), JSONField("a", .string("x")), JSONField("b", .null)])
      ),
      (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")), (#""\u00e9é""#, .string("éé")),
      (#""\ud83d\ude00""#, .string("😀")), (#""\uD83D""#, .string("\u{FFFD}")),
      (#""\ude00\ud83dx""#, .string("\u{FFFD}\u{FFFD}x")), (#""a\u0000b""#, .string("a\0b")),
    ] as [(String, JSONValue)])
  func valid(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
    #expect(throws: Never.self) { try JSONScanner.validate(Array(text.utf8)) }
  }

  @Test(
    "what is not a document is refused by both, at the same byte",
    arguments: [
      ("", 0), (" ", 1), ("nul", 3), ("nulL", 3), ("truefalse", 4), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("]", 0),
      (#"{"a":1,}"#, 7), (#"{"a" 1}"#, 5), ("{1:2}", 1), (#"{"a":}"#, 5), ("{,}", 1), ("01", 0), ("-", 0), ("+1", 0),
      (".5", 0), ("1.", 2), ("1.e5", 2), ("1e", 2), ("1e+", 3), ("NaN", 0), ("Infinity", 0), ("'a'", 0), (#""a"#, 2),
      ("\"\n\"", 1), (#""\x""#, 2), (#""\u12G4""#, 5), (#""\u12"#, 5), (#""\"#, 2), ("1 2", 2), ("\u{FEFF}1", 0),
      ("1\0", 1), ("[1]]", 3), ("// x\n1", 0),
    ])
  func invalid(text: String, offset: Int) {
    #expect(throws: JSONError.malformed(offset: offset)) { try parse(text) }
    #expect(throws: JSONError.malformed(offset: offset)) { try JSONScanner.validate(Array(text.utf8)) }
  }

  @Test(
    "text that is not UTF-8 is refused",
    arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
  func invalidUnicode(bytes: [UInt8]) {
    let document = [UInt8(ascii: "\""), UInt8(ascii: "a")] + bytes + [UInt8(ascii: "\"")]
    #expect(throws: JSONError.malformed(offset: 2)) { try JSONParser.value(of: document) }
    #expect(throws: JSONError.malformed(offset: 2)) { try JSONScanner.validate(document) }
  }

  @Test("sixty-four levels are read, sixty-five are too deep, and a hundred thousand do no harm")
  func depth() {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    #expect(throws: Never.self) { try JSONParser.value(of: nested(64)) }
    #expect(throws: Never.self) { try JSONScanner.validate(nested(64)) }
    for levels in [65, 100_000] {
      #expect(throws: JSONError.tooDeep(limit: 64)) { try JSONParser.value(of: nested(levels)) }
      #expect(throws: JSONError.tooDeep(limit: 64)) { try JSONScanner.validate(nested(levels)) }
    }
  }
}
