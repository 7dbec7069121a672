import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Which kind of server is at an address")
  struct ServerKindTests {
    private let clock = RealClock()

    /// A cluster of one node, on a port that stays.
    private func cluster(port: UInt16) async throws -> RedisServer {
      let server = try await RedisServer(
        options: ["--port", "\(port)", "--cluster-enabled", "yes", "--cluster-port", "\(try FreePort.find())"])
      try RedisClusterServers.tell(server, "CLUSTER ADDSLOTSRANGE 0 16383")
      return server
    }

    private func untilWritten(_ store: RedisStore) async throws {
      while true {
        do throws(StoreError) {
          return try await store.set("a", EncodedValue(bytes: [1]), ttl: nil, at: clock.now)
        } catch .unavailable {}
        try await Task.sleep(for: .milliseconds(5))
      }
    }

    @Test("is noticed when another kind takes the place, both ways", .timeLimit(.minutes(1)))
    func changing() async throws {
      let port = try FreePort.find()
      let address = RedisAddress(.tcp(host: "127.0.0.1", port: port))
      var server = try await cluster(port: port)
      let store = try RedisStore(address: address, jitter: SeededGenerator(seed: 1))
      try await untilWritten(store)
      #expect(store.connection.link.isCluster && store.status(at: clock.now).place.hasSuffix(", cluster of 1"))
      server.kill()
      server = try await RedisServer(options: ["--port", "\(port)"])
      try await untilWritten(store)
      #expect(!store.connection.link.isCluster && store.status(at: clock.now).place == address.description)
      #expect(store.connection.link.cluster.map == nil && store.status(at: clock.now).health == .up)
      #expect(try await store.list(prefix: "", after: nil, limit: 10, at: clock.now).entries.map(\.key) == ["a"])
      server.kill()
      server = try await cluster(port: port)
      try await untilWritten(store)
      #expect(store.connection.link.isCluster && store.status(at: clock.now).health == .up)
      #expect(try await store.list(prefix: "", after: nil, limit: 10, at: clock.now).entries.map(\.key) == ["a"])
      await store.close()
    }

    @Test("a greeting that agrees with what is known changes nothing, and one that tells nothing is no proof")
    func greeting() {
      var alone = ServerIdentity.unknown
      alone.product = "redis"
      var member = alone
      member.isCluster = true
      for (known, identity, kind) in [
        (ServerKind.Kind.single, alone, ServerKind.Kind.single), (.single, member, .unknown),
        (.single, .unknown, .unknown), (.cluster, member, .cluster), (.cluster, alone, .unknown),
        (.cluster, .unknown, .unknown), (.unknown, alone, .unknown),
      ] {
        let server = ServerKind()
        server.settle(known)
        server.greeted(identity)
        #expect(server.value == kind, "\(known) \(identity)")
      }
    }
  }
}
