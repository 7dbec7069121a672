import Testing

@testable import CacheEngine

@Suite("The survey of a server's keys") struct KeySurveyTests {
  private static func at(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

  private static func entry(_ name: String, _ expiry: Expiry = .unknown) -> EntrySummary {
    EntrySummary(key: CacheKey(name), expiry: expiry)
  }

  private static func survey(of names: [String], next: UInt64? = nil) -> KeySurvey {
    var survey = KeySurvey()
    survey.saw(names.map { entry($0) }, next: next, examined: 100, at: at(0))
    return survey
  }

  private func names(_ survey: KeySurvey) -> [String] { survey.entries.map(\.key.text) }

  @Test("drops what a later round did not see, and begins a round when one is due")
  func rounds() {
    var survey = Self.survey(of: ["a", "b"])
    survey.startRound(at: Self.at(1), isWoken: false)
    #expect(survey.progress == .ended(Self.at(0)))
    survey.startRound(at: Self.at(2), isWoken: false)
    #expect(survey.progress == .going)
    survey.saw([Self.entry("b"), Self.entry("c")], next: nil, examined: 100, at: Self.at(2))
    #expect(names(survey) == ["b", "c"])
    survey.startRound(at: Self.at(2.1), isWoken: true)
    #expect(survey.progress == .going)
  }

  @Test("stops after 50,000 keys, and goes on for as many again when told to")
  func stopping() {
    var survey = KeySurvey()
    for step in 1...500 {
      #expect(survey.progress == .going, "\(step)")
      survey.saw([], next: 9, examined: 100, at: Self.at(0))
    }
    #expect(survey.progress == .stopped)
    survey.startRound(at: Self.at(100), isWoken: true)
    #expect(survey.progress == .stopped && survey.cursor == 9)
    survey.goOn()
    for _ in 1...499 { survey.saw([], next: 9, examined: 100, at: Self.at(0)) }
    #expect(survey.progress == .going)
    survey.saw([], next: 9, examined: 100, at: Self.at(0))
    #expect(survey.progress == .stopped)
  }

  @Test("keeps a thousand entries, and says that there are more")
  func bound() {
    let survey = Self.survey(of: (0..<1_200).map { "k\($0)" }, next: 5)
    #expect(survey.entries.count == 1_000 && survey.isTruncated)
    #expect(survey.progress == .ended(Self.at(0)))
  }

  @Test("asks for the times of the keys in sight first, again after five seconds, and of others once")
  func checking() {
    var survey = Self.survey(of: ["a", "b", "c", "d"])
    let shown: [CacheKey] = ["c", "d"]
    #expect(survey.toCheck(shown: shown, most: 3, at: Self.at(0)) == ["c", "d", "a"])
    for key: CacheKey in ["a", "c", "d"] {
      survey.checked(key, .present(Self.entry(key.text, .at(Self.at(60)))), at: Self.at(1))
    }
    #expect(survey.toCheck(shown: shown, most: 9, at: Self.at(2)) == ["b"])
    #expect(survey.toCheck(shown: shown, most: 1, at: Self.at(6)) == ["c"])
    #expect(survey.toCheck(shown: shown, most: 9, at: Self.at(6)) == ["c", "b", "d"])
  }

  @Test("asks in turn for more keys than can be asked: none waits for ever")
  func turns() {
    let keys = (0..<40).map { CacheKey("\($0)") }
    var survey = Self.survey(of: keys.map(\.text))
    var asked: [CacheKey: Int] = [:]
    for second in 0..<60 {
      for key in survey.toCheck(shown: keys, most: 5, at: Self.at(Double(second))) {
        asked[key, default: 0] += 1
        survey.checked(key, .present(Self.entry(key.text, .never)), at: Self.at(Double(second)))
      }
    }
    #expect(asked.count == 40 && asked.values.allSatisfy { (6...9).contains($0) }, "\(asked.values.sorted())")
  }

  @Test(
    "learns of keys out of sight also where those in sight could use up all that may be asked",
    arguments: [false, true]
  )
  func outOfSight(follows: Bool) {
    let keys = (0..<60).map { CacheKey("\($0)") }
    var survey = KeySurvey(follows: follows)
    survey.saw(keys.map { Self.entry($0.text) }, next: nil, examined: 100, at: Self.at(0))
    for second in 0..<20 {
      for key in survey.toCheck(shown: Array(keys.suffix(40)), most: 6, at: Self.at(Double(second))) {
        survey.checked(key, .present(Self.entry(key.text, .never)), at: Self.at(Double(second)))
      }
    }
    #expect(survey.unchecked(among: keys).isEmpty)
  }

  @Test("asks once more when a countdown in sight has run out, and removes what is gone")
  func atTheEnd() {
    var survey = Self.survey(of: ["a"])
    survey.checked("a", .present(Self.entry("a", .at(Self.at(2)))), at: Self.at(1))
    #expect(survey.toCheck(shown: ["a"], most: 9, at: Self.at(1.9)) == [])
    #expect(survey.toCheck(shown: ["a"], most: 9, at: Self.at(2)) == ["a"])
    survey.checked("a", .absent, at: Self.at(2))
    #expect(survey.entries.isEmpty)
  }

  @Test("marks what is past its deadline and still named, until the server tells another one")
  func overdue() {
    var survey = Self.survey(of: ["a"])
    survey.checked("a", .present(Self.entry("a", .at(Self.at(2)))), at: Self.at(1))
    survey.startRound(at: Self.at(3), isWoken: true)
    survey.saw([Self.entry("a")], next: nil, examined: 100, at: Self.at(3))
    #expect(survey.entries.map(\.isOverdue) == [true])
    survey.checked("a", .present(Self.entry("a", .at(Self.at(3)))), at: Self.at(3))
    #expect(survey.entries.map(\.isOverdue) == [true])
    survey.checked("a", .present(Self.entry("a", .at(Self.at(9)))), at: Self.at(3.1))
    #expect(survey.entries.map(\.isOverdue) == [false])
  }

  @Test("moves all deadlines when the server's clock was set, and asks for all of them anew", arguments: [60.0, -60])
  func clockStep(step: Double) {
    var survey = Self.survey(of: ["a", "b"])
    survey.checked("a", .present(Self.entry("a", .at(Self.at(100)))), at: Self.at(1))
    survey.checked("b", .present(Self.entry("b", .never)), at: Self.at(1))
    survey.clockMoved(by: .seconds(step))
    #expect(survey.entries.map(\.expiry) == [.at(Self.at(100 - step)), .never])
    #expect(survey.toCheck(shown: ["a", "b"], most: 9, at: Self.at(1)) == ["a", "b"])
  }

  @Test("asks for memory once, and not for what this process wrote itself")
  func measuring() {
    var survey = KeySurvey()
    var own = Self.entry("own")
    own.size = 5
    survey.saw([own, Self.entry("a"), Self.entry("b")], next: nil, examined: 100, at: Self.at(0))
    #expect(survey.toMeasure(shown: ["b"], most: 9) == ["b", "a"])
    survey.measured("b", 88)
    survey.measured("a", nil)
    #expect(survey.toMeasure(shown: ["b"], most: 9) == [])
    survey.checked("b", .present(Self.entry("b", .never)), at: Self.at(1))
    #expect(survey.entries.last?.memory == 88)
  }

  @Test("keeps what fits when something else is looked for")
  func searching() {
    var survey = Self.survey(of: ["item:1", "user:1"])
    survey.search(for: "user")
    #expect(names(survey) == ["user:1"] && survey.progress == .going && survey.cursor == 0)
  }
}
