import TestSupport
import Testing

@testable import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RedisServerSuites {
  /// Many requests, many of them cancelled, on connections that are lost again and again.
  ///
  /// `TTLSCOPE_CROWD_REQUESTS` and `TTLSCOPE_CROWD_LOSSES` say how many; `make soak` asks for a hundred times as many requests.
  @Suite("A crowd on connections that are lost again and again")
  struct RedisCrowdTests {
    static let requests = number("TTLSCOPE_CROWD_REQUESTS") ?? 100_000
    static let losses = number("TTLSCOPE_CROWD_LOSSES") ?? 1_000
    /// Each with a connection and a network of its own.
    static let stores = 5

    static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    @Test("gives no wrong reply, and every request is accounted for")
    func crowd() async throws {
      let server = try await RedisServer()
      let total = try await withThrowingTaskGroup(of: RedisCrowdCounts.self) { group in
        for number in 0..<Self.stores {
          group.addTask {
            let crowd = try RedisCrowd(server, seed: UInt64(number))
            return try await crowd.run(requests: Self.requests / Self.stores, losses: Self.losses / Self.stores)
          }
        }
        return try await group.reduce(into: RedisCrowdCounts()) { $0.add($1) }
      }
      #expect(total.wrong == 0, "\(total)")
      #expect(total.started == total.right + total.wrong + total.cancelled + total.unavailable, "\(total)")
      #expect(total.started >= Self.requests && total.losses >= Self.losses)
      #expect(total.cancelled * 5 > total.started, "\(total)")
      #expect(total.right * 3 > total.started, "\(total)")
      print("crowd: \(total)")
    }
  }
}
