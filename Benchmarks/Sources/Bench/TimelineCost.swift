import CacheEngine
import TUI

/// 200 requests that waited, and those that a class would look at, on a time axis of 200x60.
enum TimelineCost {
  static let frames = 300

  static func run() async throws {
    let lab = try await labAfterBursts()
    var state = DashboardState(snapshot: lab.snapshot(records: 200), size: Size(width: 200, height: 60))
    for key in "3+++" { _ = state.update(with: .key(.character(key))) }
    for (name, key) in [("a row for each request", Character("k")), ("a row for each key", "g")] {
      _ = state.update(with: .key(.character(key)))
      var times: [Double] = []
      for _ in 0..<frames {
        times.append(await Measure.nanoseconds { _ = Screen.frame(of: state) })
      }
      let figure = Measure.figure(Measure.median(times))
      print("  timeline draws \(state.shown.ledger.records.count) requests at 200x60, \(name): \(figure) (goal < 1 ms)")
    }
  }

  /// Ten requests at once for each of 20 keys.
  private static func labAfterBursts() async throws -> Lab {
    let endpoints = [
      EndpointDefinition(
        name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.milliseconds(300)),
        example: "/items/5")
    ]
    let lab = Lab(clock: RealClock(), store: MemoryStore(), endpoints: endpoints)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask { _ = await lab.respond(to: Request(target: "/items/\(number / 10)")) }
      }
    }
    return lab
  }
}
