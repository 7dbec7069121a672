import Testing

@testable import CacheEngine

@Suite("JSON properties") struct JSONPropertyTests {
  private struct Documents {
    var generator: SeededGenerator

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func text() -> String {
      let pieces = ["a", "\"", "\\", "\n", "\0", "é", "😀", "\u{7F}", "/", "\u{2028}", "e\u{301}"]
      return (0..<number(0...4)).map { _ in pieces[number(0...pieces.count - 1)] }.joined()
    }

    mutating func value(depth: Int = 0) -> JSONValue {
      switch number(0...(depth < 4 ? 7 : 4)) {
      case 0: .null
      case 1: .bool(number(0...1) == 0)
      case 2: .integer(number(-1_000...1_000))
      case 3: .number(["0", "-0", "1.5", "1e9", "123456789012345678901234567890"][number(0...4)])
      case 4: .string(text())
      case 5, 6: .object((0..<number(0...3)).map { _ in JSONField(text(), value(depth: depth + 1)) })
      default: .array((0..<number(0...3)).map { _ in value(depth: depth + 1) })
      }
    }

    /// A few bytes changed, removed or doubled.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0..<number(1...2) where !bytes.isEmpty {
        let place = number(0...bytes.count - 1)
        switch number(0...3) {
        case 0: bytes[place] = UInt8(number(0...255))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(Array(#"{}[]",:\u0-.eE tfn"#.utf8)[number(0...17)], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      return bytes
    }
  }

  @Test("reading what was written gives the value back", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var documents = Documents(generator: SeededGenerator(seed: seed))
    for _ in 0..<1_000 {
      let value = documents.value()
      for layout in [JSONWriter.Layout.line, .indented] {
        let bytes = try JSONWriter.bytes(of: value, layout: layout)
        #expect(try JSONParser.value(of: bytes) == value, "seed \(seed)")
      }
    }
  }

  @Test("the scanner finds the same documents valid as the parser", arguments: [4, 5, 6] as [UInt64])
  func agreement(seed: UInt64) throws {
    var documents = Documents(generator: SeededGenerator(seed: seed))
    var refused = 0
    for _ in 0..<4_000 {
      let bytes = documents.mutated(try JSONWriter.bytes(of: documents.value()))
      var (parsing, scanning): (JSONError?, JSONError?)
      do { _ = try JSONParser.value(of: bytes) } catch { parsing = error }
      do { try JSONScanner.validate(bytes) } catch { scanning = error }
      if parsing != scanning {
        Issue.record("seed \(seed), \(String(decoding: bytes, as: UTF8.self)): \(parsing as Any), \(scanning as Any)")
        return
      }
      refused += parsing == nil ? 0 : 1
    }
    #expect((500..<3_900).contains(refused), "seed \(seed): \(refused) refused, too few or too many")
  }
}
