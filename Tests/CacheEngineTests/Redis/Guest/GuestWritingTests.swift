import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Writing as a guest")
  struct GuestWritingTests {
    private static let clock = RealClock()
    private static var now: Timestamp { clock.now }

    private static func store(
      _ server: RedisServer, _ writing: WritePermission = .unlessForeign, prefix: String = "cl:",
      user: (name: String, password: String)? = nil
    ) throws -> RedisStore {
      var address = server.address
      (address.user, address.password) = (user?.name, user?.password)
      return try RedisStore(
        address: address, prefix: prefix, connectTimeout: .seconds(20), commandTimeout: .seconds(20), writing: writing,
        jitter: SeededGenerator(seed: 1))
    }

    private static let value = EncodedValue(bytes: [1, 2, 3])

    /// Every way to change something.
    private static let changes: [(String, @Sendable (RedisStore) async throws -> Void)] = [
      ("set", { try await $0.set("a", value, ttl: nil, at: now) }),
      ("set with TTL", { try await $0.set("a", value, ttl: .seconds(5), at: now) }),
      ("add", { try await $0.add("b", value, ttl: nil, at: now) }),
      ("set many", { try await $0.setMany([("a", value), ("b", value)], ttl: nil, at: now) }),
      ("delete", { _ = try await $0.delete("a", at: now) }),
      ("increment", { _ = try await $0.increment("n", by: 1, at: now) }),
      ("expire", { _ = try await $0.expire("a", ttl: .seconds(1), at: now) }),
      ("persist", { _ = try await $0.expire("a", ttl: nil, at: now) }),
      ("clear", { _ = try await $0.clear(prefix: "", at: now) }),
      ("lease", { _ = try await $0.acquireLease("a", token: 1, lasting: .seconds(1), at: now) }),
      ("release", { try await $0.releaseLease("a", token: 1, at: now) }),
      ("void", { try await $0.voidLease("a", at: now) }),
      ("set holding", { _ = try await $0.setHolding("a", value, ttl: nil, token: 1, at: now) }),
      ("add member", { try await $0.addMember("a", toSet: "s", at: now) }),
      ("take members", { _ = try await $0.takeMembers(ofSet: "s", limit: 9, at: now) }),
      ("lose", { try await $0.lose("a", at: now) }),
    ]

    @Test("is refused, whatever the change, where keys of others are; nothing is sent, and reading goes on")
    func foreign() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("MSET other 1 cl:a 2 cl:b 3 cl:n 4", server)
      _ = RawRedis.ask("SADD cl:s x y", server)
      let before = RawRedis.digest(of: server)
      for (name, change) in Self.changes {
        let store = try Self.store(server)
        let refusal = await #expect(throws: StoreError.self, "\(name)") { try await change(store) }
        #expect(refusal == .readOnly(.foreignKeys), "\(name)")
        #expect(store.status(at: Self.now).access == .readOnly(.foreignKeys))
        #expect(try await store.get("a", at: Self.now).entry?.bytes == Array("2".utf8))
        await store.close()
      }
      #expect(RawRedis.digest(of: server) == before)
      let writes = RawRedis.ask("INFO commandstats", server)
      for word in ["cmdstat_set:", "cmdstat_unlink:", "cmdstat_incrby:", "cmdstat_spop:", "cmdstat_pexpire:"] {
        #expect(!writes.contains(word), "\(word)")
      }
    }

    @Test("is done where the database is empty, or holds our keys only", arguments: [[], ["cl:a", "cl:b"]])
    func own(keys: [String]) async throws {
      let server = try await RedisServer()
      for key in keys { _ = RawRedis.ask("SET \(key) 1", server) }
      for (name, change) in Self.changes {
        let store = try Self.store(server)
        do { try await change(store) } catch StoreError.alreadyExists {}
        #expect(store.status(at: Self.now).access == .allowed, "\(name)")
        await store.close()
      }
    }

    @Test("stays refused once it was, and is decided anew by whoever opens the store later")
    func decidedOnce() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("SET other 1", server)
      let store = try Self.store(server)
      #expect(store.status(at: Self.now).access == .undecided)
      await #expect(throws: StoreError.readOnly(.foreignKeys)) {
        try await store.set("a", Self.value, ttl: nil, at: Self.now)
      }
      _ = RawRedis.ask("DEL other", server)
      await #expect(throws: StoreError.readOnly(.foreignKeys)) {
        try await store.set("a", Self.value, ttl: nil, at: Self.now)
      }
      await store.close()
      let later = try Self.store(server)
      try await later.set("a", Self.value, ttl: nil, at: Self.now)
      await later.close()
    }

    @Test("is decided once, however many write at the same time, and none slips through")
    func together() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("SET other 1", server)
      let store = try Self.store(server)
      let refused = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<200 {
          group.addTask {
            do {
              try await store.set(CacheKey("k\(number)"), Self.value, ttl: nil, at: Self.now)
              return false
            } catch { return error as? StoreError == .readOnly(.foreignKeys) }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(refused == 200)
      #expect(RawRedis.integer("DBSIZE", server) == 1)
      #expect(store.status(at: Self.now).commands.forLooking <= 2)
      await store.close()
    }

    @Test("waits for the server where it is not there yet: nothing is decided, nothing is written")
    func away() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("SET other 1", server)
      server.kill()
      let store = try RedisStore(
        address: server.address, prefix: "cl:", connectTimeout: .milliseconds(300), commandTimeout: .milliseconds(300),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      let refusal = await #expect(throws: StoreError.self) {
        try await store.set("a", Self.value, ttl: nil, at: Self.now)
      }
      guard case .unavailable = refusal else { throw refusal! }
      #expect(store.status(at: Self.now).access == .undecided)
      await store.close()
    }

    @Test("is refused where the names cannot be seen, and where looking was all that was wanted")
    func unseen() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("ACL SETUSER u on >pw ~* \(RedisServer.rights.joined(separator: " ")) -scan", server)
      let store = try Self.store(server, user: ("u", "pw"))
      let refusal = await #expect(throws: StoreError.self) {
        try await store.set("a", Self.value, ttl: nil, at: Self.now)
      }
      guard case .readOnly(.unseen(let text)) = refusal else { throw refusal! }
      #expect(text.contains("scan"))
      await store.close()
      let watcher = try Self.store(server, .never(.wanted))
      await #expect(throws: StoreError.readOnly(.wanted)) {
        try await watcher.set("a", Self.value, ttl: nil, at: Self.now)
      }
      await watcher.close()
    }

    @Test("stays below the prefix where it is allowed")
    func insidePrefix() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("MSET cl 1 cl2:a 2 other 3", server)
      let before = RawRedis.digest(of: server)
      for (_, change) in Self.changes {
        let store = try Self.store(server, .allowed)
        do { try await change(store) } catch StoreError.alreadyExists {}
        await store.close()
      }
      #expect(RawRedis.digest(of: server, without: "cl:") == before)
      let guarded = RedisGuard(
        try RedisLink(
          RedisSettings(address: server.address, clientName: "t", jitter: SeededGenerator(seed: 1))),
        prefix: Array("cl:".utf8), permission: .allowed)
      for key in ["cl", "cl2:a", "other", "", "CL:a"] {
        await #expect(throws: StoreError.readOnly(.outsidePrefix)) {
          try await guarded.send(.unlink(keys: [Array("cl:x".utf8), Array(key.utf8)]), for: .request)
        }
      }
      #expect(RawRedis.digest(of: server, without: "cl:") == before)
      await guarded.close()
    }

    @Test(
      "is not needed for answers: requests load, and say why nothing was stored",
      arguments: [
        CachePolicy(ttl: .seconds(60)), CachePolicy(ttl: .seconds(60), protection: .singleFlight),
        CachePolicy(ttl: .seconds(60), protection: .lease(.seconds(2))),
        CachePolicy(ttl: .seconds(60), protection: .leaseToken(.seconds(2))),
      ])
    func answering(policy: CachePolicy) async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("SET other 1", server)
      let before = RawRedis.digest(of: server)
      let store = try Self.store(server)
      let ledger = Ledger()
      let cache = Cache(store: store, clock: Self.clock, ledger: ledger)
      let double = cached("double", policy: policy, serializer: .json, cache: cache) { (number: Int) in number * 2 }
      for _ in 0..<3 { #expect(try await double(21) == 42) }
      let records = ledger.snapshot(at: Self.now, records: 9).records
      #expect(records.count == 3)
      for record in records {
        #expect(record.outcome == .miss && !record.wrote)
        #expect(record.remarks == [.notStoredReadOnly("the database holds keys of others")])
        #expect(record.storeOperations.allSatisfy { if case .get = $0 { true } else { false } })
      }
      #expect(RawRedis.digest(of: server) == before)
      await store.close()
    }
  }
}
