import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("What a user of a server may do")
  struct GuestPermissionsTests {
    /// The users as the documentation gives them, by their names.
    private static func documented(_ name: String) throws -> String {
      let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../docs/redis/guest.md")
      let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      return String(try #require(lines.first { $0.hasPrefix("ACL SETUSER \(name) ") }))
    }

    private static func lab(_ server: RedisServer, user: String, password: String) throws -> Lab {
      var address = server.address
      (address.user, address.password) = (user, password)
      let store = try RedisStore(
        address: address, connectTimeout: .seconds(20), commandTimeout: .seconds(20), writing: .allowed,
        jitter: SeededGenerator(seed: 1))
      return Lab(Scenario(name: "", endpoints: []), clock: RealClock(), store: store)
    }

    private static let value = EncodedValue(bytes: Array("text".utf8))

    /// Looks once around; returns what it saw.
    private static func look(_ lab: Lab) async throws -> LabSnapshot {
      lab.attend(to: Attention(keys: ["a", "b"], wantsCounters: true))
      for _ in 0..<4 { await lab.refreshKeyList() }
      return lab.snapshot()
    }

    @Test("is enough to look, as it is documented, and not to write")
    func observe() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("MSET ttlscope:a text ttlscope:b text other 1", server)
      #expect(RawRedis.ask(try Self.documented("cl-view"), server) == "+OK\r\n")
      let lab = try Self.lab(server, user: "cl-view", password: "view-password")
      let seen = try await Self.look(lab)
      #expect(seen.keys.entries.map(\.key.text).sorted() == ["a", "b"])
      #expect(seen.keys.entries.allSatisfy { $0.expiry == .never && $0.memory != nil })
      #expect(seen.keys.error == nil && seen.keys.cost?.refusals == [] && seen.keys.total == 3)
      #expect(try await lab.inspect("a", limit: 100)?.bytes == Array("text".utf8))
      #expect(seen.server?.problem?.contains("info") == true)
      let refusal = await #expect(throws: StoreError.self) {
        try await lab.store.set("a", Self.value, ttl: nil, at: lab.clock.now)
      }
      guard case .rejected(let text) = refusal else { throw refusal! }
      #expect(text.contains("NOPERM") && text.contains("set"))
      await lab.store.close()
    }

    @Test("is enough to keep entries, as it is documented, below the prefix")
    func experiment() async throws {
      let server = try await RedisServer()
      #expect(RawRedis.ask(try Self.documented("cl-use"), server) == "+OK\r\n")
      let lab = try Self.lab(server, user: "cl-use", password: "use-password")
      let store = lab.store
      let now = lab.clock.now
      try await store.set("a", Self.value, ttl: .seconds(50), at: now)
      try await store.setMany([("b", Self.value)], ttl: nil, at: now)
      #expect(try await store.getMany(["a", "b"], at: now).allSatisfy { $0.entry != nil })
      #expect(try await store.increment("n", by: 2, at: now) == 2)
      #expect(try await store.expire("a", ttl: nil, at: now))
      #expect(try await store.expire("b", ttl: .seconds(9), at: now))
      #expect(try await store.delete("a", at: now))
      #expect(try await store.list(prefix: "", after: nil, limit: 10, at: now).entries.count == 2)
      #expect(try await store.clear(prefix: "", at: now) == 2)
      await store.close()
    }

    @Test("is enough for leases and tags, with what is documented for these, and to know a server again")
    func more() async throws {
      let server = try await RedisServer()
      #expect(RawRedis.ask(try Self.documented("cl-use"), server) == "+OK\r\n")
      #expect(RawRedis.ask("ACL SETUSER cl-use +eval +sadd +spop +srandmember +info", server) == "+OK\r\n")
      let lab = try Self.lab(server, user: "cl-use", password: "use-password")
      let store = lab.store
      let now = lab.clock.now
      #expect(try await store.acquireLease("a", token: 1, lasting: .seconds(9), at: now))
      #expect(try await store.setHolding("a", Self.value, ttl: .seconds(9), token: 1, at: now))
      #expect(try await store.acquireLease("a", token: 2, lasting: .seconds(9), at: now))
      try await store.releaseLease("a", token: 2, at: now)
      #expect(try await store.acquireLease("a", token: 3, lasting: .seconds(9), at: now))
      try await store.addMember("a", toSet: "s", at: now)
      #expect(try await store.members(ofSet: "s", limit: 9, at: now) == ["a"])
      #expect(try await store.takeMembers(ofSet: "s", limit: 9, at: now) == ["a"])
      #expect(try await Self.look(lab).server?.counters.runs.first?.count == 40)
      await store.close()
    }

    @Test("are the commands that can be sent: the documentation gives every one, and no other")
    func documentedRights() throws {
      let page = try AllowedCommandsTests.page("docs/redis/guest.md")
      let start = try #require(page.range(of: "ACL SETUSER cl-use"))
      let end = try #require(page.range(of: "What a user may not do", range: start.upperBound..<page.endIndex))
      let words = page[start.upperBound..<end.lowerBound].split { !($0.isLetter || "+|-@".contains($0)) }
      let rights = Set(words.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) })
      // Everybody may log in, and only a watch listens.
      #expect(rights == Set(RedisServer.allowed).subtracting(["auth", "psubscribe"]))
    }

    @Test(
      "misses only what it needs a permission for, and names that",
      arguments: [
        // Before 7.0 one subcommand cannot be taken away.
        "scan", "pttl", RedisServer.isAtLeast(7, 0) ? "memory|usage" : "memory", "type", "set", "time", "dbsize",
        "info",
      ])
    func without(permission: String) async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("MSET ttlscope:a text ttlscope:b text", server)
      _ = RawRedis.ask("ACL SETUSER u on >pw ~* \(RedisServer.rights.joined(separator: " ")) -\(permission)", server)
      let lab = try Self.lab(server, user: "u", password: "pw")
      let seen = try await Self.look(lab)
      let refusals = seen.keys.cost?.refusals ?? []
      let names = seen.keys.entries.map(\.key.text).sorted()
      #expect(permission == "scan" ? names == [] : names == ["a", "b"])
      #expect("\(seen.keys.error as Any)".contains("scan") == (permission == "scan"))
      #expect(refusals.contains { $0.contains("pttl") } == (permission == "pttl"), "\(refusals)")
      #expect(refusals.contains { $0.contains("memory") } == (permission.hasPrefix("memory")), "\(refusals)")
      for entry in seen.keys.entries {
        #expect((entry.expiry == .unknown) == (permission == "pttl"))
        #expect((entry.memory == nil) == (permission.hasPrefix("memory")))
      }
      #expect((seen.server?.counters.keyspaceHits != nil) == (permission != "info"))
      if permission == "info" { #expect(seen.server?.problem?.contains("info") == true) }
      do throws(StoreError) {
        let bytes = try await lab.inspect("a", limit: 100)?.bytes
        #expect(permission != "type" && bytes == Array("text".utf8))
      } catch {
        #expect(permission == "type" && error.description.contains("type"), "\(error)")
      }
      do throws(StoreError) {
        try await lab.store.set("c", Self.value, ttl: nil, at: lab.clock.now)
        #expect(permission != "set")
      } catch {
        #expect(permission == "set" && error.description.contains("set"), "\(error)")
      }
      #expect(try await lab.store.get("a", at: lab.clock.now).entry != nil)
      await lab.store.close()
    }
  }
}
