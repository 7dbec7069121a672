import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The dashboard's state")
struct DashboardUpdateTests {
  private func later(_ seconds: Double) -> LabSnapshot {
    var snapshot = Snapshots.busy
    snapshot.at = Snapshots.seconds(42.118 + seconds)
    snapshot.clock.watched = .nanoseconds(snapshot.at.nanoseconds)
    snapshot.ledger.total.hits += 100
    return snapshot
  }

  @Test("holds the screen still when frozen, while recording goes on")
  func freeze() {
    var state = DashboardState.after(" ")
    _ = state.update(with: .snapshot(later(5)))
    #expect(state.isFrozen)
    #expect(state.shown == Snapshots.busy)
    #expect(state.live == later(5))
    #expect(Screen.frame(of: state).text.contains("FROZEN at 00:42"))
    _ = state.press(key: .character(" "))
    #expect(!state.isFrozen)
    #expect(state.shown == later(5))
    #expect(Screen.frame(of: state).text.contains("LIVE 00:47"))
  }

  @Test("still does what it is told when frozen")
  func commandsWhileFrozen() {
    var state = DashboardState.after(" ")
    #expect(state.press(key: .enter) == [.lab(.send(Request(target: "/items/5"), count: 1))])
  }

  @Test("deletes at once in memory, and on a server asks, naming key and server")
  func delete() {
    var memory = DashboardState.after("2")
    #expect(memory.press(key: .character("d")) == [.lab(.delete(CacheKey("all_products")))])
    #expect(memory.overlay == nil)
    let server = DashboardState.after("2d", on: Snapshots.redis())
    guard case .confirmation(let confirmation) = server.overlay else {
      Issue.record("there is no question")
      return
    }
    #expect(confirmation.question == "delete all_products on redis 127.0.0.1:6379/0?")
    #expect(confirmation.command == .delete(CacheKey("all_products")))
  }

  @Test("deletes the key that the question named, whatever is selected by then")
  func confirmedKey() {
    var state = DashboardState.after("2d", on: Snapshots.redis())
    var snapshot = Snapshots.redis()
    snapshot.keys.entries.removeAll { $0.key == CacheKey("all_products") }
    _ = state.update(with: .snapshot(snapshot))
    #expect(state.press(key: .character("y")) == [.lab(.delete(CacheKey("all_products")))])
  }

  @Test("takes anything but y for a no", arguments: [Key.enter, .escape, .character("Y"), .character("n"), .tab])
  func no(key: Key) {
    var state = DashboardState.after("2d", on: Snapshots.redis())
    #expect(state.press(key: key) == [])
    #expect(state.overlay == nil)
    #expect(state.notice?.notice == Notice("left as it is"))
  }

  @Test("says why there is nothing to undo")
  func undoReasons() {
    var server = Snapshots.redis()
    server.canUndo = true
    for (snapshot, reason) in [
      (Snapshots.start, "nothing to take back"),
      (server, "there is no undo on a server: its entries belong to others too"),
    ] {
      var state = DashboardState.after("2", on: snapshot)
      #expect(state.press(key: .character("u")) == [])
      #expect(state.notice?.notice == Notice(reason, isProblem: true))
    }
  }

  @Test("tells what came of a command for six seconds")
  func notices() {
    var state = DashboardState.after()
    _ = state.update(with: .reply(.done("3 entries cleared")))
    #expect(state.notice?.notice == Notice("3 entries cleared"))
    _ = state.update(with: .snapshot(later(6)))
    #expect(state.notice != nil)
    _ = state.update(with: .snapshot(later(6.001)))
    #expect(state.notice == nil)
    _ = state.update(with: .reply(.failed("gone")))
    #expect(state.notice?.notice == Notice("gone", isProblem: true))
    _ = state.press(key: .escape)
    #expect(state.notice == nil)
  }

  @Test("counts a notice's six seconds on the watcher's clock, however the lab's time goes", arguments: [0.0, 6_000])
  func noticesAtAnySpeed(labSeconds: Double) {
    var state = DashboardState.after(on: Snapshots.running)
    _ = state.update(with: .reply(.done("3 entries cleared")))
    var snapshot = Snapshots.running
    snapshot.at = snapshot.at.advanced(by: .seconds(labSeconds))
    snapshot.clock.watched += .seconds(6)
    _ = state.update(with: .snapshot(snapshot))
    #expect(state.notice != nil)
    snapshot.clock.watched += .milliseconds(1)
    _ = state.update(with: .snapshot(snapshot))
    #expect(state.notice == nil)
  }

  @Test("takes its size from the terminal")
  func size() {
    var state = DashboardState.after()
    _ = state.update(with: .resized(Size(width: 33, height: 7)))
    #expect(Screen.frame(of: state).size == Size(width: 33, height: 7))
  }

  @Test("scrolls the help no further than it is long")
  func helpScroll() {
    var state = DashboardState.after("?")
    for _ in 0..<100 { _ = state.press(key: .pageDown) }
    let end = Screen.frame(of: state)
    _ = state.press(key: .up)
    #expect(Screen.frame(of: state) != end)
    for _ in 0..<100 { _ = state.press(key: .pageUp) }
    #expect(Screen.frame(of: state) == Screen.frame(of: .after("?")))
  }

  @Test("scrolls a value no further than it is long")
  func valueScroll() {
    var state = DashboardState.after("2vv")
    state.receiveValue([UInt8](repeating: 65, count: 1_000))
    let start = Screen.frame(of: state)
    _ = state.press(key: .tab)
    _ = state.press(key: .end)
    let end = Screen.frame(of: state)
    #expect(end.text != start.text)
    _ = state.press(key: .up)
    #expect(Screen.frame(of: state) != end)
  }
}
