import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A store of watched keys")
  struct WatchedStoreTests {
    private func store(_ server: RedisServer, _ pattern: String) throws -> RedisStore {
      try RedisStore(
        address: server.address, space: .watched(pattern: pattern), connectTimeout: .seconds(20),
        commandTimeout: .seconds(20), jitter: SeededGenerator(seed: 1))
    }

    @Test("lists and reads keys by the names that they have, also such as are no text")
    func looking() async throws {
      let server = try await RedisServer()
      for command in [
        "SET user:1 one", "SET user:2 two PX 600000", "SET other x", "SET \"user:\\xff\\\\\" odd",
        "RPUSH user:list a b",
      ] {
        _ = RawSocket.ask(command + "\r\n", path: server.socketPath)
      }
      let store = try store(server, "user:*")
      var keys: [String] = []
      var cursor: ListCursor?
      repeat {
        let page = try await store.list(prefix: "", after: cursor, limit: 100, at: .zero)
        keys += page.entries.map(\.key.text)
        cursor = page.next
      } while cursor != nil
      #expect(Set(keys) == ["user:1", "user:2", "user:list", "user:\\xff\\\\"])
      let odd = try #require(try await store.peek("user:\\xff\\\\", limit: 100, at: .zero))
      #expect(odd.bytes == Array("odd".utf8))
      await store.close()
    }

    @Test("writes nothing, whatever is asked of it")
    func refusing() async throws {
      let server = try await RedisServer()
      _ = RawSocket.ask("SET user:1 one\r\n", path: server.socketPath)
      let store = try store(server, "*")
      let value = EncodedValue(bytes: [1])
      let writes: [(String, () async throws(StoreError) -> Void)] = [
        ("set", { () async throws(StoreError) in try await store.set("user:1", value, ttl: nil, at: .zero) }),
        ("add", { () async throws(StoreError) in try await store.add("new", value, ttl: nil, at: .zero) }),
        ("delete", { () async throws(StoreError) in _ = try await store.delete("user:1", at: .zero) }),
        ("clear", { () async throws(StoreError) in _ = try await store.clear(prefix: "", at: .zero) }),
        ("expire", { () async throws(StoreError) in _ = try await store.expire("user:1", ttl: nil, at: .zero) }),
        ("many", { () async throws(StoreError) in try await store.setMany([("user:1", value)], ttl: nil, at: .zero) }),
        ("count", { () async throws(StoreError) in _ = try await store.increment("n", by: 1, at: .zero) }),
      ]
      for (name, write) in writes {
        do {
          try await write()
          Issue.record("\(name) was not refused")
        } catch StoreError.readOnly {} catch {
          Issue.record("\(name): \(error)")
        }
      }
      #expect(RawSocket.ask("GET user:1\r\n", path: server.socketPath) == "$3\r\none\r\n")
      #expect(RawSocket.ask("DBSIZE\r\n", path: server.socketPath) == ":1\r\n")
      await store.close()
    }
  }
}
