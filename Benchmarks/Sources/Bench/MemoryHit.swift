import CacheEngine

/// A hit through `cached` to stored bytes, ledger included, against the same lookup in a bare dictionary under a lock.
enum MemoryHit {
  static let keys = 10_000
  static let operations = 200_000
  static let value = [UInt8](repeating: 7, count: 100)

  static func run() async throws {
    let order = shuffled(count: operations, below: keys, seed: 1)
    let cache = Cache(store: MemoryStore(), clock: RealClock())
    let load = cached("read_item", ttl: .seconds(3_600), serializer: .bytes, cache: cache) { (_: Int) in value }
    for key in 0..<keys { _ = try await load(key) }

    let names = (0..<keys).map { "read_item:\($0)" }
    let bare = Lock(Dictionary(uniqueKeysWithValues: names.map { ($0, value) }))
    let (through, plain) = try await Measure.inTurns(operations: operations) {
      var bytes = 0
      for key in order { bytes += try await load(key).count }
      check(bytes)
    } _: {
      var bytes = 0
      for key in order { bytes += bare.withLock { $0[names[key]]?.count ?? 0 } }
      check(bytes)
    }
    Measure.row("hit, one thread", ("cached", through), ("dictionary", plain), goal: "≤ 2")
    try await twoThreads(load)
  }

  private static func twoThreads(_ load: CachedFunction<[UInt8], Int>) async throws {
    let halves = [0, 1].map { half in
      shuffled(count: operations / 2, below: keys / 2, seed: UInt64(half + 2)).map { $0 + half * keys / 2 }
    }
    let (two, one) = try await Measure.inTurns(operations: operations) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for half in halves {
          group.addTask { for key in half { _ = try await load(key) } }
        }
        try await group.waitForAll()
      }
    } _: {
      for half in halves {
        for key in half { _ = try await load(key) }
      }
    }
    Measure.row("the same hits, two threads against one", ("two", two), ("one", one), goal: "< 1")
  }

  static func shuffled(count: Int, below limit: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Int.random(in: 0..<limit, using: &generator) }
  }

  private static func check(_ bytes: Int) {
    precondition(bytes == operations * value.count, "not every lookup was a hit")
  }
}
