import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Watching a Redis Cluster")
  struct ClusterWatchTests {
    /// One key on each of the three nodes.
    private static let parts = ["{bar}", "{key1}", "{foo}"]

    private func ask(_ server: RedisServer, _ command: String) {
      _ = RawSocket.ask(command + "\r\n", path: server.socketPath)
    }

    private func eventually(_ condition: () async -> Bool) async throws -> Bool {
      for _ in 0..<2_000 {
        if await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
      }
      return false
    }

    @Test("hears every node, says which tell nothing, and follows a failover", .timeLimit(.minutes(3)))
    func nodes() async throws {
      let servers = try await RedisClusterServers(replicas: 1, alsoAllowing: ["monitor"])
      let masters = Array(servers.servers.prefix(3))
      let replica = servers.servers[3]
      for server in [masters[0], masters[1], replica] { ask(server, "CONFIG SET notify-keyspace-events KEA") }
      let watch = try Watch(
        address: masters[1].tcpAddress, pattern: "*", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
      let heard = Lock(Set<String>())
      watch.listen { event in
        if event.source == .notification { heard.withLock { _ = $0.insert(event.key.text) } }
      }
      let running = Task { await watch.run() }
      func places(telling: Bool) -> [String] {
        (watch.snapshot().watch?.nodes ?? []).filter { $0.tells == telling }.map(\.place)
      }
      func place(_ server: RedisServer) -> String { "127.0.0.1:\(server.port ?? 0)" }
      func write(_ text: String, to masters: [RedisServer]) {
        for (part, server) in zip(Self.parts, masters) { ask(server, "SET \(part):\(text) x") }
      }
      #expect(
        try await eventually {
          write("a", to: masters)
          return places(telling: true) == [place(masters[0]), place(masters[1])]
            && heard.withLock { $0.isSuperset(of: ["{bar}:a", "{key1}:a"]) }
        })
      #expect(places(telling: false) == [place(masters[2])])
      #expect(heard.withLock { $0 } == ["{bar}:a", "{key1}:a"])

      // What clients read, of all nodes together and without our own looking.
      func reads() -> UInt64 {
        (watch.snapshot().watch?.serverHits ?? []).reduce(0) { $0 + ($1.map { $0.hits + $0.misses } ?? 0) }
      }
      #expect(try await eventually { watch.snapshot().watch?.serverHits.isEmpty == false })
      let before = reads()
      for (part, server) in zip(Self.parts, masters) { for _ in 0..<5 { ask(server, "GET \(part):b") } }

      ask(masters[2], "CONFIG SET notify-keyspace-events KEA")
      #expect(
        try await eventually {
          write("b", to: masters)
          return places(telling: false) == [] && heard.withLock { $0.isSuperset(of: Self.parts.map { "\($0):b" }) }
        })

      #expect(try await eventually { reads() >= before + 15 })
      #expect(reads() == before + 15)

      let asking = Task {
        while !Task.isCancelled {
          for (part, server) in zip(Self.parts, masters) { ask(server, "GET \(part):b") }
          try? await Task.sleep(for: .milliseconds(5))
        }
      }
      let sample = try await watch.sampleCommands(for: .milliseconds(300))
      asking.cancel()
      await asking.value
      #expect(sample.nodes == 3 && sample.unheard == [])
      #expect(Set(sample.patterns.filter { $0.reads > 0 }.map(\.pattern)) == ["{bar}:b", "{key*}:b", "{foo}:b"])

      try RedisClusterServers.tell(replica, "CLUSTER FAILOVER")
      let now = [replica, masters[1], masters[2]]
      #expect(
        try await eventually {
          write("c", to: now)
          return places(telling: true).sorted() == now.map(place).sorted() && heard.withLock { $0.contains("{bar}:c") }
        })
      // The old master is listened to no more.
      #expect(
        try await eventually {
          !RawSocket.ask("CLIENT LIST\r\n", path: masters[0].socketPath).contains("cmd=psubscribe")
        })

      masters[2].kill()
      #expect(try await eventually { places(telling: false) == [place(masters[2])] })
      let part = try await watch.sampleCommands(for: .milliseconds(50))
      #expect(part.nodes == 3 && part.unheard.count == 1 && part.unheard[0].hasPrefix(place(masters[2])))
      running.cancel()
      await watch.close()
    }
  }
}
