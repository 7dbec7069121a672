import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  /// `TTLSCOPE_PAUSE_SECONDS` makes the pause longer, and what is asked of it stricter.
  @Suite("A server that keeps writes waiting")
  struct RedisPauseTests {
    private let clock = RealClock()
    private let seconds = ProcessInfo.processInfo.environment["TTLSCOPE_PAUSE_SECONDS"].flatMap { Double($0) } ?? 1.5

    private var isLong: Bool { seconds >= 5 }

    /// What was asked while writes were paused, and how much of it was answered.
    private struct Tally {
      var reads = 0
      var readsServed = 0
      var writes = 0
      var writesServed = 0
    }

    @Test(
      "goes on answering reads, says so, and takes writes again when it can", .timeLimit(.minutes(1)),
      arguments: [WritePermission.allowed, .unlessForeign])
    func pausing(writing: WritePermission) async throws {
      let server = try await RedisServer()
      let client = try RedisClient(
        server.address, commandTimeout: isLong ? .seconds(1) : .milliseconds(500), writing: writing)
      try await client.set("a", "1")
      _ = RawSocket.ask("CLIENT PAUSE \(Int(seconds * 1_000)) WRITE\r\n", path: server.socketPath)
      let (tally, connections, warning) = await ask(client, server, for: .seconds(seconds * 0.95))
      #expect(tally.writesServed == 0 && tally.writes > 50)
      // What came before the pause was noticed is lost: a fifth of a command's time, and a little more.
      #expect(tally.readsServed * 100 >= tally.reads * (isLong ? 90 : 75), "\(tally)")
      #expect(connections <= 2)
      #expect(warning?.hasPrefix("writes paused?") == true)
      while await client.refusal({ client throws(StoreError) in try await client.set("b", "2") }) != "" {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(client.store.status(at: clock.now).warning == nil)
      // All of them again, by the one connection.
      for number in 0..<50 { try await client.set("k\(number)", "x") }
      #expect(try await client.get("b") == "2")
      #expect(own(server) == 1)
      await client.close()
    }

    /// A read and a write every 20 ms, whatever became of those before.
    private func ask(
      _ client: RedisClient, _ server: RedisServer, for length: Duration
    ) async -> (Tally, connections: Int, warning: String?) {
      let tally = Lock(Tally())
      let end = clock.now.advanced(by: length)
      var connections = 0
      var warning: String?
      await withTaskGroup(of: Void.self) { group in
        while clock.now < end {
          group.addTask {
            let isServed = await client.refusalToGet() == ""
            tally.withLock { ($0.reads, $0.readsServed) = ($0.reads + 1, $0.readsServed + (isServed ? 1 : 0)) }
          }
          group.addTask {
            // A write that the end of the pause lets through counts for what comes after.
            let isServed = await client.refusal { client throws(StoreError) in try await client.set("w", "x") } == ""
            guard clock.now < end else { return }
            tally.withLock { ($0.writes, $0.writesServed) = ($0.writes + 1, $0.writesServed + (isServed ? 1 : 0)) }
          }
          connections = max(connections, own(server))
          warning = client.store.status(at: clock.now).warning
          try? await Task.sleep(for: .milliseconds(20))
        }
      }
      return (tally.withLock { $0 }, connections, warning)
    }

    private func own(_ server: RedisServer) -> Int {
      let clients = RawSocket.ask("CLIENT LIST\r\n", path: server.socketPath)
      return clients.components(separatedBy: "name=ttlscope:test").count - 1
    }

    @Test("is told from one that answers nothing", .timeLimit(.minutes(1)))
    func frozen() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(
        server.address, commandTimeout: .milliseconds(300), connectTimeout: .milliseconds(300))
      try await client.set("a", "1")
      server.freeze()
      let reason = await client.refusal { client throws(StoreError) in try await client.set("a", "2") }
      #expect(reason.contains("no answer within"), "\(reason)")
      #expect(client.store.status(at: clock.now).warning == nil)
      server.thaw()
      try await client.untilHealed()
      #expect(client.store.status(at: clock.now).warning == nil)
      await client.close()
    }
  }
}
