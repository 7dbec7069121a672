import CacheEngine

/// A memory store that fails on demand, and can be stopped in the middle of a write.
final class FaultyStore: CacheStore {
  struct Faults: Sendable {
    var get: StoreError?
    var set: StoreError?
    var delete: StoreError?
    var lease: StoreError?
    /// Runs before the next write, and after it. Kept no longer: it may hold the store.
    var beforeSet: (@Sendable () async -> Void)?
    var afterSet: (@Sendable () async -> Void)?
    /// Thrown once a write has been carried out: its answer got lost.
    var lostAnswer: StoreError?
    var gets = 0
    var sets = 0
    var deletes = 0
  }

  let base: MemoryStore
  let faults = Lock(Faults())

  init(_ base: MemoryStore) {
    self.base = base
  }

  func get(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> StoreReading {
    let error = faults.withLock { faults in
      faults.gets += 1
      return faults.get
    }
    if let error { throw error }
    return try await base.get(key, at: now)
  }

  func set(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    let (error, before, after) = faults.withLock { faults in
      faults.sets += 1
      return (faults.set, faults.beforeSet.take(), faults.afterSet.take())
    }
    await before?()
    if let error { throw error }
    try await base.set(key, value, ttl: ttl, at: now)
    await after?()
    if let lost = faults.withLock({ $0.lostAnswer }) { throw lost }
  }

  func delete(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    let error = faults.withLock { faults in
      faults.deletes += 1
      return faults.delete
    }
    if let error { throw error }
    return try await base.delete(key, at: now)
  }

  func add(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try await base.add(key, value, ttl: ttl, at: now)
  }

  func exists(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    try await base.exists(key, at: now)
  }

  func getMany(_ keys: [CacheKey], at now: Timestamp) async throws(StoreError) -> [StoreReading] {
    try await base.getMany(keys, at: now)
  }

  func setMany(_ entries: [(CacheKey, EncodedValue)], ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try await base.setMany(entries, ttl: ttl, at: now)
  }

  func increment(_ key: CacheKey, by delta: Int64, at now: Timestamp) async throws(StoreError) -> Int64 {
    try await base.increment(key, by: delta, at: now)
  }

  func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) async throws(StoreError) -> Bool {
    try await base.expire(key, ttl: ttl, at: now)
  }

  func timeLeft(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> TimeLeft {
    try await base.timeLeft(key, at: now)
  }

  func list(
    prefix: String, after cursor: ListCursor?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> ListPage {
    if let error = faults.withLock({ $0.get }) { throw error }
    return try await base.list(prefix: prefix, after: cursor, limit: limit, at: now)
  }

  func peek(_ key: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> EntryPreview? {
    try await base.peek(key, limit: limit, at: now)
  }

  func clear(prefix: String, at now: Timestamp) async throws(StoreError) -> Int {
    try await base.clear(prefix: prefix, at: now)
  }

  func close() async { await base.close() }
  func status(at now: Timestamp) -> StoreStatus { base.status(at: now) }
}

extension FaultyStore {
  var goesByLabTime: Bool { true }

  func acquireLease(
    _ key: CacheKey, token: UInt64, lasting: TTL, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    if let error = faults.withLock({ $0.lease }) { throw error }
    return try await base.acquireLease(key, token: token, lasting: lasting, at: now)
  }

  func releaseLease(_ key: CacheKey, token: UInt64, at now: Timestamp) async throws(StoreError) {
    try await base.releaseLease(key, token: token, at: now)
  }

  func voidLease(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    try await base.voidLease(key, at: now)
  }

  func setHolding(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, token: UInt64, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    try await base.setHolding(key, value, ttl: ttl, token: token, at: now)
  }

  func addMember(_ member: CacheKey, toSet name: CacheKey, at now: Timestamp) async throws(StoreError) {
    try await base.addMember(member, toSet: name, at: now)
  }

  func takeMembers(ofSet name: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey] {
    try await base.takeMembers(ofSet: name, limit: limit, at: now)
  }

  func members(ofSet name: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey] {
    try await base.members(ofSet: name, limit: limit, at: now)
  }

  func lose(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    try await base.lose(key, at: now)
  }
}
