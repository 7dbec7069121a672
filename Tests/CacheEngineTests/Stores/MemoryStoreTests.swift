import Testing

@testable import CacheEngine

@Suite("Memory store") struct MemoryStoreTests {
  private func set(_ store: MemoryStore, _ key: String, ttl: TTL? = nil, at now: Timestamp = .zero) async throws {
    try await store.set(CacheKey(key), EncodedValue(bytes: [1]), ttl: ttl, at: now)
  }

  private func seconds(_ seconds: Int64) -> Timestamp { Timestamp(nanoseconds: seconds * 1_000_000_000) }

  @Test(
    "round robin over one key too many never hits; over as many as fit it misses only once a key", arguments: [8, 50])
  func roundRobin(count: Int) async throws {
    for capacity in [count - 1, count] {
      let store = MemoryStore(limits: MemoryLimits(entries: capacity))
      var hits = 0
      for round in 0..<5 * count {
        let key = "k\(round % count)"
        if try await store.get(CacheKey(key), at: .zero).entry == nil { try await set(store, key) } else { hits += 1 }
      }
      #expect(hits == (capacity == count ? 4 * count : 0))
    }
  }

  @Test("an expired entry is absent everywhere")
  func expiredIsAbsent() async throws {
    let (store, key, end) = (MemoryStore(), CacheKey("a"), seconds(1))
    func write() async throws { try await set(store, "a", ttl: .seconds(1)) }
    try await write()
    #expect(store.status(at: end).entries == 0)
    #expect(store.status(at: end).bytes == 0)
    try await write()
    #expect(try await store.list(prefix: "", after: nil, limit: 10, at: end).total == 0)
    try await write()
    #expect(try await store.get(key, at: end) == .absent(.left(.expired, at: end)))
    try await write()
    #expect(try await store.peek(key, limit: 9, at: end) == nil)
    try await write()
    #expect(try await store.timeLeft(key, at: end) == .absent)
    try await write()
    #expect(try await !store.delete(key, at: end))
    try await write()
    #expect(try await store.clear(prefix: "", at: end) == 0)
  }

  @Test("departures are told with cause, moment and life")
  func departures() async throws {
    let store = MemoryStore(limits: MemoryLimits(entries: 3))
    try await set(store, "expired", ttl: .seconds(1))
    try await set(store, "deleted", ttl: .seconds(60))
    try await set(store, "cleared", at: seconds(1))
    _ = try await store.delete(CacheKey("deleted"), at: seconds(2))
    _ = try await store.clear(prefix: "c", at: seconds(3))
    let status = store.status(at: seconds(3))
    let life = DepartedEntry(
      key: CacheKey("deleted"), departure: .invalidated, at: seconds(2), ttl: .seconds(60))
    #expect(status.recentlyLeft.map(\.key.text) == ["cleared", "deleted", "expired"])
    #expect(status.recentlyLeft[1] == life)
    #expect(status.recentlyLeft.map(\.at.second) == [3, 2, 1])
    #expect(store.status(at: seconds(7)).recentlyLeft.map(\.key.text) == ["cleared", "deleted"])
    #expect(status.departures.expired == 1)
    #expect((status.departures.invalidated, status.departures.cleared) == (1, 1))
  }

  @Test("the sweep removes all that has expired, however much, and nothing else")
  func sweep() async throws {
    let store = MemoryStore()
    for number in 0..<5_000 { try await set(store, "k\(number)", ttl: .seconds(number < 4_900 ? 1 : 2)) }
    store.sweep(at: seconds(1))
    #expect(store.holding().entries == 100)
    #expect(store.status(at: seconds(1)).departures.expiredBySweep == 4_900)
  }

  @Test("a sweep holds the lock for a slice only")
  func sweepSlice() {
    var table = MemoryTable(rememberedDepartures: 10)
    for number in 0..<10 {
      table.write(
        CacheKey("\(number)"), EncodedValue(bytes: []), ttl: .seconds(1), at: .zero, stamp: UInt64(number))
    }
    let more = (0..<3).map { _ in (table.sweep(at: seconds(1), limit: 4), table.count) }
    #expect(more.map(\.0) == [true, true, false])
    #expect(more.map(\.1) == [6, 2, 0])
  }

  @Test("pages cover every living entry exactly once while nothing changes", arguments: [1, 7, 100, 1_000])
  func pages(limit: Int) async throws {
    let store = MemoryStore()
    for number in 0..<500 { try await set(store, "k\(number)", ttl: number % 5 == 0 ? .seconds(1) : nil) }
    var keys: [String] = []
    var cursor: ListCursor?
    repeat {
      let page = try await store.list(prefix: "k", after: cursor, limit: limit, at: seconds(1))
      #expect(page.entries.count <= limit)
      keys += page.entries.map(\.key.text)
      cursor = page.next
    } while cursor != nil
    #expect(keys.count == 400)
    #expect(Set(keys) == Set((0..<500).filter { $0 % 5 != 0 }.map { "k\($0)" }))
  }

  @Test("a cursor that no store gave is the end of the list, not the end of the program")
  func foreignCursor() async throws {
    let store = MemoryStore()
    try await set(store, "a")
    for position in [UInt64.max, UInt64(7) << 32 | 99, UInt64(8) << 32] {
      let cursor = ListCursor(position: position)
      #expect(try await store.list(prefix: "", after: cursor, limit: 10, at: .zero).next == nil)
    }
  }

  @Test("bounds hold at every moment while many tasks write, delete and overwrite")
  func boundsUnderLoad() async {
    let store = MemoryStore(limits: MemoryLimits(entries: 20, bytes: 400))
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<4 {
        group.addTask {
          var generator = SeededGenerator(seed: UInt64(task))
          for _ in 0..<3_000 {
            let key = CacheKey("k\(Int.random(in: 0..<40, using: &generator))")
            let value = EncodedValue(bytes: [UInt8](repeating: 0, count: .random(in: 0...90, using: &generator)))
            try? await store.set(key, value, ttl: nil, at: .zero)
            if Bool.random(using: &generator) { _ = try? await store.delete(key, at: .zero) }
          }
        }
      }
      group.addTask {
        for _ in 0..<2_000 {
          let tables = store.tables.map { table in table.withLock { ($0.count, $0.bytes) } }
          #expect(tables.allSatisfy { $0.0 <= 20 && $0.1 <= 400 })
        }
      }
    }
    let held = store.holding()
    #expect(held.entries <= 20 && held.bytes <= 400)
  }
}
