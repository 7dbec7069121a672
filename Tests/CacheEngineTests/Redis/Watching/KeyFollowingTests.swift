import Testing

@testable import CacheEngine

@Suite("Following the keys of another program")
struct KeyFollowingTests {
  private var survey = KeySurvey(follows: true)

  private func at(_ seconds: Double) -> Timestamp { .zero.advanced(by: .seconds(seconds)) }

  private func summary(_ key: CacheKey, end: Double? = nil) -> EntrySummary {
    EntrySummary(key: key, expiry: end.map { .at(at($0)) } ?? .never)
  }

  private mutating func see(_ keys: [CacheKey], at seconds: Double) {
    survey.saw(
      keys.map { EntrySummary(key: $0, expiry: .unknown) }, next: nil, examined: keys.count, at: at(seconds))
  }

  private func toCheck(_ shown: [CacheKey] = [], at seconds: Double) -> [CacheKey] {
    survey.toCheck(shown: shown, most: 10, at: at(seconds))
  }

  @Test("asks all again after two seconds, those longest unasked first, those whose time should be up before them")
  mutating func turns() {
    see(["a", "b", "c"], at: 0)
    survey.checked("b", .present(summary("b")), at: at(0))
    survey.checked("a", .present(summary("a")), at: at(1))
    survey.checked("c", .present(summary("c", end: 3.5)), at: at(2))
    #expect(toCheck(at: 1.9) == [])
    #expect(toCheck(at: 3.2) == ["b", "a"])
    #expect(toCheck(at: 3.6) == ["c", "b", "a"])
    #expect(toCheck(["a"], at: 3.6) == ["a", "c", "b"])
    #expect(survey.toCheck(shown: [], most: 1, at: at(3.6)) == ["c"])
  }

  @Test("asks for a type once, and again when the value takes other room")
  mutating func types() {
    see(["a"], at: 0)
    #expect(survey.toType(shown: [], most: 10) == ["a"])
    survey.typed("a", "string")
    survey.measured("a", 56)
    #expect(survey.toType(shown: [], most: 10) == [] && survey.toMeasure(shown: [], most: 10) == [])
    survey.checked("a", .present(summary("a")), at: at(1))
    #expect(survey.entries[0].type == "string")
    #expect(survey.toMeasure(shown: [], most: 10) == ["a"])
    survey.measured("a", 56)
    #expect(survey.toType(shown: [], most: 10) == [])
    survey.measured("a", 72)
    #expect(survey.entries[0].type == nil)
    #expect(survey.toType(shown: [], most: 10) == ["a"])
  }

  @Test("measures anew what gets a deadline, which may take room of its own")
  mutating func deadlines() {
    see(["a"], at: 0)
    survey.checked("a", .present(summary("a")), at: at(0))
    survey.typed("a", "string")
    survey.measured("a", 32)
    survey.checked("a", .present(summary("a", end: 60)), at: at(2))
    #expect(survey.entries[0].memory == nil && survey.entries[0].type == "string")
    #expect(survey.toMeasure(shown: [], most: 10) == ["a"] && survey.toType(shown: [], most: 10) == ["a"])
    survey.measured("a", 40)
    survey.checked("a", .present(summary("a", end: 60)), at: at(4))
    #expect(survey.entries[0].memory == 40)
  }

  @Test("knows nothing any more of a key that the server told of")
  mutating func heard() {
    see(["a", "b"], at: 0)
    for key: CacheKey in ["a", "b"] {
      survey.checked(key, .present(summary(key, end: 60)), at: at(0))
      survey.typed(key, "string")
      survey.measured(key, 56)
    }
    survey.heard(of: "a", .overwritten)
    survey.heard(of: "b", .ttlChanged)
    survey.heard(of: "c", .appeared)
    #expect(survey.entries.map(\.expiry) == [.unknown, .unknown, .unknown])
    #expect(survey.entries.map(\.memory) == [nil, 56, nil])
    #expect(survey.entries.map(\.type) == [nil, "string", nil])
    #expect(toCheck(at: 0) == ["a", "b", "c"])
    survey.heard(of: "a", .expired)
    #expect(survey.entries.map(\.key) == ["b", "c"])
  }

  @Test("goes on through any number of keys, and says when a round began")
  mutating func rounds() {
    survey.startRound(at: at(1), isWoken: false)
    for page in 1...1_000 { survey.saw([], next: UInt64(page), examined: 100, at: at(2)) }
    #expect(survey.progress == .going && survey.began == at(1))
    survey.saw([], next: nil, examined: 100, at: at(3))
    #expect(survey.progress == .ended(at(3)))
    survey.startRound(at: at(4), isWoken: false)
    #expect(survey.progress == .ended(at(3)))
    survey.startRound(at: at(5), isWoken: false)
    #expect(survey.progress == .going && survey.began == at(5))
  }

  @Test(
    "a name is shown escaped once, and harmless",
    arguments: [
      ("user:5", "user:5"), ("user:\\xff\\xfe", "user:\\xff\\xfe"), ("a\\\\b", "a\\b"), ("a\\\\xff", "a\\\\xff"),
      ("\u{1B}[31m", "\\x1b[31m"), ("\\x1b[31m", "\\x1b[31m"), ("é", "é"), ("a ", "a\\x20"),
    ])
  func names(text: String, shown: String) {
    #expect(SafeText(marksTrailingBlanks: true)(notation: text) == shown)
  }
}
