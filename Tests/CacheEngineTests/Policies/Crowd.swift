@testable import CacheEngine

/// Many callers of one key in virtual time: the first at once, the others while its load runs, some of whom go away.
struct Crowd: Sendable {
  var seed: UInt64
  var callers: Int
  var protection: Protection
  /// This share of the callers is cancelled at a random moment of the load; the one who leads is the first of them.
  var cancelled = 0.0
  var fails = false

  static let loadTime = Duration.milliseconds(500)

  /// How it ended for whom, and what a call after that found.
  struct Ending: Sendable {
    /// Loads that began, as the load itself counts them.
    var loads = 0
    var values = 0
    var cancelled = 0
    var failures = 0
    var counts = LookupCounts()
    /// Entries after the last caller has gone.
    var entries = 0
    /// Loads after one more call.
    var loadsOfNext = 0
  }

  struct Broken: Error {}

  func run() async -> Ending {
    let time = VirtualTime()
    let store = MemoryStore()
    let cache = Cache(store: store, clock: time, ledger: Ledger(isWatched: false))
    let loads = Lock(0)
    return await time.run { [self] in
      let function = cached("f", ttl: .seconds(60), cache: cache, protection: protection) { (_: Int) in
        loads.withLock { $0 += 1 }
        try await time.sleep(for: Self.loadTime)
        if fails { throw Broken() }
        return 7
      }
      var ending = await send(to: function, in: time)
      ending.loads = loads.withLock { $0 }
      ending.entries = store.status(at: time.now).entries ?? -1
      ending.counts = cache.ledger.snapshot(at: time.now).total
      _ = try? await function(5)
      ending.loadsOfNext = loads.withLock { $0 } - ending.loads
      return ending
    }
  }

  private func send(to function: CachedFunction<Int, Int>, in time: VirtualTime) async -> Ending {
    var generator = SeededGenerator(seed: seed)
    let start = time.now
    let tasks = (0..<callers).map { number in
      let delay = number == 0 ? .zero : Duration.microseconds(Int64(1 + generator.nextBelow(400_000)))
      return Task(executorPreference: time) {
        try await time.sleep(for: delay)
        return try await function(5)
      }
    }
    // The leader, and then whomever the seed picks; none when nobody is to be cancelled.
    let leaving = (0..<Int(Double(callers) * cancelled)).map { $0 == 0 ? 0 : 1 + generator.nextBelow(callers - 1) }
    let moments = leaving.map { _ in Duration.microseconds(Int64(1 + generator.nextBelow(499_000))) }.sorted()
    // Shuffled, so that the leader is not always the first to go.
    for (moment, leaver) in zip(moments, leaving.shuffled(using: &generator)) {
      try? await time.sleep(until: start.advanced(by: moment))
      tasks[leaver].cancel()
    }
    var ending = Ending()
    for task in tasks {
      switch await task.result {
      case .success(let value): ending.values += value == 7 ? 1 : 0
      case .failure(let error) where error is CancellationError: ending.cancelled += 1
      case .failure: ending.failures += 1
      }
    }
    return ending
  }

  /// How many different callers are cancelled.
  var leavers: Int {
    var generator = SeededGenerator(seed: seed)
    for _ in 1..<callers { _ = generator.nextBelow(400_000) }
    return Set((0..<Int(Double(callers) * cancelled)).map { $0 == 0 ? 0 : 1 + generator.nextBelow(callers - 1) }).count
  }
}
