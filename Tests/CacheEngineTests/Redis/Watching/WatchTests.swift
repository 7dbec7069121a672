import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Watching what another program writes")
  struct WatchTests {
    private func watch(_ server: RedisServer, _ pattern: String = "user:*") throws -> Watch {
      try Watch(
        address: server.address, pattern: pattern, connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
    }

    private func ask(_ server: RedisServer, _ command: String) {
      _ = RawSocket.ask(command + "\r\n", path: server.socketPath)
    }

    /// Waits until something is the case, for a generous while.
    private func eventually(_ condition: () async -> Bool) async throws -> Bool {
      for _ in 0..<2_000 {
        if await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
      }
      return false
    }

    @Test("by sampling, where the server tells nothing")
    func sampling() async throws {
      let server = try await RedisServer()
      let watch = try watch(server)
      for command in [
        "SET user:1 one", "SET user:2 two PX 600000", "SET user:4 x", "HSET user:hash a b", "SET other x",
      ] {
        ask(server, command)
      }
      await watch.look()
      #expect(watch.snapshot().watch?.events == [])
      #expect(Set(watch.snapshot().keys.entries.map(\.key.text)) == ["user:1", "user:2", "user:4", "user:hash"])
      #expect(watch.snapshot().keys.entries.first { $0.key == "user:hash" }?.type == "hash")
      let long = String(repeating: "long", count: 100)
      for command in ["SET user:1 \(long)", "DEL user:2", "SET user:3 three", "PEXPIRE user:4 600000", "SET other y"] {
        ask(server, command)
      }
      func words() -> Set<String> {
        Set((watch.snapshot().watch?.events ?? []).map { "\($0.kind.rawValue) \($0.key)" })
      }
      let wanted: Set = ["overwritten user:1", "gone user:2", "appeared user:3", "ttl_changed user:4"]
      // A key is asked again after two seconds.
      #expect(
        try await eventually {
          await watch.look()
          return words().isSuperset(of: wanted)
        })
      #expect(words() == wanted)
      #expect(watch.snapshot().watch?.source == .sampling)
      await watch.close()
    }

    @Test("by notifications, where the server tells, and never twice")
    func notifications() async throws {
      let server = try await RedisServer(options: ["--notify-keyspace-events", "KEA"])
      let watch = try watch(server)
      let heard = Lock([WatchEvent]())
      watch.listen { event in heard.withLock { $0.append(event) } }
      ask(server, "SET user:1 one")
      let running = Task { await watch.run() }
      // A subscription takes a moment, and what happens before it is not told.
      #expect(
        try await eventually {
          ask(server, "SET user:probe x")
          return watch.snapshot().watch?.source == .notification && watch.snapshot().keys.isComplete
        })
      heard.withLock { $0 = [] }
      for command in [
        "SET user:2 two PX 600000", "SET user:1 longer", "DEL user:2", "PEXPIRE user:1 600000", "SET user:3 x PX 20",
        "SET other x",
      ] {
        ask(server, command)
      }
      let wanted = [
        "appeared user:2", "overwritten user:1", "deleted user:2", "ttl_changed user:1", "appeared user:3",
        "expired user:3",
      ]
      func words() -> [String] {
        heard.withLock { $0.filter { $0.key != "user:probe" } }.map { "\($0.kind.rawValue) \($0.key)" }
      }
      #expect(try await eventually { words().count >= wanted.count })
      #expect(words() == wanted)
      // The next looks add nothing.
      await watch.look()
      await watch.look()
      #expect(words() == wanted)
      #expect(heard.withLock { $0.allSatisfy { $0.source == .notification } })
      running.cancel()
      await watch.close()
    }

    @Test("the subscription comes back with the server")
    func comingBack() async throws {
      let server = try await RedisServer(options: ["--notify-keyspace-events", "KEA"])
      let watch = try watch(server)
      let running = Task { await watch.run() }
      for round in 1...2 {
        let before = watch.snapshot().watch?.events.first { $0.source == .notification }?.at ?? .zero
        #expect(
          try await eventually {
            ask(server, "SET user:\(round) x")
            return (watch.snapshot().watch?.events.first { $0.source == .notification }?.at ?? .zero) > before
          }, "round \(round)")
        if round == 1 {
          server.kill()
          try await server.start()
        }
      }
      running.cancel()
      await watch.close()
    }

    @Test("a server that was started anew and tells no more is one that is sampled")
    func telling() async throws {
      let server = try await RedisServer()
      let watch = try watch(server)
      let running = Task { await watch.run() }
      ask(server, "CONFIG SET notify-keyspace-events KEA")
      var written = 0
      func source() -> WatchEvent.Source? {
        written += 1
        ask(server, "SET user:\(written % 2) \(written)")
        return watch.snapshot().watch?.source
      }
      #expect(try await eventually { source() == .notification })
      // Its configuration is gone with it.
      server.kill()
      try await server.start()
      #expect(try await eventually { source() == .sampling && watch.snapshot().store.health == .up })
      let before = watch.snapshot().watch?.events.first?.at ?? .zero
      #expect(
        try await eventually {
          _ = source()
          return (watch.snapshot().watch?.events.first?.at ?? .zero) > before
        })
      #expect(source() == .sampling)
      running.cancel()
      await watch.close()
    }

    @Test("a subscription whose server says nothing any more is given up, and made anew when it answers")
    func silence() async throws {
      let server = try await RedisServer()
      let feed = RedisFeed(.subscribe(patterns: KeyspaceMessage.channels(of: "*", database: 0)))
      var settings = RedisSettings(
        address: server.address, connectTimeout: .milliseconds(500), clientName: "test",
        jitter: SeededGenerator(seed: 1))
      settings.feed = feed
      let connection = try RedisConnection(settings)
      func isUp() -> Bool { connection.report(at: .zero).health == .up }
      #expect(try await eventually { isUp() && !feed.take().isEmpty })
      server.freeze()
      #expect(try await eventually { !isUp() })
      server.thaw()
      #expect(try await eventually { isUp() && !feed.take().isEmpty })
      await connection.close()
    }

    @Test("values are read as far as they are text, and other types are named")
    func values() async throws {
      let server = try await RedisServer()
      for command in ["SET user:1 one", "RPUSH user:list a b"] { ask(server, command) }
      let watch = try watch(server)
      await watch.look()
      #expect(try await watch.inspect("user:1", limit: 100)?.bytes == Array("one".utf8))
      #expect(try await watch.inspect("user:none", limit: 100) == nil)
      await #expect(throws: StoreError.rejected("a list: only strings are read")) {
        try await watch.inspect("user:list", limit: 100)
      }
      await watch.close()
    }

    @Test("a sample of commands sees what clients ask for while it lasts, and ends")
    func monitoring() async throws {
      let server = try await RedisServer(alsoAllowing: ["monitor"])
      ask(server, "SET user:1 one")
      let watch = try watch(server)
      await watch.look()
      let asking = Task {
        while !Task.isCancelled {
          for command in ["GET user:1", "GET user:99", "GET other"] { ask(server, command) }
          try? await Task.sleep(for: .milliseconds(5))
        }
      }
      let sample = try await watch.sampleCommands(for: .milliseconds(500))
      asking.cancel()
      await asking.value
      #expect(sample.lines > 3)
      let users = try #require(sample.patterns.first)
      #expect(sample.patterns.map(\.pattern) == ["user:*"])
      #expect(users.likelyHits > 0 && users.likelyMisses > 0)
      #expect(users.likelyHits + users.likelyMisses == users.reads)
      // Nobody watches the commands any more.
      #expect(
        try await eventually { !RawSocket.ask("CLIENT LIST\r\n", path: server.socketPath).contains("cmd=monitor") })
      await watch.close()
    }

    @Test("what a server counts of reads is shown without our own")
    func hits() async throws {
      let server = try await RedisServer()
      for number in 0..<30 { ask(server, "SET user:\(number) x") }
      let watch = try watch(server)
      let running = Task { await watch.run() }
      func reads() -> [UInt64] {
        let seconds = (watch.snapshot().watch?.serverHits ?? []).compactMap(\.self)
        return [seconds.reduce(0) { $0 + $1.hits }, seconds.reduce(0) { $0 + $1.misses }]
      }
      #expect(try await eventually { watch.snapshot().watch?.serverHits.isEmpty == false })
      for _ in 0..<7 { ask(server, "GET user:1") }
      for _ in 0..<3 { ask(server, "GET none") }
      #expect(try await eventually { reads() != [0, 0] })
      #expect(reads() == [7, 3])
      running.cancel()
      await watch.close()
    }

    @Test("looking stays within its budget, however much the server tells of")
    func budget() async throws {
      let server = try await RedisServer(options: ["--notify-keyspace-events", "KEA"])
      for number in 0..<300 { ask(server, "SET user:\(number) x EX 1000") }
      let watch = try watch(server)
      let running = Task { await watch.run() }
      let start = ContinuousClock.now
      var number = 0
      while ContinuousClock.now - start < .seconds(3) {
        number += 1
        ask(server, "SET user:\(number % 300) y EX 2000")
        try await Task.sleep(for: .milliseconds(2))
      }
      running.cancel()
      await running.value
      let commands = watch.snapshot().store.commands.forLooking
      let took = (ContinuousClock.now - start).inSeconds
      #expect(Double(commands) <= 100 + LookingBudget.perSecond * took, "\(commands) in \(took) s")
      #expect(commands > 20, "\(commands)")
      await watch.close()
    }

    @Test("nothing is changed by looking")
    func unchanged() async throws {
      let server = try await RedisServer(
        options: ["--notify-keyspace-events", "KEA"] + RedisServer.debugging, alsoAllowing: ["monitor"])
      for command in ["SET user:1 one", "RPUSH user:list a b", "SET user:2 two PX 600000"] { ask(server, command) }
      let before = RawSocket.ask("DEBUG DIGEST\r\n", path: server.socketPath)
      #expect(before.count > 20)
      let watch = try watch(server)
      await watch.look()
      _ = try await watch.inspect("user:1", limit: 100)
      _ = try await watch.sampleCommands(for: .milliseconds(50))
      await watch.look()
      await watch.close()
      #expect(RawSocket.ask("DEBUG DIGEST\r\n", path: server.socketPath) == before)
    }
  }
}
