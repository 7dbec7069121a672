import TestSupport
import Testing

@testable import CacheEngine

@Suite("Ledger") struct LedgerTests {
  private struct Failure: Error {}

  /// A function that hits, misses and fails.
  private func mixed(_ cache: Cache, name: String) -> CachedFunction<Int, Int> {
    cached(name, ttl: .seconds(60), cache: cache, stores: { $0 % 7 != 0 }) { (number: Int) in
      if number % 5 == 0 { throw Failure() }
      await Task.yield()
      return number
    }
  }

  @Test("counts balance and agree with latencies in every snapshot taken while many tasks ask")
  func balanceUnderLoad() async throws {
    let bench = CacheBench()
    let ledger = bench.cache.ledger
    let functions = ["a", "b"].map { mixed(bench.cache, name: $0) }
    let (tasks, requests) = (8, 1_500)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask {
          for number in 0..<requests { _ = try? await functions[number % 2]((number * 13 + task) % 64) }
        }
      }
      group.addTask {
        for _ in 0..<300 {
          let snapshot = ledger.snapshot(at: .zero, records: 4)
          let total = snapshot.total
          #expect(total.isBalanced)
          #expect(snapshot.latency.hits.count == total.hits)
          #expect(snapshot.latency.waits.count == total.misses + total.bypasses)
          let causes = total.causes
          #expect(causes.cold + causes.expired + causes.invalidated + causes.undecodable == total.misses)
          await Task.yield()
        }
      }
    }
    let total = ledger.snapshot(at: .zero).total
    #expect(total.started == UInt64(tasks * requests))
    #expect(total.finished == UInt64(tasks * requests))
    #expect(total.loads == total.misses + total.errors)
    #expect(total.errors > 0 && total.hits > 0 && total.misses > 0)
  }

  @Test("there is one record for every request, newest first, each with its own number")
  func records() async throws {
    let bench = CacheBench()
    let function = bench.counting()
    for number in 0..<100 {
      _ = try await function(number % 10)
      bench.clock.advance(by: .milliseconds(1))
    }
    let records = bench.snapshot.records
    #expect(records.map(\.id.number) == (1...100).reversed())
    #expect(records.filter { $0.outcome == .miss }.count == 10)
    #expect(bench.cache.ledger.snapshot(at: .zero, records: 3).records.map(\.id.number) == [100, 99, 98])
    #expect(bench.cache.ledger.snapshot(at: .zero, records: 0).records.isEmpty)
  }

  @Test("records are kept in bounds")
  func recordsAreBounded() async throws {
    let bench = CacheBench()
    let function = bench.counting()
    for _ in 0..<LedgerStripe.recordsKept + 50 { _ = try await function(1) }
    let records = bench.cache.ledger.snapshot(at: .zero, records: .max).records
    #expect(records.count == LedgerStripe.recordsKept)
    #expect(records.last?.id.number == 51)
  }

  @Test("a reset forgets everything but what is in flight, which is counted when it ends")
  func reset() async throws {
    let bench = CacheBench()
    let clock = bench.clock
    let slow = cached("slow", ttl: nil, cache: bench.cache) { (number: Int) in
      try await clock.sleep(for: .seconds(1))
      return number
    }
    let quick = bench.counting()
    _ = try await quick(1)
    let caller = Task { try await slow(2) }
    await clock.untilSleeping(count: 1)
    bench.cache.ledger.reset()
    let during = bench.snapshot
    #expect((during.total.started, during.total.inFlight, during.total.finished) == (1, 1, 0))
    #expect(during.total.isBalanced)
    #expect(during.waiting.map(\.key.text) == ["slow:2"])
    #expect(during.records.isEmpty)
    #expect(during.latency.waits.count == 0)
    #expect(during.strip.allSatisfy { $0 == SecondCounts() })
    clock.advance(by: .seconds(1))
    _ = try await caller.value
    #expect((bench.snapshot.total.misses, bench.snapshot.total.inFlight) == (1, 0))
    #expect(bench.snapshot.total.isBalanced)
  }

  @Test("each second has its place in the strip, the newest last")
  func strips() async throws {
    let bench = CacheBench()
    let function = bench.counting()
    bench.clock.advance(by: .milliseconds(1_999))
    _ = try await function(1)
    _ = try await function(1)
    bench.clock.advance(by: .milliseconds(2))
    _ = try await function(1)
    let strip = bench.snapshot.strip
    #expect(strip.count == SecondStrip.length)
    let earlier = try #require(strip.dropLast().last)
    #expect((earlier.hits, earlier.misses, earlier.loads, earlier.others) == (1, 1, 1, 0))
    #expect(earlier.hitRate == 0.5)
    #expect(strip.last?.hits == 1)
    #expect(strip[0].hitRate == nil)
    bench.clock.advance(by: .seconds(SecondStrip.length))
    #expect(bench.snapshot.strip.allSatisfy { $0 == SecondCounts() })
  }

  @Test("hit rate leaves bypasses and errors out, and is nothing without requests")
  func hitRate() {
    var counts = LookupCounts()
    #expect(counts.hitRate == nil)
    (counts.hits, counts.misses, counts.bypasses, counts.errors) = (3, 1, 10, 10)
    #expect(counts.hitRate == 0.75)
  }
}
