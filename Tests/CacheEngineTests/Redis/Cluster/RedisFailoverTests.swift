import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A Redis Cluster that loses a master")
  struct RedisFailoverTests {
    private let clock = RealClock()
    /// One key in each part of the slots.
    private static let parts: [CacheKey] = ["{bar}", "{key1}", "{foo}"]

    private func value(_ text: String) -> EncodedValue { EncodedValue(bytes: Array(text.utf8)) }

    private func text(_ store: RedisStore, _ key: CacheKey) async throws(StoreError) -> String? {
      try await store.get(key, at: clock.now).entry.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Asks until the part of the key serves again, and collects what was said meanwhile.
    private func untilServed(_ store: RedisStore, _ key: CacheKey) async throws -> [String] {
      var reasons: [String] = []
      while true {
        do throws(StoreError) {
          try await store.set(key, value(key.text), ttl: nil, at: clock.now)
          return reasons
        } catch {
          guard case .unavailable(let reason) = error else { throw error }
          if reasons.last != reason { reasons.append(reason) }
        }
        try await Task.sleep(for: .milliseconds(20))
      }
    }

    @Test(
      "its replica takes over by hand and after a crash, and a node that comes back is found", .timeLimit(.minutes(1)))
    func failover() async throws {
      let servers = try await RedisClusterServers(replicas: 1)
      let (first, replica) = (servers.servers[0], servers.servers[3])
      // Named by a node that stays.
      let store = try RedisStore(address: servers.servers[1].tcpAddress, jitter: SeededGenerator(seed: 1))
      for key in Self.parts { try await store.set(key, value(key.text), ttl: nil, at: clock.now) }
      #expect(RawSocket.ask("WAIT 1 5000\r\n", path: first.socketPath) != "")

      // By hand: a planned change, in which nothing is lost.
      try RedisClusterServers.tell(replica, "CLUSTER FAILOVER")
      while !RawSocket.ask("ROLE\r\n", path: replica.socketPath).contains("master") {
        #expect(try await text(store, Self.parts[1]) == Self.parts[1].text)
      }
      _ = try await untilServed(store, Self.parts[0])
      for key in Self.parts { #expect(try await text(store, key) == key.text) }
      #expect(store.connection.link.cluster.owner(of: HashSlot(of: Array("bar".utf8)))?.port == replica.port)
      while !RawSocket.ask("INFO replication\r\n", path: first.socketPath).contains("link_status:up") {
        try await Task.sleep(for: .milliseconds(20))
      }

      // A crash: the other parts serve until the cluster as a whole notices, and all of it after the change.
      replica.kill()
      let reasons = try await untilServed(store, Self.parts[0])
      #expect(reasons.contains { $0.contains("127.0.0.1:\(replica.port ?? 0)") }, "\(reasons)")
      for key in Self.parts { _ = try await untilServed(store, key) }
      for key in Self.parts { #expect(try await text(store, key) == key.text) }
      #expect(store.status(at: clock.now).health == .up)
      #expect(try await store.list(prefix: "", after: nil, limit: 10, at: clock.now).total == 3)

      // The node that was named goes, and what is known of the others suffices.
      servers.servers[1].kill()
      while (try? await text(store, Self.parts[1])) != nil {}
      guard case .down(let reason, _, _) = store.status(at: clock.now).health else {
        Issue.record("not down")
        return
      }
      #expect(reason.hasPrefix("2 of 3 nodes: slots 5461–10922 unreachable"), "\(reason)")
      try await servers.servers[1].start()
      for key in Self.parts { _ = try await untilServed(store, key) }
      #expect(store.status(at: clock.now).health == .up)
      await store.close()
    }

    @Test("credentials go to every node, and a server without cluster is told from one", .timeLimit(.minutes(1)))
    func credentials() async throws {
      let servers = try await RedisClusterServers(
        options: ["--user", "me", "on", ">word", "~*"] + RedisServer.rights + ["-hello"])
      var address = servers.address
      (address.user, address.password) = ("me", "word")
      let store = try RedisStore(address: address, jitter: SeededGenerator(seed: 1))
      // HELLO is not allowed to this user: that it is a cluster shows by its slots.
      for key in Self.parts { try await store.set(key, value("x"), ttl: nil, at: clock.now) }
      for server in servers.servers {
        #expect(RawSocket.ask("CLIENT LIST\r\n", path: server.socketPath).contains("user=me"))
      }
      #expect(store.connection.link.isCluster)
      await store.close()
      let single = try await RedisServer()
      let other = try RedisStore(address: single.address, jitter: SeededGenerator(seed: 1))
      _ = try await other.getMany(Self.parts, at: clock.now)
      #expect(!other.connection.link.isCluster)
      await other.close()
    }
  }
}
