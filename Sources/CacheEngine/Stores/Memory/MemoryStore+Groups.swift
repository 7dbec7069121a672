/// Leases and sets: what lies beside the entries.
extension MemoryStore {
  public var goesByLabTime: Bool { true }

  public func acquireLease(
    _ key: CacheKey, token: UInt64, lasting: TTL, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    try checkOpen()
    return leases.withLock {
      $0.acquire(key, token: token, until: now.advanced(by: lasting.duration), at: now)
    }
  }

  public func releaseLease(_ key: CacheKey, token: UInt64, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    leases.withLock { $0.release(key, token: token) }
  }

  public func voidLease(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    leases.withLock { $0.void(key) }
  }

  public func setHolding(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, token: UInt64, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    try checkOpen()
    // Held throughout, so that no deletion comes between the look and the write.
    return try leases.withLock { (leases) throws(StoreError) in
      guard leases.isHeld(key, by: token, at: now) else { return false }
      leases.release(key, token: token)
      return try setAtOnce(key, value, ttl: ttl, at: now)
    }
  }

  public func addMember(_ member: CacheKey, toSet name: CacheKey, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    sets.withLock { sets in
      sets[name, default: NameSet()].add(member)
      guard sets[name]?.isCrowded == true else { return }
      sets[name]?.keep { key in table(of: key).withLock { $0.look(key, at: now) } != nil }
    }
  }

  public func takeMembers(
    ofSet name: CacheKey, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> [CacheKey] {
    try checkOpen()
    return sets.withLock { $0[name]?.take(limit) ?? [] }
  }

  public func members(ofSet name: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey] {
    try checkOpen()
    return sets.withLock { Array(($0[name]?.names ?? []).prefix(limit)) }
  }

  public func lose(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    _ = table(of: key).withLock { $0.remove(key, as: .evicted, at: now) }
  }
}
