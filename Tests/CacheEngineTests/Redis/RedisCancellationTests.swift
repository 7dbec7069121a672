import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Cancelling, and answers that come too late")
  struct RedisCancellationTests {
    /// Everything that is said between connecting and the end of a list, the operation with the most replies.
    static let steps = ["AUTH", "HELLO", "SELECT", "CLIENT SETNAME", "PING", "SCAN", "PTTL", "MEMORY USAGE", "DBSIZE"]

    /// Says nothing to a command of that kind, nor to any after it, until it is told to go on.
    private final class Holding: Sendable {
      let step: String
      private let state = Lock((isHolding: true, held: 0))

      init(_ step: String) {
        self.step = step
      }

      var held: Int { state.withLock { $0.held } }
      func goOn() { state.withLock { $0.isHolding = false } }

      func answer(_ command: String) -> [UInt8]? {
        let holds = state.withLock { state in
          guard state.isHolding, state.held > 0 || command.hasPrefix(step) else { return false }
          state.held += 1
          return true
        }
        if holds { return nil }
        if command.hasPrefix("SCAN") { return Array("*2\r\n$1\r\n0\r\n*1\r\n$10\r\nttlscope:a\r\n".utf8) }
        if ["PTTL", "MEMORY USAGE", "DBSIZE"].contains(where: { command.hasPrefix($0) }) {
          return Array(":7\r\n".utf8)
        }
        return ScriptedServer.courtesy(command)
      }
    }

    private func client(_ server: ScriptedServer) throws -> RedisClient {
      var address = server.address
      (address.password, address.database) = ("p", 1)
      return try RedisClient(address, commandTimeout: .milliseconds(500), connectTimeout: .milliseconds(500))
    }

    @Test(
      "a caller who is cancelled at any step is finished at once, and the next gets what is right",
      .timeLimit(.minutes(1)), arguments: steps)
    func everywhere(_ step: String) async throws {
      let holding = Holding(step)
      let server = try ScriptedServer { holding.answer($0) }
      let client = try client(server)
      let tasks = (0..<4).map { _ in
        Task { try await client.store.list(prefix: "", after: nil, limit: 10, at: .zero).entries.map(\.key.text) }
      }
      while holding.held == 0 { try await Task.sleep(for: .milliseconds(1)) }
      for task in tasks.dropLast() { task.cancel() }
      for task in tasks.dropLast() { await #expect(throws: StoreError.cancelled) { try await task.value } }
      holding.goOn()
      // A server answers in order or not at all: what it kept back it never says.
      server.cut()
      // The one who stayed is answered, or waits in vain until its connection is given up.
      if let keys = try? await tasks[3].value { #expect(keys == ["a"]) }
      var page: ListPage?
      while page == nil {
        do throws(StoreError) { page = try await client.store.list(prefix: "", after: nil, limit: 10, at: .zero) } catch
        {
          try await Task.sleep(for: .milliseconds(2))
        }
      }
      #expect(page?.entries.map(\.key.text) == ["a"])
      #expect(server.commands.filter { $0.hasPrefix("AUTH") }.count >= 2)
      await client.close()
      server.close()
    }

    @Test("closing finishes those who wait at any step", .timeLimit(.minutes(1)), arguments: steps)
    func closing(_ step: String) async throws {
      let holding = Holding(step)
      let server = try ScriptedServer { holding.answer($0) }
      let client = try client(server)
      let task = Task { try await client.store.list(prefix: "", after: nil, limit: 10, at: .zero) }
      while holding.held == 0 { try await Task.sleep(for: .milliseconds(1)) }
      await client.close()
      await #expect(throws: StoreError.closed) { try await task.value }
      server.close()
    }

    @Test("who is cancelled before asking asks nothing", .timeLimit(.minutes(1)))
    func before() async throws {
      let server = try ScriptedServer { ScriptedServer.courtesy($0) }
      let client = try RedisClient(server.address)
      try await client.set("a", "1")
      let sent = client.store.status(at: .zero).commands.forRequests
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await client.get("a")
      }
      task.cancel()
      await #expect(throws: StoreError.cancelled) { try await task.value }
      #expect(client.store.status(at: .zero).commands.forRequests == sent)
      await client.close()
      server.close()
    }

    @Test("behind a caller who is gone goes a probe", .timeLimit(.minutes(1)))
    func probes() async throws {
      let holding = Holding("GET")
      let server = try ScriptedServer { holding.answer($0) }
      let client = try RedisClient(server.address)
      try await client.set("a", "1")
      let task = Task { try await client.get("a") }
      while holding.held == 0 { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      _ = try? await task.value
      while !server.commands.contains(where: { $0.hasPrefix("ECHO ") }) { try await Task.sleep(for: .milliseconds(1)) }
      await client.close()
      server.close()
    }
  }
}
