import CacheEngine

/// Virtual runs against a plain loop that draws the same number of keys and does the same dictionary lookups.
enum VirtualRuns {
  static let keys = 10_000

  static func run() async throws {
    let only = CommandLine.arguments.last ?? ""
    if only == "hits" { return try await measure("hit-heavy", requests: 4_000_000, capacity: keys, ttl: nil, goal: "≥ 1 000 000/s") }
    if only == "misses" { return try await measure("miss-heavy", requests: 800_000, capacity: keys / 100, ttl: nil, goal: "≥ 200 000/s") }
    try await measure("hit-heavy", requests: 1_000_000, capacity: keys, ttl: nil, goal: "≥ 1 000 000/s")
    try await measure("miss-heavy", requests: 200_000, capacity: keys / 100, ttl: nil, goal: "≥ 200 000/s")
    try await measure("24 h at 100/s", requests: 8_640_000, capacity: keys, ttl: .seconds(60), rate: 100, goal: "< 15 s")
  }

  private static func measure(
    _ name: String, requests: Int, capacity: Int, ttl: TTL?, rate: Double = 1_000, goal: String
  ) async throws {
    let scenario = Scenario(
      name: name, seed: 7, duration: .seconds(Double(requests) / rate),
      store: .memory(MemoryLimits(entries: capacity)),
      endpoints: [
        EndpointDefinition(
          name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.seconds(2)),
          cache: CachePolicy(ttl: ttl))
      ],
      workload: [
        WorkloadDefinition(
          endpoint: "read_item", load: .open(perSecond: rate, .poisson), keys: .zipf(exponent: 1, count: keys))
      ])
    let time = VirtualTime()
    let run = ScenarioRun(scenario, on: .virtual(time), store: MemoryStore(limits: MemoryLimits(entries: capacity)))
    let clock = ContinuousClock()
    let start = clock.now
    let report = await run.run()
    let seconds = (clock.now - start) / .seconds(1)
    let counts = report.total.counts
    print(
      "  \(name): \(counts.finished) requests in \(seconds) s, \(Int(Double(counts.finished) / seconds))/s, hits \(counts.hits), goal \(goal)")
  }
}
