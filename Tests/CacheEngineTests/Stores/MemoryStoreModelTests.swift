import Testing

@testable import CacheEngine

@Suite("Memory store against its model") struct MemoryStoreModelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var seed: UInt64
    var limits: MemoryLimits
    var testDescription: String { "seed \(seed), \(limits.entries) entries, \(limits.bytes) bytes" }
  }

  static let cases = [
    Case(seed: 1, limits: MemoryLimits(entries: 12, bytes: 1 << 20)),
    Case(seed: 2, limits: MemoryLimits(entries: 1_000, bytes: 90)),
    Case(seed: 3, limits: MemoryLimits(entries: 9, bytes: 120)),
    Case(seed: 4, limits: MemoryLimits(entries: 1, bytes: 40)),
  ]

  @Test("50,000 random operations a case come out as in the model", arguments: cases)
  func operations(_ one: Case) async throws {
    var run = StoreModelRun(seed: one.seed, limits: one.limits)
    for step in 1...50_000 {
      try await run.step()
      if step.isMultiple(of: 250) { try await run.compareWholeStore() }
      if let difference = run.difference {
        Issue.record("seed \(one.seed), step \(step): \(difference)")
        return
      }
    }
  }
}

/// A store and its model that are asked the same.
struct StoreModelRun {
  private var generator: SeededGenerator
  private var model: StoreModel
  private let store: MemoryStore
  private let keys = (0..<24).map { CacheKey("k\($0 % 3):\($0)") }
  private var now = Timestamp.zero
  private(set) var difference: String?

  init(seed: UInt64, limits: MemoryLimits) {
    generator = SeededGenerator(seed: seed)
    model = StoreModel(limits: limits)
    store = MemoryStore(limits: limits, rememberedDepartures: 1 << 30)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  private mutating func ttl() -> TTL? {
    number(0...3) == 0 ? nil : .milliseconds(number(1...200))
  }

  private mutating func value() -> EncodedValue {
    switch number(0...9) {
    case 0...3: EncodedValue(bytes: Array("\(number(-99...99))".utf8))
    case 4: EncodedValue(bytes: Array(["", "+1", "007", "9223372036854775807", " 1", "1.0"][number(0...5)].utf8))
    default: EncodedValue(bytes: [UInt8](repeating: UInt8(number(0...255)), count: number(0...45)))
    }
  }

  private mutating func expect<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) {
    if found != wanted { difference = "\(what): \(found), the model says \(wanted)" }
  }

  mutating func step() async throws {
    model.dropExpired(at: now)
    let key = keys[number(0...keys.count - 1)]
    switch number(0...99) {
    case 0..<40: expect(try await store.get(key, at: now), model.get(key), "get \(key)")
    case 40..<62: try await set(key)
    case 62..<68: try await add(key)
    case 68..<74: expect(try await store.delete(key, at: now), model.delete(key, at: now), "delete \(key)")
    case 74..<80:
      let life = ttl()
      expect(
        try await store.expire(key, ttl: life, at: now), model.expire(key, ttl: life, at: now), "expire \(key)")
    case 80..<87: await increment(key)
    case 87: store.sweep(at: now)
    case 88 where number(0...9) == 0:
      let prefix = ["", "k1:", "k2"][number(0...2)]
      expect(
        try await store.clear(prefix: prefix, at: now), model.clear(prefix: prefix, at: now), "clear \(prefix)")
    case 89: expect(try await store.exists(key, at: now), model.entries[key] != nil, "exists \(key)")
    default: now = now.advanced(by: .milliseconds(number(0...20)))
    }
  }

  private mutating func set(_ key: CacheKey) async throws {
    let (value, life) = (value(), ttl())
    let wanted = model.set(key, value.bytes, ttl: life, at: now)
    var found = true
    do { try await store.set(key, value, ttl: life, at: now) } catch { found = false }
    expect(found, wanted, "set \(key)")
  }

  private mutating func add(_ key: CacheKey) async throws {
    let (value, life) = (value(), ttl())
    let wanted = model.entries[key] == nil && model.set(key, value.bytes, ttl: life, at: now)
    var found = true
    do { try await store.add(key, value, ttl: life, at: now) } catch { found = false }
    expect(found, wanted, "add \(key)")
  }

  private mutating func increment(_ key: CacheKey) async {
    let delta = Int64(number(-20...20))
    let found: Result<Int64, StoreError>
    do throws(StoreError) {
      found = .success(try await store.increment(key, by: delta, at: now))
    } catch {
      if case .rejected = error { found = .failure(.rejected("")) } else { found = .failure(error) }
    }
    expect(found, model.increment(key, by: delta, at: now), "increment \(key) by \(delta)")
  }

  mutating func compareWholeStore() async throws {
    model.dropExpired(at: now)
    let page = try await store.list(prefix: "", after: nil, limit: 1_000, at: now)
    expect(page.next, nil, "the list ends")
    for entry in page.entries {
      let wanted = model.entries[entry.key].map { wanted in
        EntrySummary(
          key: entry.key, expiry: wanted.expiresAt.map { .at($0) } ?? .never, ttl: wanted.ttl,
          writtenAt: wanted.writtenAt, size: wanted.bytes.count, serializer: entry.serializer, hits: wanted.hits)
      }
      expect(entry, wanted ?? EntrySummary(key: entry.key, expiry: .unknown), "entry")
    }
    expect(page.entries.count, model.entries.count, "entries listed")
    let status = store.status(at: now)
    expect(status.entries, model.entries.count, "entries counted")
    expect(status.bytes, model.bytes, "bytes counted")
    expect(status.departures.evicted, model.counts.evicted, "evicted")
    expect(status.departures.invalidated, model.counts.invalidated, "invalidated")
    expect(status.departures.cleared, model.counts.cleared, "cleared")
    expect(status.departures.replaced, model.counts.replaced, "replaced")
  }
}
