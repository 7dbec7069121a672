import CacheEngine

/// Virtual runs against a plain loop that draws the same arrivals and keys and does the same dictionary lookups.
enum VirtualRuns {
  static let keys = 10_000

  struct Case {
    var name: String
    var requests: Int
    var rate = 1_000.0
    var capacity = keys
    var ttl: TTL?
    var goal: String
  }

  static func run() async throws {
    let hits = Case(name: "hit-heavy", requests: 2_000_000, goal: "≥ 1 000 000/s")
    try await measure(hits)
    try await measure(
      Case(name: "miss-heavy", requests: 400_000, capacity: keys / 100, goal: "≥ 200 000/s"))
    try await measure(
      Case(name: "24 h at 100/s, TTL 10 min", requests: 8_640_000, rate: 100, ttl: .seconds(600), goal: "< 15 s"),
      rounds: 1)
    try await measure(
      Case(name: "24 h at 100/s, TTL 60 s", requests: 8_640_000, rate: 100, ttl: .seconds(60), goal: "< 15 s"),
      rounds: 1)
    try await memory(hits)
  }

  /// Both sides in turns; medians.
  private static func measure(_ wanted: Case, rounds: Int = 5) async throws {
    var virtual: [Double] = []
    var plain: [Double] = []
    var counts = LookupCounts()
    for _ in 0..<rounds {
      virtual.append(
        try await Measure.nanoseconds { counts = try await virtualRun(wanted).total.counts })
      plain.append(await Measure.nanoseconds { plainLoop(wanted) })
    }
    let (ours, theirs) = (Measure.median(virtual), Measure.median(plain))
    let perSecond = Int(Double(counts.finished) / ours * 1e9)
    print(
      "  \(wanted.name): \(counts.finished) requests, \(counts.hits) hits, \(Measure.figure(ours)), \(perSecond)/s "
        + "(goal \(wanted.goal)); plain loop \(Measure.figure(theirs)), ratio \(Measure.ratio(ours / theirs)); "
        + "\(residentKilobytes() >> 10) MiB resident")
  }

  /// Memory must not grow with the length of a run.
  private static func memory(_ wanted: Case) async throws {
    var long = wanted
    var peaks: [Int] = []
    // The first run only warms the allocator up.
    for requests in [1_000_000, 1_000_000, 10_000_000] {
      long.requests = requests
      _ = try await virtualRun(long)
      peaks.append(residentKilobytes())
    }
    print("  resident after 1 M requests \(peaks[1]) KiB, after 10 M \(peaks[2]) KiB (goal: within 5 %)")
  }

  private static func virtualRun(_ wanted: Case) async throws -> RunReport {
    let limits = MemoryLimits(entries: wanted.capacity)
    let scenario = Scenario(
      name: wanted.name, seed: 7, duration: .seconds(Double(wanted.requests) / wanted.rate), store: .memory(limits),
      endpoints: [
        EndpointDefinition(
          name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.seconds(2)),
          cache: CachePolicy(ttl: wanted.ttl))
      ],
      workload: [
        WorkloadDefinition(
          endpoint: "read_item", load: .open(perSecond: wanted.rate, .poisson), keys: .zipf(exponent: 1, count: keys))
      ])
    return await ScenarioRun(scenario, on: .virtual(VirtualTime()), store: MemoryStore(limits: limits)).run()
  }

  private static func plainLoop(_ wanted: Case) {
    let generator = SeededGenerator(seed: 7)
    var keyGenerator = generator.split("keys")
    var sampler = KeySampler(.zipf(exponent: 1, count: keys))
    var arrivals = ArrivalProcess(
      .poisson, perSecond: wanted.rate, startingAt: .zero, generator: generator.split("arrivals"))
    let names = (0...keys).map { "read_item:\($0)" }
    let value = [UInt8](repeating: 7, count: 84)
    let entries = Dictionary(uniqueKeysWithValues: names.map { ($0, value) })
    var bytes = 0
    var last = Timestamp.zero
    for _ in 0..<wanted.requests {
      last = arrivals.next()
      bytes += entries[names[sampler.next(using: &keyGenerator)]]?.count ?? 0
    }
    precondition(bytes == wanted.requests * value.count && last > .zero)
  }
}
