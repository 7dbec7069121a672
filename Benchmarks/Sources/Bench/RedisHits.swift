import CacheEngine

/// Hits through `cached` on one Redis connection, against redis-benchmark with one client and as long a pipeline.
enum RedisHits {
  static let goals = [(callers: 1, goal: 0.8), (callers: 16, goal: 0.7), (callers: 64, goal: 0.5)]
  static let rounds = 5

  static func run() async throws {
    let server = try RedisServer()
    let store = try await connected(to: server)
    let cache = Cache(store: store, clock: RealClock())
    let value = [UInt8](repeating: 7, count: 100)
    let load = cached("read_item", ttl: .seconds(3_600), serializer: .bytes, cache: cache) { (_: Int) in value }
    _ = try await load(5)
    for (callers, goal) in goals {
      let requests = callers == 1 ? 10_000 : 60_000
      var ours: [Double] = []
      var theirs: [Double] = []
      for round in 0...rounds {
        let nanoseconds = try await Measure.nanoseconds { try await run(load, callers: callers, requests: requests) }
        let rate = try server.benchmark(pipeline: callers, requests: requests)
        guard round > 0 else { continue }
        ours.append(Double(requests) / nanoseconds * 1e9)
        theirs.append(rate)
      }
      let (mine, plain) = (Measure.median(ours), Measure.median(theirs))
      print(
        "  \(callers) callers: cached \(Int(mine))/s, redis-benchmark -P \(callers) \(Int(plain))/s, ratio "
          + "\(Measure.ratio(mine / plain)) (goal ≥ \(goal))")
    }
    await store.close()
  }

  private static func run(_ load: CachedFunction<[UInt8], Int>, callers: Int, requests: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask { for _ in 0..<requests / callers { _ = try await load(5) } }
      }
      try await group.waitForAll()
    }
  }

  private static func connected(to server: RedisServer) async throws -> RedisStore {
    for _ in 0..<100 {
      let store = try RedisStore(
        address: try RedisAddress("redis://127.0.0.1:\(server.port)"), jitter: SeededGenerator(seed: 1))
      if (try? await store.exists(CacheKey("ready"), at: .zero)) != nil { return store }
      await store.close()
      try await Task.sleep(for: .milliseconds(20))
    }
    throw BenchError("redis-server does not answer")
  }
}
