import CacheEngine
import Testing

/// The example of the README, word for word, between things that it takes for granted.
@Suite struct ReadmeExampleTests {
  private struct Item: Codable, Hashable, Sendable {
    var itemID: Int
    var name: String
  }

  private actor ExampleDatabase {
    private(set) var queries = 0

    func item(_ itemID: Int) throws -> Item {
      queries += 1
      return Item(itemID: itemID, name: "Item \(itemID)")
    }

    func users() throws -> [String] {
      queries += 1
      return ["Alice", "Bob"]
    }
  }

  @Test func exampleDoesWhatItsCommentsSay() async throws {
    let database = ExampleDatabase()

    let cache = Cache(store: MemoryStore(), clock: RealClock())

    let readItem = cached("read_item", ttl: .seconds(60), cache: cache) { (itemID: Int) in
      try await database.item(itemID)
    }
    let item = try await readItem(5)  // a miss: the function runs, its result is kept as JSON
    let again = try await readItem(5)  // a hit: the function does not run
    #expect(item == again)
    #expect(await database.queries == 1)
    #expect(readItem.key(5).text == "read_item:5")
    try await readItem.invalidate(5)  // the next call is a miss

    let getUsers = cached("get_users", ttl: .seconds(30), keyBuilder: .fixed("all_users"), cache: cache) {
      try await database.users()
    }
    let users = try await getUsers()

    let counts = cache.ledger.snapshot(at: cache.clock.now).total
    #expect(users == ["Alice", "Bob"])
    #expect(counts.hits == 1)
    #expect(counts.misses == 2)
    #expect(getUsers.key().text == "all_users")
    _ = try await readItem(5)
    #expect(await database.queries == 3)
  }

  @Test func redisLineMakesAStore() throws {
    let store = try RedisStore(
      address: RedisAddress("redis://localhost:6379"), prefix: "shop:", jitter: SeededGenerator(seed: 1))
    let cache = Cache(store: store, clock: RealClock())
    #expect(cache.store.status(at: cache.clock.now).kind == "redis")
  }
}
