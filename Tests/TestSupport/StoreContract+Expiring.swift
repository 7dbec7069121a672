import CacheEngine
import Testing

extension StoreContract {
  static let expiring = [
    ContractCase("an expired entry is absent in every operation") { world async throws in
      let keys: [CacheKey] = ["get", "exists", "delete", "many", "expire", "persist", "left", "peek"]
      try await world.store.setMany(keys.map { ($0, EncodedValue("x")) }, ttl: short, at: world.now())
      try await world.advance(pastShort)
      let now = world.now()
      #expect(try await world.store.get("get", at: now).entry == nil)
      #expect(try await world.store.exists("exists", at: now) == false)
      #expect(try await world.store.delete("delete", at: now) == false)
      #expect(try await world.store.getMany(["many"], at: now).map(\.entry) == [nil])
      #expect(try await world.store.expire("expire", ttl: long, at: now) == false)
      #expect(try await world.store.expire("persist", ttl: nil, at: now) == false)
      #expect(try await world.store.timeLeft("left", at: now) == .absent)
      #expect(try await world.store.peek("peek", limit: 10, at: now) == nil)
    },
    ContractCase("an expired entry is in no list and is not cleared") { world async throws in
      try await world.set("old", ttl: short)
      try await world.set("new", ttl: long)
      try await world.advance(pastShort)
      #expect(try await world.keys() == ["new"])
      #expect(try await world.store.clear(prefix: "", at: world.now()) == 1)
    },
    ContractCase("add writes where an entry has expired, and increment counts from 0 there") { world async throws in
      try await world.set("a", "old", ttl: short)
      try await world.set("n", "5", ttl: short)
      try await world.advance(pastShort)
      try await world.store.add("a", EncodedValue("new"), ttl: nil, at: world.now())
      #expect(try await world.text("a") == "new")
      #expect(try await world.store.increment("n", by: 2, at: world.now()) == 2)
      #expect(try await world.timeLeft("n") == .unlimited)
    },
    ContractCase("a read after the end knows that the entry expired, and when") { world async throws in
      let writtenAt = world.now()
      try await world.store.set("a", EncodedValue("x"), ttl: short, at: writtenAt)
      try await world.advance(pastShort)
      let end = writtenAt.advanced(by: short.duration)
      #expect(try await world.store.get("a", at: world.now()) == .absent(.left(.expired, at: end)))
    },
    ContractCase("a read tells when the entry will end") { world async throws in
      let writtenAt = world.now()
      try await world.store.set("a", EncodedValue("x"), ttl: long, at: writtenAt)
      try await world.set("b")
      let end = writtenAt.advanced(by: long.duration)
      #expect(try await world.store.get("a", at: world.now()).entry?.expiry == .at(end))
      #expect(try await world.store.get("b", at: world.now()).entry?.expiry == .never)
    },
    ContractCase("writing without a TTL drops the old one") { world async throws in
      try await world.set("a", ttl: short)
      try await world.set("a", "for ever")
      try await world.advance(pastShort)
      #expect(try await world.text("a") == "for ever")
      #expect(try await world.timeLeft("a") == .unlimited)
    },
    ContractCase("a new write gives a new life") { world async throws in
      try await world.set("a", "1", ttl: short)
      try await world.set("a", "2", ttl: long)
      try await world.advance(pastShort)
      #expect(try await world.text("a") == "2")
    },
    ContractCase("the time left is told to the millisecond") { world async throws in
      try await world.set("a", ttl: try TTL(.milliseconds(60_500)))
      #expect(isLimited(try await world.timeLeft("a"), to: .milliseconds(60_500)))
      #expect(try await world.timeLeft("b") == .absent)
      try await world.set("b")
      #expect(try await world.timeLeft("b") == .unlimited)
    },
    ContractCase("expire gives a living entry a new life, or one for ever") { world async throws in
      try await world.set("a", ttl: long)
      #expect(try await world.store.expire("a", ttl: nil, at: world.now()))
      #expect(try await world.timeLeft("a") == .unlimited)
      #expect(try await world.store.expire("a", ttl: nil, at: world.now()))
      #expect(try await world.store.expire("a", ttl: short, at: world.now()))
      try await world.advance(pastShort)
      #expect(try await world.text("a") == nil)
    },
    ContractCase("expire is false where nothing is") { world async throws in
      #expect(try await world.store.expire("a", ttl: long, at: world.now()) == false)
      #expect(try await world.store.expire("a", ttl: nil, at: world.now()) == false)
      #expect(try await world.text("a") == nil)
    },
  ]

  static let counting = [
    ContractCase("increment counts from 0 where nothing is, up and down") { world async throws in
      #expect(try await world.store.increment("n", by: 5, at: world.now()) == 5)
      #expect(try await world.store.increment("n", by: -7, at: world.now()) == -2)
      #expect(try await world.text("n") == "-2")
      #expect(try await world.timeLeft("n") == .unlimited)
    },
    ContractCase("increment keeps the TTL of what is there") { world async throws in
      try await world.set("n", "41", ttl: long)
      #expect(try await world.store.increment("n", by: 1, at: world.now()) == 42)
      #expect(isLimited(try await world.timeLeft("n"), to: long.duration))
    },
    ContractCase("increment refuses what is not a decimal 64-bit integer, and changes nothing") { world async throws in
      for text in ["", "x", "1.5", " 1", "1 ", "+1", "01", "0x1", "9223372036854775808"] {
        try await world.set("n", text)
        await #expect(throws: StoreError.notAnInteger("n"), "\(text)") {
          try await world.store.increment("n", by: 1, at: world.now())
        }
        #expect(try await world.text("n") == text)
      }
    },
    ContractCase("increment refuses a sum that 64 bits do not hold") { world async throws in
      try await world.set("n", "9223372036854775807")
      await #expect(throws: StoreError.notAnInteger("n")) {
        try await world.store.increment("n", by: 1, at: world.now())
      }
      #expect(try await world.text("n") == "9223372036854775807")
      try await world.set("m", "-1")
      #expect(try await world.store.increment("m", by: .max, at: world.now()) == .max - 1)
    },
  ]
}
