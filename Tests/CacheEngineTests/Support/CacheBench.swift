import TestSupport

@testable import CacheEngine

/// A cache over a memory store that can be made to fail, on a clock that stands still.
struct CacheBench: Sendable {
  let clock = ManualClock()
  let memory: MemoryStore
  let store: FaultyStore
  let cache: Cache
  /// Calls of whatever function a test wraps.
  let calls = Lock(0)

  init(limits: MemoryLimits = MemoryLimits()) {
    memory = MemoryStore(limits: limits)
    store = FaultyStore(memory)
    cache = Cache(store: store, clock: clock)
  }

  /// A cached function of one number whose result counts its calls: a hit repeats an old number.
  func counting(
    ttl: TTL? = .seconds(60), keyBuilder: KeyBuilder<Int> = .positional
  ) -> CachedFunction<Int, Int> {
    cached("f", ttl: ttl, keyBuilder: keyBuilder, cache: cache) { [calls] (_: Int) in
      calls.withLock { calls in
        calls += 1
        return calls
      }
    }
  }

  var snapshot: LedgerSnapshot { cache.ledger.snapshot(at: clock.now) }

  /// The record of the request that ended last.
  var lastRecord: LookupRecord? { snapshot.records.first }
}
