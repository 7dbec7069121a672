import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("The Redis connection finds its server again")
  struct RedisHealingTests {
    /// `TTLSCOPE_HEALING_ROUNDS` says how many outages; more than a few are told about.
    static let rounds = RedisCrowdTests.number("TTLSCOPE_HEALING_ROUNDS") ?? 3

    @Test(
      "within a second of its return, whether it died, stood still or the network swallowed all",
      .timeLimit(.minutes(20)))
    func rounds() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(
        proxy.address, commandTimeout: .milliseconds(300), connectTimeout: .milliseconds(500))
      try await client.set("a", "1")
      var times: [Duration] = []
      for round in 0..<Self.rounds {
        switch round % 3 {
        case 0: server.kill()
        case 1: server.freeze()
        default: proxy.change { $0.blackHole = true }
        }
        while await client.refusalToGet() == "" {}
        try await Task.sleep(for: .milliseconds(300))
        switch round % 3 {
        case 0: try await server.start()
        case 1: server.thaw()
        default: proxy.change { $0.blackHole = false }
        }
        times.append(try await client.untilHealed())
        #expect(client.health == .up)
      }
      // A second by the schedule, and as much again for a machine that is busy with other things.
      #expect(times.allSatisfy { $0 < .seconds(2) }, "\(times)")
      if Self.rounds > 3 { tell(times.sorted()) }
      await client.close()
    }

    /// With fewer than a hundred rounds the 99th percentile is the worst.
    private func tell(_ times: [Duration]) {
      func percentile(_ part: Double) -> String { times[min(times.count - 1, Int(Double(times.count) * part))].text }
      print(
        """
        healing, \(times.count) rounds: median \(percentile(0.5)), p90 \(percentile(0.9)), p98 \(percentile(0.98)), \
        p99 \(percentile(0.99)), worst \(percentile(1)); all: \(times.map(\.text).joined(separator: " "))
        """)
    }

    @Test("silence is noticed within two seconds although nobody asks, and named so", .timeLimit(.minutes(1)))
    func halfOpen() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.tcpAddress, commandTimeout: .seconds(1))
      try await client.set("a", "1")
      let start = ContinuousClock.now
      proxy.change { $0.replies.blackHole = true }
      try await client.until { $0 != .up }
      #expect(ContinuousClock.now - start < .seconds(4))
      let trouble = try #require(client.health.trouble)
      #expect(trouble.contains("no answer") && !trouble.contains("refused"))
      await client.close()
    }

    @Test("an idle connection asks once a second, on the account of looking", .timeLimit(.minutes(1)))
    func idle() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(server.address)
      try await client.set("a", "1")
      let before = client.store.status(at: .zero).commands
      try await Task.sleep(for: .milliseconds(2_300))
      let after = client.store.status(at: .zero).commands
      #expect(after.forRequests == before.forRequests)
      #expect((1...3).contains(after.forLooking - before.forLooking))
      #expect(client.health == .up)
      await client.close()
    }

    @Test("a hundred rounds of silence leave no file open", .timeLimit(.minutes(1)))
    func descriptors() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address, commandTimeout: .milliseconds(20), connectTimeout: .seconds(2))
      try await client.set("a", "1")
      let before = ProcessSize.now.files
      for _ in 0..<100 {
        proxy.change { $0.replies.blackHole = true }
        while await client.refusalToGet() == "" {}
        proxy.change { $0.replies.blackHole = false }
        try await client.untilHealed()
      }
      #expect(proxy.accepted > 100)
      // The proxy's own ends close a moment later.
      for _ in 0..<500 where ProcessSize.now.files > before { try await Task.sleep(for: .milliseconds(10)) }
      #expect(ProcessSize.now.files <= before)
      await client.close()
    }

    @Test(
      "a server that takes bytes too slowly is given up, and no half command is followed by another",
      .timeLimit(.minutes(1)))
    func throttled() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address, writeTimeout: .seconds(1))
      try await client.set("a", "1")
      proxy.change { $0.commands.bytesPerSecond = 20 }
      let large = String(repeating: "x", count: 4 << 20)
      let reason = await client.refusal { client throws(StoreError) in try await client.set("large", large) }
      #expect(reason.contains("commands do not leave"))
      proxy.change { $0.commands.bytesPerSecond = nil }
      try await client.untilHealed()
      #expect(try await client.get("a") == "1")
      #expect(try await client.get("large") == nil)
      await client.close()
    }

    @Test("paused writes time out, say so, and reads go on", .timeLimit(.minutes(1)))
    func pausedWrites() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(server.address, commandTimeout: .milliseconds(300))
      try await client.set("a", "1")
      _ = RawSocket.ask("CLIENT PAUSE 3000 WRITE\r\n", path: server.socketPath)
      let reason = await client.refusal { client throws(StoreError) in try await client.set("a", "2") }
      #expect(reason.contains("writes paused?"), "\(reason)")
      try await client.untilHealed()
      #expect(try await client.get("a") == "1")
      _ = RawSocket.ask("CLIENT UNPAUSE\r\n", path: server.socketPath)
      try await client.set("a", "3")
      await client.close()
    }

    @Test("nobody who listens is asked no more than twice a second", .timeLimit(.minutes(1)))
    func refused() async throws {
      let port = try FreePort.find()
      let client = try RedisClient(RedisAddress(.tcp(host: "127.0.0.1", port: port)))
      try await Task.sleep(for: .milliseconds(1_100))
      guard case .down(let reason, let attempts, _) = client.health else {
        Issue.record("not down: \(client.health)")
        return
      }
      #expect(reason == "refused: nobody listens there")
      #expect((1...3).contains(attempts), "\(attempts)")
      await client.close()
    }
  }
}
