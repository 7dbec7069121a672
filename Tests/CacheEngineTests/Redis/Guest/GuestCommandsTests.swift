import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("What a server is really asked")
  struct GuestCommandsTests {
    @Test("is on the list of allowed commands, whatever a store does")
    func contract() async throws {
      let server = try await RedisServer()
      let monitor = RedisMonitor(server)
      let clock = RealClock()
      for part in StoreContract.cases {
        let store = try RedisStore(
          address: server.address, connectTimeout: .seconds(20),
          commandTimeout: .seconds(20), jitter: SeededGenerator(seed: 1))
        let world = ContractWorld(store: store, now: { clock.now }, advance: { try await clock.sleep(for: $0) })
        try await part.run(world)
        await store.close()
        // Each part wants an empty server.
        _ = RawRedis.ask("FLUSHALL", server)
      }
      // What the test itself asked is known by its words.
      let names = monitor.stop().filter { $0 != ["FLUSHALL"] }.map { AllowedCommandsTests.name(of: $0) }
      #expect(names.count > 200, "\(names.count)")
      let others = Set(names).subtracting(AllowedCommandsTests.allowed)
      #expect(others.isEmpty, "\(others.sorted())")
    }

    @Test("is refused by the tests' own servers where it is not on the list, and fails the test in whose course it was")
    func watched() async throws {
      let server = try await RedisServer(options: RedisServer.debugging)
      let forbidden = [
        "KEYS *", "FLUSHALL", "FLUSHDB", "SWAPDB 0 1", "CONFIG GET maxmemory", "MONITOR", "DEBUG SLEEP 0", "STRLEN a",
        "DEL a", "OBJECT FREQ a", "CLIENT LIST", "SCRIPT FLUSH", "EVAL \"return redis.call('KEYS','*')\" 0",
      ]
      for command in forbidden {
        // As the program would ask: by the default user.
        let socket = RawSocket.connect(path: server.socketPath)
        #expect(RawSocket.write(Array("\(command)\r\n".utf8), to: socket))
        let answer = RawSocket.read(from: socket).map { String(decoding: $0, as: UTF8.self) } ?? ""
        close(socket)
        let refusals = ["-NOPERM", "-ERR The user executing the script can't run"]
        #expect(refusals.contains { answer.hasPrefix($0) }, "\(command): \(answer)")
        #expect(server.violations().count == 1, "\(command)")
      }
      #expect(server.violations() == [], "told once")
      let socket = RawSocket.connect(path: server.socketPath)
      #expect(RawSocket.write(Array("KEYS *\r\n".utf8), to: socket))
      #expect(RawSocket.read(from: socket) != nil)
      close(socket)
      withKnownIssue { server.kill() }
    }

    @Test("comes over connections that bear our name, at most two of a store, and is bounded in all")
    func connections() async throws {
      let server = try await RedisServer()
      for number in 0..<100 { _ = RawRedis.ask("SET app:\(number) 1 EX 1000", server) }
      let labs = try (0..<50).map { _ in
        let store = try RedisStore(
          address: server.address, prefix: "app:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
          writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
        return Lab(Scenario(name: "", endpoints: []), clock: RealClock(), store: store)
      }
      let before = try #require(RawRedis.figure("total_commands_processed", server))
      let looking = labs.map { lab in Task { await lab.listKeysUntilCancelled() } }
      try await Task.sleep(for: .seconds(2))
      let clients = RawRedis.ask("CLIENT LIST", server)
      let names = clients.split(whereSeparator: \.isNewline).filter { $0.contains(" name=ttlscope:") }
      #expect(names.count >= 50 && names.count <= 100, "\(names.count)")
      for task in looking {
        task.cancel()
        await task.value
      }
      let commands = try #require(RawRedis.figure("total_commands_processed", server)) - before
      // A burst of each, then twenty a second.
      #expect(commands <= 50 * (100 + 2 * 20 + 20), "\(commands)")
      for lab in labs { await lab.store.close() }
    }
  }
}
