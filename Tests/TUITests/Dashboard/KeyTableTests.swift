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
    Press(key: .character("P"), snapshot: Snapshots.running, effects: [.lab(.setPaused(true))]),
    Press(key: .character("P"), snapshot: Snapshots.paused, effects: [.lab(.setPaused(false))]),
    Press(key: .character("."), snapshot: Snapshots.running, effects: [.lab(.setPaused(true)), .lab(.step)]),
    Press(key: .character("."), snapshot: Snapshots.paused, effects: [.lab(.step)]),
    Press(before: [.character(".")], key: .character("."), snapshot: Snapshots.running, effects: [.lab(.step)]),
    Press(key: .character("{"), snapshot: Snapshots.running, effects: [.lab(.setSpeed(5))]),
    Press(key: .character("}"), snapshot: Snapshots.running, effects: [.lab(.setSpeed(20))]),
    Press(
      before: [.character("}")], key: .character("}"), snapshot: Snapshots.running, effects: [.lab(.setSpeed(50))]),
    Press(key: .character("T"), snapshot: Snapshots.running, effects: []),
    Press(key: .character("P"), effects: []),
    Press(key: .character("s"), snapshot: Snapshots.running, effects: [.lab(.stopLoad)]),
    Press(key: .character("s"), snapshot: Snapshots.stopped, effects: [.lab(.startLoad)]),
    Press(before: [.character("s")], key: .character("s"), snapshot: Snapshots.running, effects: [.lab(.startLoad)]),
    Press(before: two, key: .character("s"), snapshot: Snapshots.running, effects: [.lab(.stopLoad)]),
    Press(key: .character("["), snapshot: Snapshots.running, effects: [.lab(.setLoadFactor(1))]),
    Press(key: .character("]"), snapshot: Snapshots.running, effects: [.lab(.setLoadFactor(5))]),
    Press(
      before: [.character("[")], key: .character("["), snapshot: Snapshots.running, effects: [.lab(.setLoadFactor(0.5))]
    ),
    Press(key: .character("R"), snapshot: Snapshots.running, effects: []),
    Press(key: .character("s"), effects: []),
    Press(key: .character("i"), snapshot: Snapshots.running, effects: []),
    Press(key: .left, snapshot: Snapshots.replay, effects: [.lab(.seek(.by(.seconds(-10))))]),
    Press(key: .right, snapshot: Snapshots.replay, effects: [.lab(.seek(.by(.seconds(10))))]),
    Press(key: .character("P"), snapshot: Snapshots.replay, effects: [.lab(.setPaused(true))]),
    Press(key: .character("S"), snapshot: Snapshots.replay, effects: []),
    Press(key: .right, snapshot: Snapshots.running, effects: []),
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

  @Test("goes through every speed, and says where they end")
  func speeds() {
    var state = DashboardState.after(on: Snapshots.stopped)
    var effects: [Effect] = []
    for _ in 0..<20 { effects += state.press(key: .character("}")) }
    #expect(effects == [2, 5, 10, 20, 50, 100, 200, 500, 1_000].map { .lab(.setSpeed($0)) })
    #expect(state.notice?.notice == Notice("×1000 is the fastest"))
    effects = []
    for _ in 0..<20 { effects += state.press(key: .character("{")) }
    #expect(effects.suffix(4) == [1, 0.5, 0.25, 0.1].map { .lab(.setSpeed($0)) })
    #expect(state.notice?.notice == Notice("×0.1 is the slowest"))
    #expect(Screen.frame(of: state).text.contains("LIVE 00:42 ×0.1"))
  }

  @Test("goes through every rate of the load, shows it at once, and says where they end")
  func rates() {
    var state = DashboardState.after(on: Snapshots.running)
    var effects: [Effect] = []
    for _ in 0..<20 { effects += state.press(key: .character("]")) }
    #expect(effects == [5, 10, 20, 50, 100, 200, 500, 1_000].map { .lab(.setLoadFactor($0)) })
    #expect(state.notice?.notice == Notice("the load is at its most: 250 000/s"))
    effects = []
    for _ in 0..<20 { effects += state.press(key: .character("[")) }
    #expect(effects.suffix(4) == [1, 0.5, 0.2, 0.1].map { .lab(.setLoadFactor($0)) })
    #expect(state.notice?.notice == Notice("the load is at its least: 25/s"))
  }

  @Test("takes the next snapshot's word for how time and load go")
  func lastWord() {
    var state = DashboardState.after("P}s", on: Snapshots.running)
    #expect(state.live.clock.isPaused && state.live.clock.speed == 20 && state.live.load?.isRunning == false)
    _ = state.update(with: .snapshot(Snapshots.running))
    #expect(state.live == Snapshots.running)
  }

  @Test(
    "says why time, load and recordings cannot be steered where they cannot",
    arguments: [
      ("P.{}T", "time cannot be steered here: a server ages its entries by its own clock"),
      ("s[]R", "no load is defined: start with --scenario"), ("S", "this is no recording: time only goes on"),
      ("i", "no scenario is open: start with --scenario"),
    ])
  func reasons(keys: String, reason: String) {
    for key in keys {
      var state = DashboardState.after()
      #expect(state.press(key: .character(key)) == [])
      #expect(state.overlay == nil)
      #expect(state.notice?.notice == Notice(reason, isProblem: true))
    }
  }

  @Test("opens and closes what the scenario is about, and scrolls it no further than it is long")
  func about() {
    let size = Size(width: 40, height: 10)
    var state = DashboardState.after("i", on: Snapshots.running, size: size)
    let start = Screen.frame(of: state)
    for _ in 0..<100 { _ = state.press(key: .down) }
    let end = Screen.frame(of: state)
    #expect(end != start)
    _ = state.press(key: .up)
    #expect(Screen.frame(of: state) != end)
    _ = state.press(key: .escape)
    #expect(state.overlay == nil)
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
