import Testing

@testable import CacheEngine

@Suite("An old value for those who share a load") struct FallbackInFlightTests {
  static let timeouts = [
    LoadTimeout(hard: .milliseconds(50)), LoadTimeout(soft: .milliseconds(50)),
    LoadTimeout(soft: .milliseconds(50), hard: .milliseconds(60)),
  ]

  @Test("a load that takes too long is made up for also where the store has to be waited for", arguments: timeouts)
  func rescued(_ timeout: LoadTimeout) async {
    let time = VirtualTime()
    let cache = Cache(store: MemoryStore(), clock: time)
    let policy = CachePolicy(
      ttl: .seconds(1), protection: .singleFlight, staleIfError: StaleIfError(keep: .seconds(10)), loadTimeout: timeout)
    let loads = Lock(0)
    let values = await time.run { () -> [Int?] in
      let function = cached("f", policy: policy, serializer: .json, cache: cache) { (_: Int) -> Int in
        let number = loads.withLock { loads in
          loads += 1
          return loads
        }
        try await time.sleep(for: number == 1 ? .milliseconds(20) : .milliseconds(200))
        return number
      }
      let first = try? await function(5)
      cache.faults.setDelay(.milliseconds(1))
      try? await time.sleep(for: .seconds(2))
      let callers = (0..<3).map { _ in Task(executorPreference: time) { try await function(5) } }
      var values = [first]
      for caller in callers { values.append(try? await caller.value) }
      try? await time.sleep(for: .seconds(1))
      return values
    }
    #expect(values == [1, 1, 1, 1])
    #expect(loads.withLock { $0 } == 2)
    #expect(cache.ledger.snapshot(at: time.now).total.staleHits == 3)
  }
}
