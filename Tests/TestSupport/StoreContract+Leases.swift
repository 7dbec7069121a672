import CacheEngine
import Testing

extension StoreContract {
  static let leasing = [
    ContractCase("a free lease goes to whoever asks first, and to nobody else while it is held") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      #expect(try await world.acquire("a", token: 2, lasting: long) == false)
      #expect(try await world.acquire("a", token: 1, lasting: long) == false)
      #expect(try await world.acquire("b", token: 2, lasting: long))
    },
    ContractCase("after its time a lease is nobody's") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: short))
      try await world.advance(pastShort)
      #expect(try await world.hold("a", "late", token: 1) == false)
      #expect(try await world.acquire("a", token: 2, lasting: long))
      try await world.store.releaseLease("a", token: 1, at: world.now())
      #expect(try await world.acquire("a", token: 3, lasting: long) == false)
      #expect(try await world.text("a") == nil)
    },
    ContractCase("only its token releases a lease") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      try await world.store.releaseLease("a", token: 2, at: world.now())
      #expect(try await world.acquire("a", token: 3, lasting: long) == false)
      try await world.store.releaseLease("a", token: 1, at: world.now())
      #expect(try await world.acquire("a", token: 3, lasting: long))
      try await world.store.releaseLease("never held", token: 1, at: world.now())
    },
    ContractCase("a voided lease is taken from whoever has it") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      try await world.store.voidLease("a", at: world.now())
      #expect(try await world.hold("a", "late", token: 1) == false)
      #expect(try await world.text("a") == nil)
      #expect(try await world.acquire("a", token: 2, lasting: long))
      try await world.store.voidLease("never held", at: world.now())
    },
    ContractCase("by a lease only its holder writes, once: that releases it") { world async throws in
      #expect(try await world.hold("a", "free", token: 1) == false)
      #expect(try await world.acquire("a", token: 1, lasting: long))
      #expect(try await world.hold("a", "other", token: 2) == false)
      #expect(try await world.text("a") == nil)
      #expect(try await world.hold("a", "mine", token: 1, ttl: long))
      #expect(try await world.text("a") == "mine")
      #expect(isLimited(try await world.timeLeft("a"), to: long.duration))
      #expect(try await world.hold("a", "again", token: 1) == false)
      #expect(try await world.acquire("a", token: 2, lasting: long))
      #expect(try await world.hold("a", "for ever", token: 2))
      #expect(try await world.text("a") == "for ever")
      #expect(try await world.timeLeft("a") == .unlimited)
    },
    ContractCase("a lease does not keep anybody from writing without it") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      try await world.set("a", "written")
      #expect(try await world.text("a") == "written")
      #expect(try await world.store.delete("a", at: world.now()))
      #expect(try await world.acquire("a", token: 2, lasting: long) == false)
    },
    ContractCase("a lease is no entry") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      #expect(try await world.text("a") == nil)
      #expect(try await world.store.exists("a", at: world.now()) == false)
      #expect(try await world.store.delete("a", at: world.now()) == false)
      #expect(try await world.store.peek("a", limit: 10, at: world.now()) == nil)
    },
  ]

  static let grouping = [
    ContractCase("leases and sets are in no list, and share no name with an entry") { world async throws in
      #expect(try await world.acquire("a", token: 1, lasting: long))
      try await world.store.addMember("a", toSet: "a", at: world.now())
      // What a server calls them, too.
      let keys = [
        "a", "a-lock", "lock:a", "lock:{ttlscope:a}", "key:lock:{ttlscope:a}", "set:{a}", "key:a", "{a}", "}{",
      ]
      #expect(try await world.keys().isEmpty)
      for key in keys {
        #expect(try await world.text(key) == nil, "\(key)")
        try await world.set(key, "text of \(key)")
        #expect(try await world.acquire(CacheKey(key), token: 2, lasting: long) == (key != "a"), "\(key)")
      }
      for prefix in ["", "l", "lock:", "lock:{", "k", "key:", "key:l", "set:{a", "{", "a"] {
        let expected = keys.filter { $0.hasPrefix(prefix) }
        #expect(Set(try await world.keys(prefix: prefix)) == Set(expected), "\(prefix)")
      }
      for key in keys { #expect(try await world.text(key) == "text of \(key)") }
      #expect(try await world.hold("a", "mine", token: 1))
      #expect(try await world.store.members(ofSet: "a", limit: 2, at: world.now()) == ["a"])
      #expect(try await world.store.clear(prefix: "lock:", at: world.now()) == 2)
      #expect(try await world.hold("}{", "mine", token: 2))
      #expect(try await world.store.clear(prefix: "", at: world.now()) == keys.count - 2)
      #expect(try await world.keys().isEmpty)
    },
    ContractCase("a set keeps each name once, until it is taken") { world async throws in
      for name: CacheKey in ["a", "b", "a", "c:1", "b"] {
        try await world.store.addMember(name, toSet: "set", at: world.now())
      }
      let members = try await world.store.members(ofSet: "set", limit: 10, at: world.now())
      #expect(members.map(\.text).sorted() == ["a", "b", "c:1"])
      var taken: [CacheKey] = []
      for _ in 0..<2 {
        let some = try await world.store.takeMembers(ofSet: "set", limit: 2, at: world.now())
        #expect(some.count == (taken.isEmpty ? 2 : 1))
        taken += some
      }
      #expect(taken.map(\.text).sorted() == ["a", "b", "c:1"])
      #expect(try await world.store.takeMembers(ofSet: "set", limit: 2, at: world.now()) == [])
      try await world.store.addMember("a", toSet: "set", at: world.now())
      #expect(try await world.store.takeMembers(ofSet: "set", limit: 2, at: world.now()) == ["a"])
    },
    ContractCase("sets are kept apart, and looking takes nothing from them") { world async throws in
      try await world.store.addMember("a", toSet: "one", at: world.now())
      try await world.store.addMember("b", toSet: "two", at: world.now())
      #expect(try await world.store.members(ofSet: "one", limit: 10, at: world.now()) == ["a"])
      #expect(try await world.store.members(ofSet: "one", limit: 0, at: world.now()) == [])
      #expect(try await world.store.members(ofSet: "none", limit: 10, at: world.now()) == [])
      #expect(try await world.store.takeMembers(ofSet: "two", limit: 10, at: world.now()) == ["b"])
      #expect(try await world.store.takeMembers(ofSet: "one", limit: 10, at: world.now()) == ["a"])
    },
    ContractCase("a lost entry is absent, and counts as evicted") { world async throws in
      try await world.set("a", ttl: long)
      try await world.store.lose("a", at: world.now())
      try await world.store.lose("nothing", at: world.now())
      guard case .absent(.left(.evicted, _)) = try await world.store.get("a", at: world.now()) else {
        Issue.record("not evicted")
        return
      }
      #expect(try await world.store.get("nothing", at: world.now()) == .absent(.cold))
      #expect(world.store.status(at: world.now()).departures.evicted == 1)
    },
    ContractCase("after close leases and sets throw too") { world async throws in
      let store = world.store
      await store.close()
      let now = world.now()
      let operations: [@Sendable () async throws -> Void] = [
        { _ = try await store.acquireLease("a", token: 1, lasting: long, at: now) },
        { try await store.releaseLease("a", token: 1, at: now) },
        { try await store.voidLease("a", at: now) },
        { _ = try await store.setHolding("a", EncodedValue("1"), ttl: nil, token: 1, at: now) },
        { try await store.addMember("a", toSet: "set", at: now) },
        { _ = try await store.takeMembers(ofSet: "set", limit: 1, at: now) },
        { _ = try await store.members(ofSet: "set", limit: 1, at: now) },
        { try await store.lose("a", at: now) },
      ]
      for operation in operations {
        await #expect(throws: StoreError.closed) { try await operation() }
      }
    },
  ]
}

extension ContractWorld {
  fileprivate func acquire(_ key: CacheKey, token: UInt64, lasting: TTL) async throws -> Bool {
    try await store.acquireLease(key, token: token, lasting: lasting, at: now())
  }

  fileprivate func hold(_ key: CacheKey, _ text: String, token: UInt64, ttl: TTL? = nil) async throws -> Bool {
    try await store.setHolding(key, EncodedValue(text), ttl: ttl, token: token, at: now())
  }
}
