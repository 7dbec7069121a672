import TestSupport
import Testing

@testable import CacheEngine

@Suite("Single flight") struct SingleFlightTests {
  let bench = CacheBench()

  /// A function that loads for two seconds and counts its loads.
  private func slow() -> CachedFunction<Int, Int> {
    cached("f", ttl: .seconds(60), cache: bench.cache, protection: .singleFlight) { [bench] (_: Int) in
      try await bench.clock.sleep(for: .seconds(2))
      return bench.calls.withLock { calls in
        calls += 1
        return calls
      }
    }
  }

  private func ask(_ function: CachedFunction<Int, Int>, times: Int) async -> [Task<Int, any Error>] {
    let tasks = (0..<times).map { _ in Task { try await function(5) } }
    while bench.snapshot.waiting.count < times { await Task.yield() }
    await bench.clock.untilSleeping(count: 1)
    return tasks
  }

  @Test("a hundred callers of a cold key make one load: one leads, the others share its result")
  func oneLoad() async throws {
    let tasks = await ask(slow(), times: 100)
    let leader = try #require(bench.snapshot.waiting.first { $0.leader == nil })
    #expect(bench.snapshot.waiting.filter { $0.leader == leader.id }.count == 99)
    bench.clock.advance(by: .seconds(2))
    for task in tasks { #expect(try await task.value == 1) }
    let counts = bench.snapshot.total
    #expect((counts.misses, counts.shared, counts.loads, counts.hits) == (1, 99, 1, 0))
    #expect(counts.causes.cold == 100)
    #expect(counts.hitRate == 0)
    #expect(counts.isBalanced)
    #expect(bench.snapshot.waiting.isEmpty)
  }

  @Test("without protection each of them loads")
  func unprotected() async throws {
    let function = cached("g", ttl: .seconds(60), cache: bench.cache) { [bench] (_: Int) in
      try await bench.clock.sleep(for: .seconds(2))
      return 1
    }
    let tasks = (0..<10).map { _ in Task { try await function(5) } }
    await bench.clock.untilSleeping(count: 10)
    bench.clock.advance(by: .seconds(2))
    for task in tasks { _ = try await task.value }
    #expect(bench.snapshot.total.loads == 10)
  }

  @Test("a leader that is cancelled takes nobody along: the load goes on and fills the cache")
  func cancelledLeader() async throws {
    let function = slow()
    let tasks = await ask(function, times: 3)
    let leader = try #require(bench.snapshot.waiting.first { $0.leader == nil })
    // Which of the tasks leads is for the scheduler to say: all are cancelled in turn, and the last one only after the load.
    tasks[0].cancel()
    tasks[1].cancel()
    await #expect(throws: CancellationError.self) { try await tasks[0].value }
    await #expect(throws: CancellationError.self) { try await tasks[1].value }
    bench.clock.advance(by: .seconds(2))
    #expect(try await tasks[2].value == 1)
    #expect(try await function(5) == 1)
    let counts = bench.snapshot.total
    #expect((counts.cancelled, counts.loads, counts.hits) == (2, 1, 1))
    #expect(counts.isBalanced)
    #expect(bench.snapshot.waiting.isEmpty)
    #expect(leader.leader == nil)
  }

  @Test("when everybody has gone the load still fills the cache")
  func nobodyLeft() async throws {
    let function = slow()
    let tasks = await ask(function, times: 2)
    for task in tasks { task.cancel() }
    for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
    bench.clock.advance(by: .seconds(2))
    while bench.memory.status(at: bench.clock.now).entries == 0 { await Task.yield() }
    #expect(try await function(5) == 1)
    while !bench.snapshot.waiting.isEmpty { await Task.yield() }
  }

  @Test("a failing load fails everybody once, is not cached, and the next call loads anew")
  func failing() async throws {
    struct Broken: Error {}
    let function = cached("h", ttl: .seconds(60), cache: bench.cache, protection: .singleFlight) {
      [bench] (_: Int) -> Int in
      try await bench.clock.sleep(for: .seconds(2))
      let calls = bench.calls.withLock { calls in
        calls += 1
        return calls
      }
      if calls == 1 { throw Broken() }
      return calls
    }
    let tasks = (0..<5).map { _ in Task { try await function(5) } }
    while bench.snapshot.waiting.count < 5 { await Task.yield() }
    await bench.clock.untilSleeping(count: 1)
    bench.clock.advance(by: .seconds(2))
    for task in tasks { await #expect(throws: Broken.self) { try await task.value } }
    #expect(bench.snapshot.total.errors == 5)
    let next = Task { try await function(5) }
    await bench.clock.untilSleeping(count: 1)
    bench.clock.advance(by: .seconds(2))
    #expect(try await next.value == 2)
  }

  @Test("two functions that share a key have flights of their own")
  func sharedKey() async throws {
    let numbers = cached("n", ttl: nil, keyBuilder: .fixed("k"), cache: bench.cache, protection: .singleFlight) {
      [bench] in
      try await bench.clock.sleep(for: .seconds(2))
      return 1
    }
    let texts = cached("t", ttl: nil, keyBuilder: .fixed("k"), cache: bench.cache, protection: .singleFlight) {
      [bench] in
      try await bench.clock.sleep(for: .seconds(2))
      return "one"
    }
    let number = Task { try await numbers() }
    let text = Task { try await texts() }
    await bench.clock.untilSleeping(count: 2)
    bench.clock.advance(by: .seconds(2))
    #expect(try await number.value == 1)
    #expect(try await text.value == "one")
  }

  @Test("an invalidation during a shared load keeps its result out of the store")
  func invalidation() async throws {
    let function = slow()
    let tasks = await ask(function, times: 2)
    try await function.invalidate(5)
    bench.clock.advance(by: .seconds(2))
    for task in tasks { #expect(try await task.value == 1) }
    #expect(bench.memory.status(at: bench.clock.now).entries == 0)
  }

  @Test("one load for many callers of a cold key, in virtual time, whatever the seed", arguments: 1...20)
  func virtual(seed: UInt64) async {
    let time = VirtualTime()
    let cache = Cache(store: MemoryStore(), clock: time)
    let loads = await time.run { () -> UInt64 in
      let function = cached("f", ttl: .seconds(60), cache: cache, protection: .singleFlight) { (_: Int) in
        try await time.sleep(for: .milliseconds(500))
        return 1
      }
      var generator = SeededGenerator(seed: seed)
      let callers = (0..<1_000).map { _ in
        let delay = Duration.microseconds(Int64(generator.nextUnit() * 400_000))
        return Task(executorPreference: time) {
          try await time.sleep(for: delay)
          return try await function(5)
        }
      }
      for caller in callers where generator.nextUnit() < 0.1 { caller.cancel() }
      for caller in callers { _ = await caller.result }
      return cache.ledger.snapshot(at: time.now).total.loads
    }
    #expect(loads == 1)
  }
}
