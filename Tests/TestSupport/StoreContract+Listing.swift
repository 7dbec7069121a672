import CacheEngine
import Testing

extension StoreContract {
  static let listing = [
    ContractCase("a list goes through all entries, page by page") { world async throws in
      let keys = (0..<257).map { "k\($0)" }
      try await world.store.setMany(keys.map { (CacheKey($0), EncodedValue("x")) }, ttl: long, at: world.now())
      for limit in [1, 7, 100, 1_000] {
        #expect(Set(try await world.keys(limit: limit)) == Set(keys), "limit \(limit)")
      }
    },
    ContractCase("a list has only the keys that begin with the prefix, taken literally") { world async throws in
      let keys = ["a*b", "a*c", "axb", "a[b]", "ab", "a?", "a\\", "b", "é1", "A*b"]
      for key in keys { try await world.set(key) }
      for prefix in ["a*", "a[", "a?", "a\\", "a", "", "é", "nothing"] {
        let expected = keys.filter { $0.utf8.starts(with: prefix.utf8) }
        #expect(Set(try await world.keys(prefix: prefix)) == Set(expected), "prefix \(prefix)")
      }
    },
    ContractCase("the list of an empty store is empty") { world async throws in
      #expect(try await world.keys().isEmpty)
    },
    ContractCase("a list line tells everything but the value") { world async throws in
      let writtenAt = world.now()
      try await world.store.set("a", EncodedValue("12345"), ttl: long, at: writtenAt)
      _ = try await world.text("a")
      let page = try await world.store.list(prefix: "", after: nil, limit: 10, at: world.now())
      let expected = EntrySummary(
        key: "a", expiry: .at(writtenAt.advanced(by: long.duration)), ttl: long.duration, writtenAt: writtenAt, size: 5,
        serializer: "string", hits: 1)
      #expect(page.entries == [expected])
      #expect(page.next == nil)
      #expect(page.total == 1)
    },
    ContractCase("clear removes what begins with the prefix, taken literally, and counts it") { world async throws in
      for key in ["a*b", "axb", "a?b", "b", "A"] { try await world.set(key) }
      #expect(try await world.store.clear(prefix: "a*", at: world.now()) == 1)
      #expect(try await world.store.clear(prefix: "a?", at: world.now()) == 1)
      #expect(try await world.store.clear(prefix: "nothing", at: world.now()) == 0)
      #expect(Set(try await world.keys()) == ["axb", "b", "A"])
      #expect(try await world.store.clear(prefix: "", at: world.now()) == 3)
      #expect(try await world.keys().isEmpty)
    },
    ContractCase("a read after a clear knows that the entry was cleared") { world async throws in
      try await world.set("a", ttl: long)
      let clearedAt = world.now()
      _ = try await world.store.clear(prefix: "", at: clearedAt)
      #expect(try await world.store.get("a", at: world.now()) == .absent(.left(.cleared, at: clearedAt)))
    },
    ContractCase("a peek shows the beginning of the value and is not a hit") { world async throws in
      try await world.set("a", "123456789", ttl: long)
      let hits = world.store.status(at: world.now()).commands.forRequests
      let preview = try #require(try await world.store.peek("a", limit: 4, at: world.now()))
      #expect(preview.bytes == Array("1234".utf8))
      #expect(preview.summary.size == 9)
      #expect(preview.summary.hits == 0)
      #expect(try await world.store.peek("a", limit: 0, at: world.now())?.bytes == [])
      #expect(try await world.store.peek("a", limit: 100, at: world.now())?.bytes.count == 9)
      #expect(try await world.store.peek("b", limit: 4, at: world.now()) == nil)
      #expect(world.store.status(at: world.now()).commands.forRequests == hits)
    },
  ]

  static let ending = [
    ContractCase("the status counts how entries left") { world async throws in
      for key in ["a", "b", "c"] { try await world.set(key, ttl: long) }
      try await world.set("a", ttl: short)
      _ = try await world.store.delete("b", at: world.now())
      try await world.advance(pastShort)
      _ = try await world.text("a")
      _ = try await world.store.clear(prefix: "", at: world.now())
      let status = world.store.status(at: world.now())
      #expect(status.departures.replaced == 1)
      #expect(status.departures.invalidated == 1)
      #expect(status.departures.expired == 1)
      #expect(status.departures.cleared == 1)
      #expect(Set(status.recentlyLeft.map(\.key.text)) == ["a", "b", "c"])
      #expect(status.recentlyLeft == status.recentlyLeft.sorted { $0.at > $1.at })
    },
    ContractCase("after close every operation throws") { world async throws in
      let store = world.store
      await store.close()
      await store.close()
      let now = world.now()
      let operations: [@Sendable () async throws -> Void] = [
        { _ = try await store.get("a", at: now) },
        { try await store.set("a", EncodedValue("1"), ttl: nil, at: now) },
        { try await store.add("a", EncodedValue("1"), ttl: nil, at: now) },
        { _ = try await store.exists("a", at: now) },
        { _ = try await store.delete("a", at: now) },
        { _ = try await store.getMany(["a"], at: now) },
        { _ = try await store.getMany([], at: now) },
        { try await store.setMany([("a", EncodedValue("1"))], ttl: nil, at: now) },
        { try await store.setMany([], ttl: nil, at: now) },
        { _ = try await store.increment("a", by: 1, at: now) },
        { _ = try await store.expire("a", ttl: long, at: now) },
        { _ = try await store.timeLeft("a", at: now) },
        { _ = try await store.list(prefix: "", after: nil, limit: 1, at: now) },
        { _ = try await store.clear(prefix: "", at: now) },
        { _ = try await store.peek("a", limit: 1, at: now) },
      ]
      for operation in operations {
        await #expect(throws: StoreError.closed) { try await operation() }
      }
    },
  ]
}
