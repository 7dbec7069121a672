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
