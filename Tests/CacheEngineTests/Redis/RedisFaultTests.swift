import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("The Redis connection on a bad network")
  struct RedisFaultTests {
    private let clock = RealClock()

    private func store(
      _ address: RedisAddress, commandTimeout: Duration = .seconds(20), connectTimeout: Duration = .seconds(5)
    ) throws -> RedisStore {
      try RedisStore(
        address: address, connectTimeout: connectTimeout, commandTimeout: commandTimeout,
        jitter: SeededGenerator(seed: 1))
    }

    private func set(_ store: RedisStore, _ key: String, _ text: String) async throws(StoreError) {
      try await store.set(CacheKey(key), EncodedValue(bytes: Array(text.utf8)), ttl: nil, at: clock.now)
    }

    private func text(_ store: RedisStore, _ key: String) async throws(StoreError) -> String? {
      try await store.get(CacheKey(key), at: clock.now).entry.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Asks until there is an answer; the test's own limit ends it when there never is.
    private func untilHealed(_ store: RedisStore) async throws {
      while true {
        do throws(StoreError) {
          _ = try await store.exists("x", at: clock.now)
          return
        } catch {
          guard case .unavailable = error else { throw error }
        }
        try await Task.sleep(for: .milliseconds(5))
      }
    }

    private func isUnavailable(_ body: () async throws(StoreError) -> Void) async -> Bool {
      do throws(StoreError) { try await body() } catch { if case .unavailable = error { return true } }
      return false
    }

    @Test("64 callers on one connection each get their own answers", .timeLimit(.minutes(1)))
    func pipelining() async throws {
      let server = try await RedisServer()
      let store = try store(server.address)
      let wrong = await withTaskGroup(of: Int.self) { group in
        for caller in 0..<64 {
          group.addTask {
            var wrong = 0
            for round in 0..<100 {
              let value = "\(caller) \(round)"
              try? await set(store, "k\(caller)", value)
              if (try? await text(store, "k\(caller)")) != value { wrong += 1 }
            }
            return wrong
          }
        }
        return await group.reduce(0, +)
      }
      #expect(wrong == 0)
      #expect(RawSocket.ask("CLIENT LIST\r\n", path: server.socketPath).contains("name=ttlscope:"))
      await store.close()
    }

    @Test("with 30 % of 10,000 requests cancelled nobody gets another's answer", .timeLimit(.minutes(2)))
    func cancelling() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address)
      for number in 0..<100 { try await set(store, "k\(number)", "k\(number) nonce\(number * 7_919)") }
      proxy.change { $0.delay = .milliseconds(5) }
      let counts = await withTaskGroup(of: (wrong: Int, cancelled: Int, right: Int).self) { group in
        for caller in 0..<100 {
          group.addTask { await self.askAndCancel(store, caller: caller) }
        }
        return await group.reduce((0, 0, 0)) { ($0.0 + $1.wrong, $0.1 + $1.cancelled, $0.2 + $1.right) }
      }
      #expect(counts.0 == 0)
      #expect(counts.1 > 1_000)
      #expect(counts.0 + counts.1 + counts.2 == 10_000)
      #expect(proxy.accepted == 1)
      await store.close()
    }

    private func askAndCancel(_ store: RedisStore, caller: Int) async -> (wrong: Int, cancelled: Int, right: Int) {
      var random = SeededGenerator(seed: UInt64(caller))
      var counts = (wrong: 0, cancelled: 0, right: 0)
      for _ in 0..<100 {
        let number = Int(random.next() % 100)
        let request = Task { () async -> Result<String?, StoreError> in
          do throws(StoreError) { return .success(try await text(store, "k\(number)")) } catch {
            return .failure(error)
          }
        }
        if random.nextUnit() < 0.3 {
          let pause = random.next() % 8_000
          try? await Task.sleep(for: .microseconds(pause), tolerance: .zero)
          request.cancel()
        }
        switch await request.value {
        case .success("k\(number) nonce\(number * 7_919)"): counts.right += 1
        case .failure(.cancelled): counts.cancelled += 1
        default: counts.wrong += 1
        }
      }
      return counts
    }

    @Test("a caller who is cancelled stops waiting at once, and the connection lives on", .timeLimit(.minutes(1)))
    func cancellingOne() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address)
      try await set(store, "a", "1")
      try await set(store, "b", "2")
      server.freeze()
      let lost = Task { try await text(store, "a") }
      let kept = Task { try await text(store, "b") }
      while store.status(at: clock.now).commands.forRequests < 4 { await Task.yield() }
      lost.cancel()
      await #expect(throws: StoreError.cancelled) { try await lost.value }
      server.thaw()
      #expect(try await kept.value == "2")
      #expect(proxy.accepted == 1)
      await store.close()
    }

    @Test("a server that dies makes requests fail at once, and is found again", .timeLimit(.minutes(1)))
    func restarting() async throws {
      let server = try await RedisServer()
      let store = try store(server.address)
      try await set(store, "a", "1")
      server.kill()
      while await !isUnavailable({ () throws(StoreError) in _ = try await text(store, "a") }) {}
      for _ in 0..<200 {
        #expect(await isUnavailable { () throws(StoreError) in _ = try await text(store, "a") })
      }
      guard case .down(_, let attempts, _) = store.status(at: clock.now).health else {
        Issue.record("not down")
        return
      }
      #expect(attempts > 0)
      try await server.start()
      try await untilHealed(store)
      #expect(store.status(at: clock.now).health == .up)
      #expect(try await text(store, "a") == nil)
      await store.close()
    }

    @Test("a server that stops answering is given up after the timeout, then found again", .timeLimit(.minutes(1)))
    func blackHole() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address, commandTimeout: .milliseconds(200), connectTimeout: .milliseconds(500))
      try await set(store, "a", "1")
      proxy.change { $0.blackHole = true }
      #expect(await isUnavailable { () throws(StoreError) in _ = try await text(store, "a") })
      proxy.change { $0.blackHole = false }
      try await untilHealed(store)
      #expect(proxy.accepted >= 2)
      #expect(try await text(store, "a") == "1")
      await store.close()
    }

    @Test(
      "a stream with bytes too many is given up", .timeLimit(.minutes(1)),
      arguments: ["+OK\r\n", ":1\r\n", "%1\r\n", "x"])
    func insertion(_ text: String) async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address)
      try await set(store, "a", "1")
      proxy.change { $0.insertion = Array(text.utf8) }
      #expect(await isUnavailable { () throws(StoreError) in _ = try await self.text(store, "a") })
      try await untilHealed(store)
      #expect(proxy.accepted == 2)
      #expect(try await self.text(store, "a") == "1")
      await store.close()
    }

    @Test("replies that come byte by byte are the same replies", .timeLimit(.minutes(1)))
    func pieces() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      proxy.change { $0.pieceSize = 1 }
      let store = try store(proxy.address)
      for number in 0..<100 { try await set(store, "k\(number)", "\(number)\r\n$5\r\n") }
      let readings = try await store.getMany((0..<100).map { CacheKey("k\($0)") }, at: clock.now)
      #expect(readings.map { $0.entry?.bytes } == (0..<100).map { Array("\($0)\r\n$5\r\n".utf8) })
      await store.close()
    }

    @Test("values larger than a socket takes at once hold nobody up", .timeLimit(.minutes(1)))
    func largeValues() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address, commandTimeout: .seconds(20))
      let large = String(repeating: "large", count: 200_000)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<4 {
          group.addTask {
            for round in 0..<3 {
              try await set(store, "k\(caller)", "\(round)\(large)")
              try await set(store, "s\(caller)", "\(round)")
              #expect(try await text(store, "s\(caller)") == "\(round)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(proxy.accepted == 1)
      await store.close()
    }

    @Test("connections that are cut anywhere give no wrong answers", .timeLimit(.minutes(1)))
    func cutting() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let store = try store(proxy.address)
      for number in 0..<10 { try await set(store, "k\(number)", "value of k\(number)") }
      for length in 1...30 {
        try await untilHealed(store)
        proxy.change { $0.cutAfter = length }
        for number in 0..<10 {
          do throws(StoreError) {
            #expect(try await self.text(store, "k\(number)") == "value of k\(number)")
          } catch {
            guard case .unavailable = error else { throw error }
          }
        }
      }
      await store.close()
    }
  }
}
