import Synchronization
import TestSupport
import Testing

@testable import CacheEngine

/// Gives all tests of a suite one cluster of three masters, because starting one takes a while.
struct SharedCluster: SuiteTrait, TestScoping {
  @TaskLocal static var servers: RedisClusterServers?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let servers = try await RedisClusterServers()
    try await Self.$servers.withValue(servers) { try await function() }
  }
}

/// Requests that run while something is done to the servers.
final class Traffic: Sendable {
  let asked = Atomic<Int>(0)
  private let ended = Atomic<Bool>(false)
  private let start = RealClock().now

  /// At most half a minute, also when the test has failed meanwhile.
  var goesOn: Bool { !ended.load(ordering: .relaxed) && start.duration(to: RealClock().now) < .seconds(30) }

  func end() { ended.store(true, ordering: .relaxed) }

  /// Waits until some more requests were answered.
  func some() async throws {
    let before = asked.load(ordering: .relaxed)
    while goesOn, asked.load(ordering: .relaxed) < before + 20 { try await Task.sleep(for: .milliseconds(1)) }
  }
}

extension RedisServerSuites {
  @Suite("A Redis Cluster", SharedCluster())
  struct RedisClusterTests {
    private static let clock = RealClock()
    private static let prefixes = Atomic<Int>(0)
    private let servers: RedisClusterServers
    private let prefix: String
    private let store: RedisStore

