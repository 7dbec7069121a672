import TestSupport
import Testing

@testable import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RedisServerSuites {
  @Suite("A Redis server that several share")
  struct RedisSharingTests {
    private func store(_ server: RedisServer) throws -> RedisStore {
      try RedisStore(
        address: server.address, connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
    }

    /// Whether two moments are the same but for what a command may take.
    private func isNear(_ one: Timestamp?, _ other: Timestamp) -> Bool {
      guard let one else { return false }
      return abs(one.nanoseconds - other.nanoseconds) < 10_000_000_000
    }

    @Test("an entry's facts reach another process, told by its own clock")
    func factsTravel() async throws {
      let server = try await RedisServer()
      let (writer, reader) = (try store(server), try store(server))
      let now = Timestamp.zero.advanced(by: .seconds(100))
      // The reader's clock began long before the writer's.
      let ahead = Duration.seconds(86_400)
      let facts = EntryFacts(
        freshUntil: now.advanced(by: .seconds(60)), writtenAt: now, loadTime: .milliseconds(1_234), loadBegan: 5_000,
        isNegative: true)
      let value = EncodedValue(bytes: [1, 2, 3], facts: facts, needsFacts: true)
      try await writer.set("a", value, ttl: .seconds(600), at: now)
      let entry = try #require(try await reader.get("a", at: now.advanced(by: ahead)).entry)
      #expect(entry.bytes == [1, 2, 3])
      #expect(isNear(entry.facts.freshUntil, facts.freshUntil.advanced(by: ahead)))
      #expect(isNear(entry.facts.writtenAt, now.advanced(by: ahead)))
      #expect(entry.facts.loadTime == .milliseconds(1_234))
      #expect(entry.facts.loadBegan == 5_000)
      #expect(entry.facts.isNegative)
      let many = try await reader.getMany(["a", "b"], at: now.advanced(by: ahead))
      #expect(many[0].entry?.bytes == [1, 2, 3])
      #expect(many[0].entry?.facts.isNegative == true)
      #expect(many[1].entry == nil)
      let preview = try #require(try await reader.peek("a", limit: 1_000, at: now.advanced(by: ahead)))
      #expect(preview.bytes == [1, 2, 3])
      #expect(preview.summary.size == 3)
      await writer.close()
      await reader.close()
    }

    @Test("a value of another program is read as it is, and a counter stays a number")
    func plainValues() async throws {
      let server = try await RedisServer()
      let store = try store(server)
      for (name, text) in [("plain", "value"), ("earlier", "#ttlscope c=1"), ("number", "#12")] {
        _ = RawSocket.ask("SET ttlscope:\(name) \"\(text)\\nrest\"\r\n", path: server.socketPath)
        let entry = try #require(try await store.get(CacheKey(name), at: .zero).entry)
        #expect(String(decoding: entry.bytes, as: UTF8.self) == text + "\nrest")
        #expect(entry.facts == .unknown)
      }
      try await store.set("counter", EncodedValue(bytes: Array("41".utf8)), ttl: nil, at: .zero)
      #expect(RawSocket.ask("INCR ttlscope:counter\r\n", path: server.socketPath) == ":42\r\n")
      await store.close()
    }

    @Test("a lease that one process holds, another one neither gets, nor releases, nor writes by")
    func leasesAcross() async throws {
      let server = try await RedisServer()
      let (one, other) = (try store(server), try store(server))
      #expect(try await one.acquireLease("a", token: 1, lasting: .seconds(600), at: .zero))
      #expect(try await other.acquireLease("a", token: 2, lasting: .seconds(600), at: .zero) == false)
      try await other.releaseLease("a", token: 2, at: .zero)
      #expect(try await other.setHolding("a", EncodedValue(bytes: [2]), ttl: nil, token: 2, at: .zero) == false)
      try await other.voidLease("a", at: .zero)
      #expect(try await one.setHolding("a", EncodedValue(bytes: [1]), ttl: nil, token: 1, at: .zero) == false)
      #expect(try await one.get("a", at: .zero).entry == nil)
      await one.close()
      await other.close()
    }

    /// All that the contract lets a store do.
    private func useEverything(_ server: RedisServer) async throws {
      let store = try store(server)
      let value = EncodedValue(bytes: [1], facts: EntryFacts(loadTime: .seconds(1)), needsFacts: true)
      try await store.set("a", value, ttl: .seconds(60), at: .zero)
      try await store.add("b", value, ttl: nil, at: .zero)
      _ = try await store.getMany(["a", "b"], at: .zero)
      for token: UInt64 in 1...3 {
        _ = try await store.acquireLease("a", token: token, lasting: .seconds(60), at: .zero)
        _ = try await store.setHolding("a", value, ttl: token == 1 ? nil : .seconds(60), token: token, at: .zero)
        try await store.releaseLease("a", token: token, at: .zero)
        try await store.voidLease("a", at: .zero)
      }
      try await store.addMember("a", toSet: "set", at: .zero)
      _ = try await store.members(ofSet: "set", limit: 5, at: .zero)
      _ = try await store.takeMembers(ofSet: "set", limit: 5, at: .zero)
      try await store.lose("b", at: .zero)
      _ = try await store.delete("a", at: .zero)
      _ = try await store.clear(prefix: "", at: .zero)
      await store.close()
    }

    @Test("of scripts the server sees the two there are, and no command that is not ours")
    func commands() async throws {
      let server = try await RedisServer()
      let monitor = RawSocket.connectAsTester(path: server.socketPath)
      defer { close(monitor) }
      #expect(RawSocket.write(Array("MONITOR\r\n".utf8), to: monitor))
      #expect(RawSocket.read(from: monitor) == Array("+OK\r\n".utf8))
      try await useEverything(server)
      _ = RawSocket.ask("ECHO the-end\r\n", path: server.socketPath)
      var seen: [UInt8] = []
      while !String(decoding: seen, as: UTF8.self).contains("the-end"), let more = RawSocket.read(from: monitor) {
        seen += more
      }
      // A line is `+<time> [<database> <client>] "WORD" "WORD" …`; what a script calls has the client `lua`.
      let commands = String(decoding: seen, as: UTF8.self).split(separator: "\r\n").compactMap { line -> [Substring]? in
        guard let end = line.firstIndex(of: "]"), !line[..<end].hasSuffix("lua") else { return nil }
        return line[end...].split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      }
      let names = Set(commands.compactMap(\.first))
      let known: Set<Substring> = [
        "SET", "MGET", "EVAL", "UNLINK", "SADD", "SRANDMEMBER", "SPOP", "SCAN", "CLIENT", "ECHO", "PING", "TIME",
        "SELECT", "AUTH", "HELLO",
      ]
      #expect(names.isSubset(of: known), "\(names.subtracting(known).sorted())")
      #expect(names.isSuperset(of: ["SET", "EVAL", "UNLINK", "SADD", "SPOP"]))
      let scripts = Set(commands.filter { $0.first == "EVAL" }.map { $0[1] })
      #expect(scripts.count == 2)
      #expect(scripts.contains { $0.contains("redis.call('UNLINK',KEYS[1])") })
      #expect(scripts.contains { $0.contains("redis.call('SET',KEYS[1],ARGV[2]") })
    }
  }
}
