@testable import CacheEngine

/// Small scenarios with one endpoint, run in virtual time.
enum TheoryBench {
  static let seeds: [UInt64] = [1, 2, 3]

  static func scenario(
    seed: UInt64 = 1, lasting duration: Duration, load: LatencyModel = .fixed(.zero), cache: CachePolicy?,
    connections: Int? = nil, requests: WorkloadDefinition.Load? = nil, keys: KeyChoice = .fixed(1),
    steps: [ScenarioStep] = []
  ) throws -> Scenario {
    let endpoint = EndpointDefinition(
      name: "read_item", route: try Route("/items/{item_id:int}"), load: load, cache: cache)
    return Scenario(
      name: "theory", seed: seed, duration: duration, database: DatabaseDefinition(connections: connections),
      endpoints: [endpoint],
      workload: requests.map { [WorkloadDefinition(endpoint: "read_item", load: $0, keys: keys)] } ?? [], steps: steps)
  }

  /// Runs to the end; the lab is left as it was then.
  ///
  /// - Parameter isWatched: Whether the ledger keeps records.
  static func run(
    _ scenario: Scenario, capacity: Int = 10_000, isWatched: Bool = false
  ) async -> (report: RunReport, lab: Lab) {
    let store = MemoryStore(limits: MemoryLimits(entries: capacity))
    let run = ScenarioRun(scenario, on: .virtual(VirtualTime()), store: store, isWatched: isWatched)
    return (await run.run(), run.lab)
  }

  /// Runs a built-in scenario in the room that it asks for.
  static func run(builtIn scenario: Scenario) async -> (report: RunReport, lab: Lab) {
    guard case .memory(let limits) = scenario.store else { return await run(scenario) }
    return await run(scenario, capacity: limits.entries)
  }
}

extension LatencySummary {
  /// All latencies added up; the mean is rounded down, so that this is less than ``count`` nanoseconds too small.
  var sumInNanoseconds: Int64 { mean.wholeNanoseconds * Int64(count) }
}
