import Testing

@testable import CacheEngine

@Suite("JSON writer") struct JSONWriterTests {
  private func text(
    _ value: JSONValue, layout: JSONWriter.Layout = .line, dates: JSONDateStrategy = .refuse
  ) throws -> String {
    String(decoding: try JSONWriter.bytes(of: value, layout: layout, dates: dates), as: UTF8.self)
  }

  @Test(
    "a line is byte for byte what Python's json.dumps writes",
    arguments: [
      (.null, "null"), (.bool(true), "true"), (.bool(false), "false"), (.integer(-7), "-7"), (.number("1e5"), "1e5"),
      (.string(""), #""""#), (.string("a/b"), #""a/b""#), (.string("\"\\"), #""\"\\""#),
      (.string("\n\r\t\u{8}\u{C}"), #""\n\r\t\b\f""#), (.string("\0\u{1F}\u{7F}"), #""\u0000\u001f\u007f""#),
      (.string("é😀"), #""\u00e9\ud83d\ude00""#), (.string("e\u{301}"), #""e\u0301""#), (.array([]), "[]"),
      (.object([]), "{}"), (.array([.integer(1), .array([]), .null]), "[1, [], null]"),
      (
        .object([
          JSONField("b", .integer(1)), JSONField("a", .array([.integer(1), .object([JSONField("x", .null)])])),
          JSONField("t", .bool(true)),
        ]), #"{"b": 1, "a": [1, {"x": null}], "t": true}"#
      ),
      (.object([JSONField("é\"", .string("\r\n"))]), #"{"\u00e9\"": "\r\n"}"#),
    ] as [(JSONValue, String)])
  func line(value: JSONValue, wanted: String) throws {
    #expect(try text(value) == wanted)
  }

  @Test("indented text has a field a line, two blanks a level, letters as they are")
  func indented() throws {
    let value = JSONValue.object([
      JSONField("é", .array([.integer(1), .string("\u{7F}😀")])), JSONField("none", .array([])),
    ])
    #expect(
      try text(value, layout: .indented) == """
        {
          "é": [
            1,
            "\\u007f😀"
          ],
          "none": []
        }
        """)
  }

  @Test("a date is refused by the name of its field, however deep it lies")
  func refusedDates() {
    let date = JSONValue.date(secondsSince1970: 0)
    #expect(throws: JSONError.dateNeedsStrategy(field: "the value")) { try text(date) }
    #expect(throws: JSONError.dateNeedsStrategy(field: "at")) {
      try text(.array([.object([JSONField("at", .array([date]))])]))
    }
  }

  @Test("a date is written as its strategy says")
  func dates() throws {
    let date = JSONValue.date(secondsSince1970: 1_767_605_400)
    #expect(try text(date, dates: .iso8601) == #""2026-01-05T09:30:00Z""#)
    #expect(try text(date, dates: .secondsSince1970) == "1767605400")
  }
}
