import CacheEngine
import Testing

extension StoreContract {
  static let writing = [
    ContractCase("what was written is read") { world async throws in
      try await world.set("a", "1")
      try await world.set("a", "2")
      #expect(try await world.text("a") == "2")
      #expect(try await world.store.get("b", at: world.now()) == .absent(.cold))
    },
    ContractCase("values are bytes of any content, and may be empty") { world async throws in
      for bytes in [[], [0], Array(0...255), Array("\r\n$-1\r\n".utf8), Array(repeating: 0xFF, count: 100_000)] {
        try await world.store.set("bytes", EncodedValue(bytes: bytes), ttl: nil, at: world.now())
        #expect(try await world.store.get("bytes", at: world.now()).entry?.bytes == bytes)
      }
    },
    ContractCase("keys are any text, the empty one included") { world async throws in
      let keys = ["", " ", "a b", "é", "e\u{301}", "*", "a\r\nb", "\u{0}", "日本"]
      for (number, key) in keys.enumerated() { try await world.set(key, "\(number)") }
      for (number, key) in keys.enumerated() { #expect(try await world.text(key) == "\(number)") }
    },
    ContractCase("add writes only where nothing is") { world async throws in
      try await world.store.add("a", EncodedValue("1"), ttl: long, at: world.now())
      await #expect(throws: StoreError.alreadyExists("a")) {
        try await world.store.add("a", EncodedValue("2"), ttl: nil, at: world.now())
      }
      #expect(try await world.text("a") == "1")
      #expect(isLimited(try await world.timeLeft("a"), to: long.duration))
    },
    ContractCase("exists tells whether there is an entry") { world async throws in
      try await world.set("a")
      #expect(try await world.store.exists("a", at: world.now()))
      #expect(try await world.store.exists("b", at: world.now()) == false)
    },
    ContractCase("delete tells whether there was something to delete") { world async throws in
      try await world.set("a")
      #expect(try await world.store.delete("a", at: world.now()))
      #expect(try await world.store.delete("a", at: world.now()) == false)
      #expect(try await world.text("a") == nil)
    },
    ContractCase("a read after a delete knows that the entry was invalidated") { world async throws in
      try await world.set("a", ttl: long)
      let deletedAt = world.now()
      _ = try await world.store.delete("a", at: deletedAt)
      #expect(try await world.store.get("a", at: world.now()) == .absent(.left(.invalidated, at: deletedAt)))
    },
    ContractCase("many are read in the order asked, absent and repeated ones included") { world async throws in
      try await world.set("a", "1")
      try await world.set("c", "3")
      let readings = try await world.store.getMany(["c", "b", "a", "c"], at: world.now())
      #expect(readings.map { $0.entry?.bytes } == [Array("3".utf8), nil, Array("1".utf8), Array("3".utf8)])
      #expect(try await world.store.getMany([], at: world.now()).isEmpty)
    },
    ContractCase("many are written in the order given, and the last of two equal keys wins") { world async throws in
      let entries: [(CacheKey, EncodedValue)] = [("a", .init("1")), ("b", .init("2")), ("a", .init("3"))]
      try await world.store.setMany(entries, ttl: long, at: world.now())
      #expect(try await world.text("a") == "3")
      #expect(try await world.text("b") == "2")
      #expect(isLimited(try await world.timeLeft("b"), to: long.duration))
      try await world.store.setMany([], ttl: nil, at: world.now())
    },
    ContractCase("more than a batch of keys is read and written at once") { world async throws in
      let keys = (0..<1_203).map { CacheKey("k\($0)") }
      try await world.store.setMany(keys.map { ($0, EncodedValue($0.text)) }, ttl: nil, at: world.now())
      let readings = try await world.store.getMany(keys, at: world.now())
      #expect(readings.map { $0.entry?.bytes } == keys.map { Array($0.text.utf8) })
    },
  ]
}

extension CacheKey: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
