import CacheEngine
import TUI

/// A full 200x60 frame, rendered and compared with the one before.
enum FrameCost {
  static let frames = 300

  static func run() async throws {
    let clock = RealClock()
    let lab = try await busyLab(clock)
    var state = DashboardState(snapshot: lab.snapshot(), size: Size(width: 200, height: 60))
    var snapshotTimes: [Double] = []
    for (view, key) in [(DashboardState.View.overview, "1"), (.keys, "2")] as [(DashboardState.View, Character)] {
      _ = state.update(with: .key(.character(key)))
      var renderTimes: [Double] = []
      var last = Screen.frame(of: state)
      for _ in 0..<frames {
        var snapshot: LabSnapshot?
        snapshotTimes.append(await Measure.nanoseconds { snapshot = lab.snapshot() })
        if let snapshot { _ = state.update(with: .snapshot(inScenario(snapshot))) }
        renderTimes.append(
          await Measure.nanoseconds {
            let frame = Screen.frame(of: state)
            _ = FrameDiff.spans(from: last, to: frame)
            last = frame
          })
      }
      print("  \(view) 200x60 rendered and diffed: \(Measure.figure(Measure.median(renderTimes))) (goal < 500 µs)")
    }
    print("  snapshot: \(Measure.figure(Measure.median(snapshotTimes)))")
  }

  /// With what only a scenario shows: a load, and something that happened in every second.
  private static func inScenario(_ snapshot: LabSnapshot) -> LabSnapshot {
    var snapshot = snapshot
    snapshot.load = LoadStatus(isRunning: true, rate: 500, dropped: 3, lag: .milliseconds(12))
    snapshot.events = (0..<64).map { age in
      LabEvent(at: snapshot.at.advanced(by: .seconds(age - 64)), kind: .cleared, text: "read_item cleared: 40 entries")
    }
    return snapshot
  }

  /// A lab with 50 entries and a full log.
  static func busyLab(_ clock: any LabClock) async throws -> Lab {
    let endpoints = [
      EndpointDefinition(
        name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.zero), example: "/items/5")
    ]
    let lab = Lab(clock: clock, store: MemoryStore(), endpoints: endpoints)
    for round in 0..<20 {
      for item in 0..<50 { _ = await lab.respond(to: Request(target: "/items/\(item)")) }
      if round == 0 { await lab.refreshKeyList() }
    }
    return lab
  }
}
