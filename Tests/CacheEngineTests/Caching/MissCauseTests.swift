import TestSupport
import Testing

@testable import CacheEngine

@Suite("Hits and the causes of misses") struct MissCauseTests {
  let bench = CacheBench()

  @Test("the first call is a cold miss, the second a hit with the same value")
  func missThenHit() async throws {
    let function = bench.counting()
    #expect(try await function(5) == 1)
    #expect(bench.lastRecord?.outcome == .miss)
    #expect(bench.lastRecord?.cause == .cold)
    #expect(bench.lastRecord?.wrote == true)
    #expect(bench.lastRecord?.expiry == .at(Timestamp.zero.advanced(by: .seconds(60))))
    #expect(try await function(5) == 1)
    #expect(bench.lastRecord?.outcome == .hit)
    #expect(bench.lastRecord?.cause == nil)
    #expect(bench.lastRecord?.wrote == false)
    #expect(bench.lastRecord?.size == 1)
    #expect(try await function(6) == 2)
  }

  @Test("an entry hits until the last nanosecond of its life, and expires with the age it then has")
  func expired() async throws {
    let function = bench.counting()
    _ = try await function(5)
    bench.clock.advance(by: .seconds(60) - .nanoseconds(1))
    #expect(try await function(5) == 1)
    bench.clock.advance(by: .nanoseconds(1))
    #expect(try await function(5) == 2)
    #expect(bench.lastRecord?.cause == .expired(ago: .zero))
    bench.clock.advance(by: .seconds(67))
    #expect(try await function(5) == 3)
    #expect(bench.lastRecord?.cause == .expired(ago: .seconds(7)))
  }

  @Test("an entry that a sweep removed is still called expired, with its age")
  func swept() async throws {
    let function = bench.counting()
    _ = try await function(5)
    bench.clock.advance(by: .seconds(61))
    bench.memory.sweep(at: bench.clock.now)
    bench.clock.advance(by: .seconds(4))
    _ = try await function(5)
    #expect(bench.lastRecord?.cause == .expired(ago: .seconds(5)))
  }

  @Test("without a TTL an entry hits for ever")
  func unlimited() async throws {
    let function = bench.counting(ttl: nil)
    _ = try await function(5)
    #expect(bench.lastRecord?.expiry == .never)
    bench.clock.advance(by: .seconds(100 * 365 * 86_400))
    #expect(try await function(5) == 1)
  }

  @Test("an entry that had to make room is called evicted")
  func evicted() async throws {
    let bench = CacheBench(limits: MemoryLimits(entries: 1))
    let function = bench.counting()
    _ = try await function(5)
    _ = try await function(6)
    _ = try await function(5)
    #expect(bench.lastRecord?.cause == .evicted)
  }

  @Test("an entry deleted by its arguments is called invalidated")
  func invalidated() async throws {
    let function = bench.counting()
    _ = try await function(5)
    try await function.invalidate(5)
    _ = try await function(5)
    #expect(bench.lastRecord?.cause == .invalidated)
  }

  @Test("an entry that a clear removed is called cleared, and others are untouched")
  func cleared() async throws {
    let function = bench.counting()
    _ = try await function(5)
    _ = try await function(60)
    #expect(try await bench.cache.clear(prefix: "f:5") == 1)
    #expect(try await function(60) == 2)
    _ = try await function(5)
    #expect(bench.lastRecord?.cause == .cleared)
  }

  @Test("bytes that cannot be decoded are a miss of that cause, and are written over")
  func undecodable() async throws {
    let function = bench.counting()
    try await bench.memory.set(
      function.key(5), EncodedValue(bytes: [0xFF]), ttl: .seconds(9), at: bench.clock.now)
    #expect(try await function(5) == 1)
    let record = try #require(bench.lastRecord)
    #expect(record.cause == .undecodable)
    #expect(record.expiry == .at(Timestamp.zero.advanced(by: .seconds(60))))
    guard case .notDecodable = record.remarks.first else {
      Issue.record("\(record.remarks)")
      return
    }
    #expect(try await function(5) == 1)
    #expect(bench.lastRecord?.outcome == .hit)
  }
}