    /// A store with a prefix of its own, on servers that hold nothing.
    init() throws {
      servers = try #require(SharedCluster.servers)
      for server in servers.servers { try RedisClusterServers.tell(server, "FLUSHALL") }
      prefix = "t\(Self.prefixes.wrappingAdd(1, ordering: .relaxed).newValue):"
      store = try RedisStore(
        address: servers.address, prefix: prefix, connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
    }

    private var now: Timestamp { Self.clock.now }

    private func value(_ text: String) -> EncodedValue { EncodedValue(bytes: Array(text.utf8)) }

    private func text(_ key: CacheKey) async throws -> String? {
      try await store.get(key, at: now).entry.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func allKeys(limit: Int = 100) async throws -> [String] {
      var keys: [String] = []
      var cursor: ListCursor?
      repeat {
        let page = try await store.list(prefix: "", after: cursor, limit: limit, at: now)
        keys += page.entries.map(\.key.text)
        cursor = page.next
      } while cursor != nil
      return keys
    }

    @Test("keeps the contract of stores", arguments: StoreContract.cases)
    func contract(_ part: ContractCase) async throws {
      let clock = Self.clock
      try await part.run(
        ContractWorld(store: store, now: { clock.now }, advance: { try await clock.sleep(for: $0) }))
      await store.close()
    }

    @Test("tells the same slots as the server", .timeLimit(.minutes(1)))
    func slots() throws {
      var generator = SeededGenerator(seed: 20)
      for _ in 0..<500 {
        let letters = (0..<(1 + generator.next() % 12)).map { _ in Array("{}ab:")[Int(generator.next() % 5)] }
        let key = String(letters)
        let reply = RawSocket.ask("CLUSTER KEYSLOT \(key)\r\n", path: servers.servers[0].socketPath)
        #expect(reply == ":\(HashSlot(of: Array(key.utf8)).number)\r\n", "\(key)")
      }
    }

    @Test("the list and the clearing reach what every node has", .timeLimit(.minutes(1)))
    func listing() async throws {
      let keys = (0..<500).map { "k\($0)" }
      try await store.setMany(keys.map { (CacheKey($0), value($0)) }, ttl: .seconds(600), at: now)
      for server in servers.servers {
        #expect(RawSocket.ask("DBSIZE\r\n", path: server.socketPath) != ":0\r\n")
      }
      for limit in [7, 100, 1_000] { #expect(try await allKeys(limit: limit).sorted() == keys.sorted()) }
      let readings = try await store.getMany(keys.map { CacheKey($0) } + ["none"], at: now)
      #expect(readings.map { $0.entry.map { String(decoding: $0.bytes, as: UTF8.self) } } == keys + [nil])
      let page = try await store.list(prefix: "k1", after: nil, limit: 1_000, at: now)
      #expect(page.total >= 500 && page.entries.allSatisfy { $0.size != nil && $0.expiry != .never })
      #expect(try await store.clear(prefix: "", at: now) == 500)
      #expect(try await allKeys().isEmpty)
      await store.close()
    }

    @Test("many callers get their own answers, from three connections", .timeLimit(.minutes(1)))
    func callers() async throws {
      let store = store
      let wrong = await withTaskGroup(of: Int.self) { group in
        for caller in 0..<32 {
          group.addTask {
            var wrong = 0
            for round in 0..<30 {
              let text = "\(caller) \(round)"
              try? await store.set(CacheKey("k\(caller)"), value(text), ttl: nil, at: now)
              if (try? await self.text(CacheKey("k\(caller)"))) != text { wrong += 1 }
            }
            return wrong
          }
        }
        return await group.reduce(0, +)
      }
      #expect(wrong == 0)
      let status = store.status(at: now)
      #expect(status.health == .up && status.place.hasSuffix(", cluster of 3") && status.warning == nil)
      #expect(status.commands.forRequests >= 32 * 60)
      await store.close()
    }

    @Test("a database other than the first is refused in so many words", .timeLimit(.minutes(1)))
    func databases() async throws {
      var address = servers.address
      address.database = 1
      let store = try RedisStore(address: address, jitter: SeededGenerator(seed: 1))
      let refusal = await #expect(throws: StoreError.self) { try await store.get("a", at: now) }
      // Valkey 9 may have several, but has one unless told otherwise.
      let words = ["SELECT is not allowed in cluster mode", "DB index is out of range"]
      #expect(words.contains { refusal?.description.contains($0) == true }, "\(refusal as Any)")
      await store.close()
    }

    @Test("a slot may move while requests run: none fails, none sees a wrong value", .timeLimit(.minutes(1)))
    func migration() async throws {
      let (source, target) = (servers.servers[0], servers.servers[2])
      let slot = HashSlot(of: Array("{bar}".utf8)).number
      let keys = (0..<40).map { CacheKey("{bar}:\($0)") }
      for key in keys { try await store.set(key, value(key.text), ttl: nil, at: now) }
      let names = servers.keys(in: slot, of: source)
      #expect(names.count == 40)
      let traffic = Traffic()
      let callers = (0..<4).map { caller in Task { try await self.ask(for: keys, traffic, seed: UInt64(caller)) } }
      try await traffic.some()
      try servers.beginMoving(slot, from: source, to: target)
      try await traffic.some()
      for name in names {
        try servers.move(key: name, from: source, to: target)
        if name.hasSuffix("5") { try await traffic.some() }
      }
      try await traffic.some()
      #expect(store.connection.link.cluster.state.withLock { !$0.guests.isEmpty })
      try servers.endMoving(slot, to: target)
      try await traffic.some()
      traffic.end()
      var wrong = 0
      for caller in callers { wrong += try await caller.value }
      #expect(wrong == 0)
      #expect(servers.keys(in: slot, of: target).count == 40 && servers.keys(in: slot, of: source).isEmpty)
      #expect(try await allKeys().sorted() == keys.map(\.text).sorted())
      #expect(HashSlot(slot).flatMap { store.connection.link.cluster.owner(of: $0) }?.port == target.port)
      await store.close()
    }

    /// Reads and writes until the traffic ends; the result is how often a value was another than its key.
    private func ask(for keys: [CacheKey], _ traffic: Traffic, seed: UInt64) async throws -> Int {
      var generator = SeededGenerator(seed: seed)
      var wrong = 0
      while traffic.goesOn {
        let key = keys[Int(generator.next() % UInt64(keys.count))]
        if generator.next() % 4 == 0 { try await store.set(key, value(key.text), ttl: nil, at: now) }
        if try await text(key) != key.text { wrong += 1 }
        traffic.asked.add(1, ordering: .relaxed)
      }
      return wrong
    }

    @Test("a write by a lease waits for a slot that is being moved, and then says so", .timeLimit(.minutes(1)))
    func leaseInMotion() async throws {
      let (source, target) = (servers.servers[1], servers.servers[2])
      let slot = HashSlot(of: Array("\(prefix)users".utf8))
      let owner = try #require(servers.servers.first { $0.port == ownerPort(slot) })
      let other = owner === target ? source : target
      #expect(try await store.acquireLease("users", token: 1, lasting: .seconds(600), at: now))
      try servers.beginMoving(slot.number, from: owner, to: other)
      // The lease is on one node, the entry would be on the other.
      let refusal = await #expect(throws: StoreError.self) {
        try await store.setHolding("users", value("1"), ttl: nil, token: 1, at: now)
      }
      // Before 7.0 a node that has some of the keys sends on to the other, which has not all of them either.
      let isNamed = RedisServer.isAtLeast(7, 0)
      #expect(
        refusal == .unavailable(isNamed ? "the keys' slot is being moved" : "the cluster sends from node to node"))
      for name in servers.keys(in: slot.number, of: owner) { try servers.move(key: name, from: owner, to: other) }
      try servers.endMoving(slot.number, to: other)
      #expect(try await store.setHolding("users", value("1"), ttl: nil, token: 1, at: now))
      #expect(try await text("users") == "1")
      await store.close()
    }

    @Test("while a slot is moved a lease-token caller gets the value, uncached, and no lease stays behind")
    func tokenInMotion() async throws {
      let ledger = Ledger()
      let cache = Cache(store: store, clock: Self.clock, ledger: ledger)
      let policy = CachePolicy(ttl: .seconds(600), protection: .leaseToken(.seconds(600)))
      let double = cached("double", policy: policy, serializer: .json, cache: cache) { (number: Int) in number * 2 }
      #expect(try await double(21) == 42)
      func newest() throws -> LookupRecord { try #require(ledger.snapshot(at: now, records: 1).records.first) }
      let key = try newest().key
      #expect(try newest().wrote)
      #expect(try await store.delete(key, at: now))

      let slot = HashSlot(of: Array("\(prefix)\(key)".utf8))
      let owner = try #require(servers.servers.first { $0.port == ownerPort(slot) })
      let other = try #require(servers.servers.first { $0 !== owner })
      try servers.beginMoving(slot.number, from: owner, to: other)
      #expect(try await double(21) == 42)
      #expect(try newest().outcome == .miss && !newest().wrote)
      let remarks = try newest().remarks.map { "\($0)" }
      #expect(remarks.contains { $0.contains("slot is being moved") }, "\(remarks)")
      #expect(servers.keys(in: slot.number, of: owner) == [] && servers.keys(in: slot.number, of: other) == [])
      try servers.endMoving(slot.number, to: other)
      #expect(try await double(21) == 42)
      #expect(try newest().wrote)
      #expect(try await double(21) == 42)
      #expect(try newest().outcome == .hit)
      await store.close()
    }

    private func ownerPort(_ slot: HashSlot) -> UInt16? {
      let reply = RawSocket.ask("CLUSTER SLOTS\r\n", path: servers.servers[0].socketPath)
      let numbers = reply.split(separator: "\r\n").filter { $0.first == ":" }.compactMap { Int($0.dropFirst()) }
      // First slot, last slot, port, and again.
      return stride(from: 0, to: numbers.count - 2, by: 3)
        .first { (numbers[$0]...numbers[$0 + 1]).contains(slot.number) }.map { UInt16(numbers[$0 + 2]) }
    }

    @Test("a list that a slot moves under sees its keys all the same", .timeLimit(.minutes(1)))
    func listInMotion() async throws {
      // From the node that is scanned last to the one scanned first.
      let (owner, other) = (servers.servers[2], servers.servers[0])
      let keys = (0..<300).map { "k\($0)" } + ["{a}:1"]
      try await store.setMany(keys.map { (CacheKey($0), value($0)) }, ttl: nil, at: now)
      let slot = HashSlot(of: Array("a".utf8))
      #expect(ownerPort(slot) == owner.port)
      var seen = Set<String>()
      var cursor: ListCursor?
      var pages = 0
      repeat {
        let page = try await store.list(prefix: "", after: cursor, limit: 10, at: now)
        seen.formUnion(page.entries.map(\.key.text))
        cursor = page.next
        pages += 1
        if pages == 12 {
          try servers.beginMoving(slot.number, from: owner, to: other)
          for name in servers.keys(in: slot.number, of: owner) { try servers.move(key: name, from: owner, to: other) }
          try servers.endMoving(slot.number, to: other)
        }
      } while cursor != nil
      #expect(pages > 12)
      #expect(seen == Set(keys))
      await store.close()
    }
  }
}
