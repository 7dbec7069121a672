import TestSupport

@testable import CacheEngine

/// A lab with the tutorial's endpoints on a clock that stands still.
struct LabBench: Sendable {
  let clock = ManualClock()
  let lab: Lab

  init(store: any CacheStore = MemoryStore()) throws {
    lab = Lab(clock: clock, store: store, endpoints: try BuiltInScenario.tutorial.scenario().endpoints)
  }

  /// The answer to a request; where it has to wait for a load, the clock is moved by what the load takes.
  func answer(_ target: String, method: String = "GET") async throws -> Response {
    let request = Request(method: method, target: target)
    let before = lab.database.reading.queries
    let answer = Task { await lab.respond(to: request) }
    let isAnswered = Lock(false)
    let watcher = Task {
      _ = await answer.value
      isAnswered.withLock { $0 = true }
    }
    while !isAnswered.withLock({ $0 }) {
      if lab.database.reading.queries > before, lab.database.reading.running > 0 {
        await clock.untilSleeping(count: 1)
        let load = lab.endpoints.first { $0.definition.route.match(RequestTarget(target)) != nil }
        clock.advance(by: load?.definition.load.median ?? .zero)
        break
      }
      await Task.yield()
    }
    await watcher.value
    return await answer.value
  }
}
