import Testing

@testable import CacheEngine
@testable import TUI

@Suite("A prompt")
struct PromptTests {
  static let key = CacheKey("all_products")

  @Test(
    "for a TTL takes durations and none",
    arguments: [
      ("30s", TTL.seconds(30)), ("1m30s", .seconds(90)), (" 250ms ", .milliseconds(250)), ("none", nil),
    ] as [(String, TTL?)])
  func ttl(text: String, ttl: TTL?) {
    var state = DashboardState.after("2t")
    #expect(state.enter(text) == [.lab(.setTTL(ttl, Self.key))])
    #expect(state.overlay == nil)
  }

  @Test(
    "for a TTL says what is wrong with others, and keeps the line",
    arguments: [
      ("", "a duration is needed, e.g. 30s"), ("30", "30 has no unit: write e.g. 30s"),
      ("30x", "x is not a unit: us, ms, s, m, h, d"), ("-5s", "-5s is not a duration: write e.g. 250ms, 30s, 1m30s"),
      ("0s", "a TTL must be more than zero (leave it out for no expiry)"), ("1us", "a TTL must be at least 1 ms"),
      ("4000d", "a TTL must be at most 10 years"),
    ])
  func badTTL(text: String, problem: String) {
    var state = DashboardState.after("2t")
    #expect(state.enter(text) == [])
    #expect(state.promptProblem == problem)
    #expect(state.promptText == text)
    _ = state.press(key: .character("s"))
    #expect(state.promptProblem == nil)
  }

  @Test("for a TTL changes the key it was opened for, whatever is selected since")
  func ttlOfItsKey() {
    var state = DashboardState.after("2t")
    var snapshot = Snapshots.busy
    snapshot.keys.entries.removeAll { $0.key == Self.key }
    _ = state.update(with: .snapshot(snapshot))
    #expect(state.enter("5s") == [.lab(.setTTL(.seconds(5), Self.key))])
  }

  @Test("for a burst remembers the number, and offers the usual one")
  func burst() {
    var state = DashboardState.after("b")
    #expect(state.enter("") == [.lab(.send(Request(target: "/items/5"), count: 10))])
    #expect(state.press(key: .character("b")) == [.lab(.send(Request(target: "/items/5"), count: 10))])
    _ = state.press(key: .character("B"))
    #expect(state.enter("250") == [.lab(.send(Request(target: "/items/5"), count: 250))])
    #expect(state.press(key: .character("b")) == [.lab(.send(Request(target: "/items/5"), count: 250))])
  }

  @Test("for a burst refuses what is no number of requests", arguments: ["0", "-1", "10001", "ten", "1.5"])
  func badBurst(text: String) {
    var state = DashboardState.after("b")
    #expect(state.enter(text) == [])
    #expect(state.promptProblem == "a burst is 1 to 10000 requests")
    #expect(state.endpoints.burst == nil)
  }

  @Test("for a request begins with the present one, sends the new one and keeps it for this endpoint alone")
  func request() {
    var state = DashboardState.after("a")
    #expect(state.promptText == "GET /items/5")
    _ = state.press(key: .backspace)
    let edited = Request(target: "/items/42")
    #expect(state.enter("42") == [.lab(.send(edited, count: 1))])
    #expect(state.press(key: .enter) == [.lab(.send(edited, count: 1))])
    _ = state.press(key: .down)
    #expect(state.press(key: .enter) == [.lab(.send(Request(target: "/users"), count: 1))])
    _ = state.press(key: .up)
    #expect(state.press(key: .enter) == [.lab(.send(edited, count: 1))])
  }

  @Test("for a request refuses what is no path, and leaves the old one")
  func badRequest() {
    var state = DashboardState.after([.character("a"), .control("u")])
    #expect(state.enter("items") == [])
    #expect(state.promptProblem == "write a path, e.g. /items/5")
    _ = state.press(key: .escape)
    #expect(state.press(key: .enter) == [.lab(.send(Request(target: "/items/5"), count: 1))])
  }

  @Test("for a filter works while it is typed, and Esc in the list drops it")
  func filter() {
    var state = DashboardState.after("2/item")
    #expect(state.visibleEntries.map(\.key.text) == ["read_item:5", "read_item:9"])
    #expect(state.keys.selected == CacheKey("read_item:5"))
    _ = state.press(key: .backspace)
    #expect(state.keys.filter == "ite")
    #expect(state.press(key: .enter) == [])
    #expect(state.keys.filter == "ite")
    _ = state.press(key: .escape)
    #expect(state.keys.filter == "")
    #expect(state.visibleEntries.count == 7)
  }

  @Test("for clearing asks for the word")
  func clear() {
    var state = DashboardState.after("D")
    #expect(state.enter("yes") == [])
    #expect(state.promptProblem == "type clear, or Esc to leave it")
    _ = state.press(key: .control("u"))
    #expect(state.enter("clear") == [.lab(.clear)])
    #expect(state.overlay == nil)
  }

  @Test("is left by Esc, whatever was typed", arguments: ["a", "b", "B", ":", "D", "2t", "2/"])
  func escape(keys: String) {
    var state = DashboardState.after(keys + "clear")
    #expect(state.overlay != nil)
    #expect(state.press(key: .escape) == [])
    #expect(state.overlay == nil)
  }
}
