import CacheEngine
import TestSupport
import Testing

/// Suites that start servers run one test at a time, so that none is starved by the others' load.
@Suite("Redis, with a server of its own", .serialized, .enabled(if: RedisServer.program != nil))
struct RedisServerSuites {}

extension RedisServerSuites {
  @Suite("The Redis store")
  struct RedisStoreTests {
    private static let clock = RealClock()

    private static func world(_ server: RedisServer) throws -> ContractWorld {
      let store = try RedisStore(
        address: server.address, connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
      return ContractWorld(store: store, now: { clock.now }, advance: { try await clock.sleep(for: $0) })
    }

    @Test("keeps the contract of stores", arguments: StoreContract.cases)
    func contract(_ part: ContractCase) async throws {
      let server = try await RedisServer()
      let world = try Self.world(server)
      try await part.run(world)
      await world.store.close()
    }

    @Test("touches nothing outside its prefix")
    func staysInsideItsPrefix() async throws {
      let server = try await RedisServer()
      _ = RawSocket.ask("MSET ttlscope 1 ttlscopes:a 2 other 3 ttlscope:mine 4\r\n", path: server.socketPath)
      let world = try Self.world(server)
      let page = try await world.store.list(prefix: "", after: nil, limit: 10, at: world.now())
      #expect(page.entries.map(\.key.text) == ["mine"])
      #expect(page.entries.map(\.serializer) == [nil])
      #expect(page.total == 4)
      #expect(try await world.store.clear(prefix: "", at: world.now()) == 1)
      #expect(RawSocket.ask("EXISTS ttlscope ttlscopes:a other ttlscope:mine\r\n", path: server.socketPath) == ":3\r\n")
      await world.store.close()
    }

    @Test("says that a living entry that somebody else removed was evicted")
    func noticesEviction() async throws {
      let server = try await RedisServer()
      let world = try Self.world(server)
      try await world.store.set("a", EncodedValue(bytes: [1]), ttl: .seconds(600), at: world.now())
      _ = RawSocket.ask("DEL ttlscope:a\r\n", path: server.socketPath)
      guard case .absent(.left(.evicted, _)) = try await world.store.get("a", at: world.now()) else {
        Issue.record("not evicted")
        return
      }
      #expect(world.store.status(at: world.now()).departures.evicted == 1)
      await world.store.close()
    }

    @Test("passes on the server's own errors, and takes a wrong type for no integer")
    func wrongType() async throws {
      let server = try await RedisServer()
      _ = RawSocket.ask("RPUSH ttlscope:list 1\r\n", path: server.socketPath)
      let world = try Self.world(server)
      let refusal = await #expect(throws: StoreError.self) { try await world.store.get("list", at: world.now()) }
      guard case .rejected(let text) = refusal else { throw refusal! }
      #expect(text.hasPrefix("WRONGTYPE"))
      await #expect(throws: StoreError.notAnInteger("list")) {
        try await world.store.increment("list", by: 1, at: world.now())
      }
      let page = try await world.store.list(prefix: "", after: nil, limit: 10, at: world.now())
      #expect(page.entries.map(\.size) == [nil])
      await world.store.close()
    }

    @Test("counts commands of requests apart from those of looking")
    func countsCommands() async throws {
      let server = try await RedisServer()
      let world = try Self.world(server)
      try await world.store.set("a", EncodedValue(bytes: [1]), ttl: nil, at: world.now())
      _ = try await world.store.get("a", at: world.now())
      _ = try await world.store.peek("a", limit: 10, at: world.now())
      _ = try await world.store.list(prefix: "", after: nil, limit: 10, at: world.now())
      let counts = world.store.status(at: world.now()).commands
      #expect(counts == CommandCounts(forRequests: 2, forLooking: 3 + 4))
      await world.store.close()
    }

    @Test("shows the commands it sends word for word")
    func showsCommands() async throws {
      let server = try await RedisServer()
      let store = try Self.world(server).store
      let dialect = store.status(at: .zero).dialect
      #expect(dialect.command(for: .get("read_item:5")).description == "GET ttlscope:read_item:5")
      let set = dialect.command(for: .set("read_item:5", size: 84, ttl: .seconds(60)))
      #expect(set.words == ["SET", "ttlscope:read_item:5", "<84 B>", "PX", "60000"])
      #expect(dialect.command(for: .set("a", size: 1, ttl: nil)).description == "SET ttlscope:a <1 B>")
      #expect(dialect.command(for: .delete("a")).description == "UNLINK ttlscope:a")
      await store.close()
    }

    @Test("refuses an empty prefix")
    func refusesEmptyPrefix() {
      #expect(throws: StoreError.self) {
        try RedisStore(address: RedisAddress(.unix(path: "/x")), prefix: "", jitter: SeededGenerator(seed: 1))
      }
    }
  }
}
