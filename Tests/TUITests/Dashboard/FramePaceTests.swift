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
    snapshot.at = snapshot.at.advanced(by: .milliseconds(150))
    _ = state.update(with: .snapshot(snapshot))
    #expect(FramePace.untilNextChange(of: state) == .seconds(1))
  }
}
