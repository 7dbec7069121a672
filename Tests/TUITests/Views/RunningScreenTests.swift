import Testing

@testable import CacheEngine
@testable import TUI

/// What a load, steered time and a recording put on the screen, where a picture alone would not say why.
@Suite("The screen of a running scenario")
struct RunningScreenTests {
  private func text(
    _ change: (inout LabSnapshot) -> Void = { _ in }, on snapshot: LabSnapshot = Snapshots.running, keys: String = "",
    width: Int = 120
  ) -> String {
    var snapshot = snapshot
    change(&snapshot)
    return Screen.frame(of: .after(keys, on: snapshot, size: Size(width: width, height: 40))).text
  }

  @Test(
    "says in the header how time goes",
    arguments: [
      (1.0, false, "LIVE 00:42  "), (10, false, "LIVE 00:42 ×10  "), (0.25, false, "LIVE 00:42 ×0.25  "),
      (1_000, false, "LIVE 00:42 ×1000  "), (1, true, " TIME PAUSED at 00:42   load"),
      (5, true, " TIME PAUSED at 00:42  ×5  "),
    ])
  func time(speed: Double, isPaused: Bool, header: String) {
    let text = text({ snapshot in
      snapshot.clock.speed = speed
      snapshot.clock.isPaused = isPaused
    })
    #expect(text.contains(header))
    #expect(text.contains("LIVE") != isPaused)
  }

  @Test("goes on telling how the lab's time goes while the view is frozen")
  func frozen() {
    var state = DashboardState.after(" ", on: Snapshots.running)
    #expect(!Screen.frame(of: state).text.contains("PAUSED"))
    _ = state.update(with: .snapshot(Snapshots.paused))
    #expect(Screen.frame(of: state).text.contains(" VIEW FROZEN at 00:42   TIME PAUSED  ×10"))
  }

  @Test("says what is sent, what was not, how late, and for how long")
  func load() {
    let line = "─ load 500/s, 3 dropped, behind by 12.0ms, 19/s answered, 8m20s left, ×2 of the scenario ─"
    #expect(text().contains(line))
    let calm = text({ snapshot in
      snapshot.load?.dropped = 0
      snapshot.load?.lag = .milliseconds(10)
      snapshot.load?.factor = 1
    })
    #expect(calm.contains("─ load 500/s, 19/s answered, 8m20s left ─"))
    #expect(text(on: Snapshots.stopped).contains("─ load off: s starts 50/s + 20 clients ─"))
    #expect(!text(on: Snapshots.busy).contains("load off"))
    let clients = text({ $0.load = LoadStatus(isRunning: true, clients: 1) })
    #expect(clients.contains("  load 1 client  ") && clients.contains("─ load 1 client, 19/s answered ─"))
  }

  @Test("warns of what was dropped and of being late, and of nothing else")
  func warnings() {
    let frame = Screen.frame(of: .after(on: Snapshots.running, size: Size(width: 120, height: 40)))
    let area = ScreenLayout(of: .after(on: Snapshots.running, size: Size(width: 120, height: 40))).endpoints
    let cells = (0..<120).map { frame[$0, area.bottom - 1] }
    let warned = cells.filter { $0.style.role == .warning }.map(\.text).joined()
    #expect(warned == ", 3 dropped, behind by 12.0ms")
  }

  @Test(
    "says how busy the database is",
    arguments: [
      (nil, 0, 0, 0, "db 1 297 queries, most at once 12, 2 110 saved by the cache"),
      (8, 0, 0, 0, "db 1 297 queries, 3/8 busy, 2 110 saved by the cache"),
      (8, 14, 30, 2, "db 1 297 queries, 3/8 busy, 14 in line (most 30), 2 failed, 2 110 saved by the cache"),
      (8, 0, 30, 0, "db 1 297 queries, 3/8 busy, 0 in line (most 30), 2 110 saved by the cache"),
    ] as [(Int?, Int, Int, UInt64, String)])
  func database(connections: Int?, waiting: Int, most: Int, failures: UInt64, note: String) {
    let text = text({ snapshot in
      snapshot.database.connections = connections
      snapshot.database.running = 3
      snapshot.database.waiting = waiting
      snapshot.database.mostWaiting = most
      snapshot.database.failures = failures
    })
    #expect(text.contains(note))
  }

  @Test("has a column for stale data once there is some, at every size that has a column for the database")
  func stale() {
    for width in [80, 100, 120, 200] {
      let titles = { (text: String) in text.split(separator: "\n").first { $0.contains("endpoint ") } ?? "" }
      #expect(titles(text(width: width)).contains(" stale"))
      #expect(!titles(text(on: Snapshots.busy, width: width)).contains("stale"))
    }
  }

  @Test("names both latencies only where they differ")
  func latencies() {
    #expect(text().contains("from the intended arrival, log time") && text().contains(" service hit p50"))
    let same = text({ $0.ledger.service = $0.ledger.latency })
    #expect(!same.contains("intended") && !same.contains("service hit"))
  }

  @Test("tells what the newest event was where its text has room, and cuts it short rather than hide another mark")
  func eventText() {
    #expect(text().contains("◆ read_item cleared:… ◆"))
    let far = text({ $0.events.removeSubrange(2...3) })
    #expect(far.contains(" read_item cleared: 40 entries ◆"))
    let older = text({ $0.events = [LabEvent(at: Snapshots.seconds(5), kind: .cleared, text: "cleared: 40 entries")] })
    #expect(older.contains("◆ cleared: 40 entries  "))
    let crowded = text({ snapshot in
      snapshot.events = (0..<40).map {
        LabEvent(at: Snapshots.seconds(Double($0) + 2), kind: .cleared, text: "cleared")
      }
    })
    #expect(crowded.contains(String(repeating: "◆", count: 40)))
  }

  @Test("keeps what has just gone in sight for five seconds of the watcher")
  func gone() {
    #expect(!text(on: Snapshots.stopped, keys: "2").contains("long ago"))
    #expect(text(on: Snapshots.running, keys: "2").contains("long ago"))
  }

  @Test("words every kind of stream")
  func streams() {
    func wording(_ load: WorkloadDefinition.Load, _ keys: KeyChoice, _ writes: Double = 0) -> String {
      Wording.stream(WorkloadDefinition(endpoint: "e", load: load, keys: keys, writes: writes))
    }
    #expect(
      wording(.open(perSecond: 0.5, .constant), .uniform(count: 1_000))
        == "0.5/s to e, evenly spaced, rows 1 to 1 000 equally often")
    #expect(
      wording(.open(perSecond: 1_500, .burst(50)), .zipf(exponent: 0.99, count: 10), 0.05)
        == "1 500/s to e, 50 at once each time, rows 1 to 10 by Zipf 0.99, 5.0% writes")
    #expect(
      wording(.closed(clients: 1, thinkTime: .milliseconds(250)), .sequence(count: 3))
        == "1 client of e, each waits 250ms after a response, rows 1 to 3 in turn")
    #expect(wording(.open(perSecond: 1, .poisson), .fixed(5)) == "1/s to e, Poisson arrivals, row 5")
  }
}
