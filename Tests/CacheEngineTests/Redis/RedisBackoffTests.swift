import Testing

@testable import CacheEngine

@Suite("The schedule of attempts to connect")
struct RedisBackoffTests {
  private static let second: Int64 = 1_000_000_000

  /// When attempts begin, in nanoseconds, over so many seconds of failures that take `each`.
  private func attempts(_ kind: RedisFailure.Kind, each: Int64, seconds: Int64, seed: UInt64) -> [Int64] {
    var backoff = RedisBackoff(generator: SeededGenerator(seed: seed))
    var moments: [Int64] = []
    var now: Int64 = 0
    while now < seconds * Self.second {
      moments.append(now)
      guard let wait = backoff.failed(kind, spent: each) else { break }
      now += each + wait
    }
    return moments
  }

  private func most(_ moments: [Int64], in window: Int64) -> Int {
    moments.indices.map { index in moments[index...].prefix { $0 < moments[index] + window }.count }.max() ?? 0
  }

  @Test("no answer: full jitter over a span that doubles from 50 ms to 1 s")
  func lost() {
    var backoff = RedisBackoff(generator: SeededGenerator(seed: 7))
    for attempt in 0..<20 {
      let span = min(RedisBackoff.longest, RedisBackoff.shortest << Int64(attempt))
      #expect((0...span).contains(backoff.failed(.lost, spent: 0) ?? -1))
    }
    #expect(backoff.attempts == 20)
    backoff.succeeded(for: 0)
    #expect(backoff.failed(.lost, spent: 0) ?? .max <= RedisBackoff.shortest)
    #expect(backoff.failed(.lost, spent: Self.second) == 0)
  }

  @Test("a connection that lasted is followed by another at once, one that did not is not")
  func afterService() {
    for seed: UInt64 in 1...20 {
      var backoff = RedisBackoff(generator: SeededGenerator(seed: seed))
      backoff.succeeded(for: RedisBackoff.shortest)
      #expect(backoff.failed(.lost, spent: 0) == 0)
      #expect(backoff.failed(.lost, spent: 0) != 0)
      backoff.succeeded(for: RedisBackoff.shortest - 1)
      #expect(backoff.failed(.lost, spent: 0) != 0)
      backoff.succeeded(for: RedisBackoff.shortest)
      #expect(backoff.failed(.refused, spent: 0) ?? 0 >= RedisBackoff.afterRefusal.lowerBound)
    }
  }

  @Test(
    "refused for ten minutes: never more than two attempts in a second, never a second without one", arguments: 1...20)
  func refused(seed: UInt64) {
    let moments = attempts(.refused, each: 1_000_000, seconds: 600, seed: seed)
    #expect(most(moments, in: Self.second) <= 2)
    #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 - $0 <= Self.second })
  }

  @Test("silent for ten minutes: two attempts a second on the average, never a second without one", arguments: 1...20)
  func silent(seed: UInt64) {
    for each: Int64 in [0, 100_000_000, 999_000_000] {
      let moments = attempts(.lost, each: each, seconds: 600, seed: seed)
      #expect(moments.count <= 1_400, "seed \(seed)")
      #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 - $0 <= Self.second })
    }
  }

  @Test("a server that does not know us is not asked again")
  func unauthorized() {
    #expect(attempts(.unauthorized, each: 0, seconds: 600, seed: 1) == [0])
  }
}
