import Testing

@testable import CacheEngine
@testable import TUI

/// What each key wants done, in a state where it can be done.
@Suite("A key in the dashboard")
struct KeyTableTests {
  struct Press: Sendable, CustomTestStringConvertible {
    var before: [Key] = []
    var key: Key
    var snapshot = Snapshots.busy
    var effects: [Effect]

    var testDescription: String { "\(before.map(KeyBinding.label).joined()) then \(KeyBinding.label(of: key))" }
  }

  static let item = Request(target: "/items/5")
  static let two: [Key] = [.character("2")]
  static let first = CacheKey("all_products")

  static let presses: [Press] = [
    Press(key: .enter, effects: [.lab(.send(item, count: 1))]),
    Press(before: [.down], key: .enter, effects: [.lab(.send(Request(target: "/users"), count: 1))]),
    Press(before: [.character("j"), .character("k")], key: .enter, effects: [.lab(.send(item, count: 1))]),
    Press(
      before: [.end], key: .enter, effects: [.lab(.send(Request(target: "/products?page=1"), count: 1))]),
    Press(before: [.pageDown, .pageUp], key: .enter, effects: [.lab(.send(item, count: 1))]),
    Press(key: .character("a"), effects: []),
    Press(key: .character("b"), effects: []),
    Press(before: [.character("b"), .enter], key: .character("b"), effects: [.lab(.send(item, count: 10))]),
    Press(key: .character("D"), effects: []),
    Press(key: .character("r"), effects: [.lab(.resetCounters)]),
    Press(key: .character("y"), effects: [.terminal(.copy("/items/5", what: "the path"))]),
    Press(
      before: [.tab, .down], key: .character("y"),
      effects: [.terminal(.copy("read_item:5", what: "the request's key"))]),
    Press(key: .character("w"), effects: [.terminal(.saveScreen)]),
    Press(key: .character("m"), effects: [.terminal(.setMouse(true))]),
    Press(before: [.character("m")], key: .character("m"), effects: [.terminal(.setMouse(false))]),
    Press(key: .control("l"), effects: [.terminal(.repaint)]),
    Press(key: .control("z"), effects: [.terminal(.suspend)]),
    Press(key: .control("c"), effects: [.quit(.interrupted)]),
    Press(before: [.character(":")], key: .control("c"), effects: [.quit(.interrupted)]),
    Press(before: [.character("?")], key: .control("c"), effects: [.quit(.interrupted)]),
    Press(key: .character("q"), effects: [.quit(.quit)]),
    Press(before: [.character(":")], key: .character("q"), effects: []),
    Press(key: .character("2"), effects: [.lab(.inspect(first))]),
    Press(before: two, key: .down, effects: [.lab(.inspect(CacheKey("all_users")))]),
    Press(before: two, key: .bottomKey, effects: [.lab(.inspect(CacheKey("foreign:list")))]),
    Press(before: two + [.character("o")], key: .character("g"), effects: []),
    Press(before: two, key: .character("x"), effects: [.lab(.expireNow(first))]),
    Press(before: two, key: .character("d"), effects: [.lab(.delete(first))]),
    Press(before: two, key: .delete, effects: [.lab(.delete(first))]),
    Press(before: two, key: .character("d"), snapshot: Snapshots.redis(), effects: []),
    Press(
      before: two + [.character("d")], key: .character("y"), snapshot: Snapshots.redis(),
      effects: [.lab(.delete(first))]
    ),
    Press(before: two + [.character("d")], key: .enter, snapshot: Snapshots.redis(), effects: []),
    Press(before: two + [.character("d")], key: .character(" "), snapshot: Snapshots.redis(), effects: []),
    Press(before: two, key: .character("u"), effects: [.lab(.undo)]),
    Press(before: two, key: .character("u"), snapshot: Snapshots.redis(), effects: []),
    Press(before: two, key: .character("y"), effects: [.terminal(.copy("all_products", what: "the key"))]),
    Press(before: two, key: .character("t"), effects: []),
    Press(before: two, key: .enter, effects: []),
    Press(before: two, key: .character("b"), effects: []),
    Press(key: .character("d"), effects: []),
    Press(key: .character("x"), effects: []),
    Press(key: .character("Z"), effects: []),
    Press(key: .function(5), effects: []),
  ]

  @Test("wants exactly this done", arguments: presses)
  func effects(press: Press) {
    var state = DashboardState.after(press.before, on: press.snapshot)
    #expect(state.press(key: press.key) == press.effects)
  }

  @Test("does nothing without an endpoint or an entry, and says why", arguments: ["\r", "b", "2t", "2x", "2d"])
  func impossible(keys: String) {
    var snapshot = Snapshots.start
    snapshot.endpoints = []
    let state = DashboardState.after(keys.map { $0 == "\r" ? .enter : .character($0) }, on: snapshot)
    #expect(state.overlay == nil)
    #expect(state.notice?.notice.isProblem == true)
  }

  @Test("moves between the panes of a view")
  func panes() {
    #expect(DashboardState.after([.tab]).pane == .requests)
    #expect(DashboardState.after([.tab, .backTab]).pane == .endpoints)
    #expect(DashboardState.after([.character("2"), .tab]).pane == .value)
    #expect(DashboardState.after([.character("2"), .enter]).pane == .value)
    #expect(DashboardState.after([.character("2"), .enter, .escape]).pane == .keyList)
    #expect(DashboardState.after([.character("2"), .character("1")]).pane == .endpoints)
  }

  @Test("selects requests in the log, explains them, and follows the newest again")
  func log() {
    var state = DashboardState.after([.tab, .down, .down])
    #expect(state.log.selected == RequestID(119))
    #expect(state.press(key: .enter) == [])
    #expect(state.overlay == .record(RequestID(119)))
    _ = state.press(key: .character("j"))
    #expect(state.overlay == .record(RequestID(118)))
    _ = state.press(key: .character("k"))
    _ = state.press(key: .character("x"))
    #expect(state.overlay == nil)
    #expect(state.log.selected == RequestID(119))
    _ = state.press(key: .character("G"))
    #expect(state.log.selected == nil)
  }
}

extension Key {
  fileprivate static let bottomKey = Key.character("G")
}
