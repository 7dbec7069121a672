import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The pace of frames")
struct FramePaceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var pace: Duration
    var change: @Sendable (inout LabSnapshot) -> Void = { _ in }
    var keys = ""

    init(
      name: String, pace: Duration, _ change: @escaping @Sendable (inout LabSnapshot) -> Void = { _ in },
      keys: String = ""
    ) {
      self.name = name
      self.pace = pace
      self.change = change
      self.keys = keys
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing moves but the seconds", pace: .seconds(1)),
    Case(name: "an entry has long to live", pace: .milliseconds(250)) { addEntry(leaving: 10.001, to: &$0) },
    Case(name: "tenths of a second are shown", pace: .milliseconds(100)) { addEntry(leaving: 9.9, to: &$0) },
    Case(name: "an entry never ends", pace: .seconds(1)) {
      $0.keys = Keys.listing([EntrySummary(key: CacheKey("k"), expiry: .never)])
    },
    Case(name: "an entry has ended", pace: .seconds(1)) { addEntry(leaving: -1, to: &$0) },
    Case(name: "something has just left", pace: .milliseconds(250)) { $0.store.recentlyLeft = Keys.departed },
    Case(name: "a request waits", pace: .milliseconds(100)) { $0.ledger.waiting = Records.waitingRequests },
    Case(name: "a request has just ended", pace: .milliseconds(100)) { snapshot in
      snapshot.ledger.records = [Records.record(1, .hit, at: 2.5, nil, key: "k", micros: 1)]
    },
    Case(name: "the last request is long over", pace: .seconds(1)) { snapshot in
      snapshot.ledger.records = [Records.record(1, .hit, at: 1.9, nil, key: "k", micros: 1)]
    },
    Case(name: "the view is frozen", pace: .milliseconds(250), keys: " "),
    Case(name: "a command was just given", pace: .milliseconds(15), keys: "r"),
    Case(name: "ten seconds go by in one", pace: .milliseconds(100)) { $0.clock.speed = 10 },
    Case(name: "five seconds go by in one", pace: .milliseconds(200)) { $0.clock.speed = 5 },
    Case(name: "a long life runs down twice as fast", pace: .milliseconds(125)) { snapshot in
      snapshot.clock.speed = 2
      addEntry(leaving: 30, to: &snapshot)
    },
    Case(name: "everything runs a thousand times as fast", pace: .milliseconds(100)) { snapshot in
      snapshot.clock.speed = 1_000
      addEntry(leaving: 5, to: &snapshot)
    },
    Case(name: "tenths take a fifth of a second", pace: .milliseconds(200)) { snapshot in
      snapshot.clock.speed = 0.5
      addEntry(leaving: 5, to: &snapshot)
    },
    Case(name: "tenths take a second", pace: .seconds(1)) { snapshot in
      snapshot.clock.speed = 0.1
      addEntry(leaving: 5, to: &snapshot)
    },
    Case(name: "a request ended less than a second of the watcher's ago", pace: .milliseconds(100)) { snapshot in
      snapshot.clock.speed = 2
      snapshot.ledger.records = [Records.record(1, .hit, at: 1.1, nil, key: "k", micros: 1)]
    },
    Case(name: "a request ended more than a second of the watcher's ago", pace: .seconds(1)) { snapshot in
      snapshot.clock.speed = 0.5
      snapshot.ledger.records = [Records.record(1, .hit, at: 2.4, nil, key: "k", micros: 1)]
    },
    Case(name: "time is paused, whatever would move", pace: .seconds(1)) { snapshot in
      snapshot = Snapshots.paused
      addEntry(leaving: 0.5, to: &snapshot)
    },
    Case(name: "time is paused and the view frozen", pace: .seconds(1), { $0.clock.isPaused = true }, keys: " "),
    Case(name: "a step was just asked for", pace: .milliseconds(15), { $0 = Snapshots.paused }, keys: "."),
  ]

  private static func addEntry(leaving seconds: Double, to snapshot: inout LabSnapshot) {
    snapshot.keys = Keys.listing([Keys.entry("k", expires: 3 + seconds, ttl: 60, written: 0, size: 1)])
  }

  @Test("is no faster than what can change", arguments: cases)
  func pace(of test: Case) {
    var snapshot = Snapshots.start
    test.change(&snapshot)
    let state = DashboardState.after(test.keys, on: snapshot)
    #expect(FramePace.untilNextChange(of: state) == test.pace)
  }

  @Test("falls back when the answer to a command is due no more")
  func afterAnswer() {
    var state = DashboardState.after("r", on: Snapshots.start)
    var snapshot = Snapshots.start
    snapshot.clock.watched += .milliseconds(150)
    _ = state.update(with: .snapshot(snapshot))
    #expect(FramePace.untilNextChange(of: state) == .seconds(1))
  }
}
