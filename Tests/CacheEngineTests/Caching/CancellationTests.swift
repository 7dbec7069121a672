import TestSupport
import Testing

@testable import CacheEngine

@Suite("Cancelled callers") struct CancellationTests {
  let bench = CacheBench()

  @Test("a caller that goes away during its load is counted as cancelled, and nothing is stored")
  func duringLoad() async throws {
    let clock = bench.clock
    let function = cached("f", ttl: .seconds(60), cache: bench.cache) { (number: Int) in
      try await clock.sleep(for: .seconds(2))
      return number
    }
    let caller = Task { try await function(5) }
    await clock.untilSleeping(count: 1)
    #expect(bench.snapshot.waiting.map(\.key.text) == ["f:5"])
    clock.advance(by: .seconds(1))
    caller.cancel()
    await #expect(throws: CancellationError.self) { try await caller.value }
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .cancelled)
    #expect(record.cause == nil)
    #expect(record.phases.load == .seconds(1))
    #expect(bench.snapshot.waiting.isEmpty)
    #expect(bench.snapshot.total.isBalanced)
    #expect(bench.store.faults.withLock { $0.sets } == 0)
  }

  @Test("a loader that throws CancellationError of its own accord is an error, not a cancelled caller")
  func ownAccord() async throws {
    let function = cached("f", ttl: .seconds(60), cache: bench.cache) { (_: Int) -> Int in throw CancellationError() }
    await #expect(throws: CancellationError.self) { try await function(5) }
    #expect(bench.lastRecord?.outcome == .error)
  }

  @Test("one cancelled caller does not disturb another caller of the same key")
  func others() async throws {
    let clock = bench.clock
    let function = cached("f", ttl: .seconds(60), cache: bench.cache) { (number: Int) in
      try await clock.sleep(for: .seconds(2))
      return number
    }
    let first = Task { try await function(5) }
    let second = Task { try await function(5) }
    await clock.untilSleeping(count: 2)
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    clock.advance(by: .seconds(2))
    #expect(try await second.value == 5)
    #expect(bench.snapshot.total.cancelled == 1)
    #expect(bench.snapshot.total.misses == 1)
  }
}
