import TestSupport
import Testing

@testable import CacheEngine

@Suite("Invalidation during a load") struct InvalidationTests {
  let bench = CacheBench()

  private func slow() -> CachedFunction<Int, Int> {
    let (clock, calls) = (bench.clock, bench.calls)
    return cached("f", ttl: .seconds(60), cache: bench.cache) { (_: Int) in
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      try await clock.sleep(for: .seconds(2))
      return number
    }
  }

  @Test("a delete while the load runs is not undone by the load's write")
  func deleteDuringLoad() async throws {
    let function = slow()
    let caller = Task { try await function(5) }
    await bench.clock.untilSleeping(count: 1)
    try await function.invalidate(5)
    bench.clock.advance(by: .seconds(2))
    #expect(try await caller.value == 1)
    #expect(bench.lastRecord?.remarks == [.invalidatedDuringLoad])
    #expect(bench.lastRecord?.wrote == false)
    #expect(bench.store.faults.withLock { $0.sets } == 0)
    #expect(bench.memory.status(at: bench.clock.now).entries == 0)
  }

  @Test("a clear of its prefix while the load runs is not undone either; one of another prefix means nothing to it")
  func clearDuringLoad() async throws {
    let function = slow()
    let callers = [5, 6].map { number in Task { try await function(number) } }
    await bench.clock.untilSleeping(count: 2)
    _ = try await bench.cache.clear(prefix: "f:5")
    bench.clock.advance(by: .seconds(2))
    for caller in callers { _ = try await caller.value }
    let now = bench.clock.now
    #expect(try await !bench.memory.exists(CacheKey("f:5"), at: now))
    #expect(try await bench.memory.exists(CacheKey("f:6"), at: now))
  }

  @Test("a delete while the result is being written is done again after the write")
  func deleteDuringWrite() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { $0.beforeSet = { try? await function.invalidate(5) } }
    #expect(try await function(5) == 1)
    let record = try #require(bench.lastRecord)
    #expect(!record.wrote)
    #expect(record.expiry == nil)
    #expect(record.remarks == [.invalidatedDuringLoad])
    #expect(try await !bench.memory.exists(function.key(5), at: bench.clock.now))
  }

  @Test("a delete between the store's write and its answer leaves nothing behind")
  func deleteAfterWrite() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { $0.afterSet = { try? await function.invalidate(5) } }
    #expect(try await function(5) == 1)
    #expect(try await !bench.memory.exists(function.key(5), at: bench.clock.now))
    #expect(bench.lastRecord?.wrote == false)
  }

  @Test("a delete is done again also after a write whose answer got lost")
  func deleteAfterLostAnswer() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { faults in
      faults.beforeSet = { try? await function.invalidate(5) }
      faults.lostAnswer = .unavailable("no answer in time")
    }
    #expect(try await function(5) == 1)
    #expect(try await !bench.memory.exists(function.key(5), at: bench.clock.now))
  }

  @Test("a load that begins after the delete is stored, though an older one is still running")
  func laterLoad() async throws {
    let function = slow()
    let older = Task { try await function(5) }
    await bench.clock.untilSleeping(count: 1)
    try await function.invalidate(5)
    bench.clock.advance(by: .seconds(1))
    let newer = Task { try await function(5) }
    await bench.clock.untilSleeping(count: 2)
    bench.clock.advance(by: .seconds(2))
    #expect(try await older.value == 1)
    #expect(try await newer.value == 2)
    #expect(try await function(5) == 2)
    #expect(bench.lastRecord?.outcome == .hit)
  }

  @Test("an invalidation means nothing to loads that come after it")
  func nothingRemains() async throws {
    let function = bench.counting()
    try await function.invalidate(5)
    _ = try await function(5)
    #expect(bench.lastRecord?.wrote == true)
  }

  @Test("a failed load leaves no trace that a later load could stumble over")
  func failedLoad() {
    var loads = LoadsInFlight()
    let place = loads.begin(CacheKey("a"))
    loads.invalidate(where: { $0.text == "a" })
    #expect(loads.isInvalidated(place))
    let wasInvalidated = loads.end(place)
    #expect(wasInvalidated)
    let next = loads.begin(CacheKey("a"))
    #expect(next == place)
    #expect(!loads.isInvalidated(next))
    let isInvalidated = loads.end(next)
    #expect(!isInvalidated)
  }

  @Test("what shared keys were filled for is remembered in bounds")
  func fillersAreBounded() {
    var fillers = KeyFillers()
    for number in 0...KeyFillers.capacity { fillers.note("\(number)", for: CacheKey("\(number)")) }
    #expect(fillers.arguments(for: CacheKey("0")) == nil)
    #expect(fillers.arguments(for: CacheKey("\(KeyFillers.capacity)")) == "\(KeyFillers.capacity)")
  }
}
