/// Leases and sets, across processes.
extension RedisStore {
  public func acquireLease(
    _ key: CacheKey, token: UInt64, lasting: TTL, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    let command = RedisCommand.set(
      key: names.lease(of: key), value: text(of: token), milliseconds: lasting.wholeMilliseconds, onlyIfAbsent: true)
    return try await reply(to: command) != .null
  }

  public func releaseLease(_ key: CacheKey, token: UInt64, at now: Timestamp) async throws(StoreError) {
    _ = try await reply(to: .releaseLease(key: names.lease(of: key), token: text(of: token)))
  }

  public func voidLease(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    _ = try await reply(to: .unlink(keys: [names.lease(of: key)]))
  }

  public func setHolding(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, token: UInt64, at now: Timestamp
  ) async throws(StoreError) -> Bool {
    let name = name(of: key)
    let kept = try kept(value, name, at: now)
    let command = RedisCommand.setHolding(
      key: name, lease: names.lease(of: key), token: text(of: token), value: kept,
      milliseconds: ttl?.wholeMilliseconds)
    guard try await reply(to: command).integer == 1 else { return false }
    wrote(key, value, ttl: ttl, at: now)
    return true
  }

  public func addMember(_ member: CacheKey, toSet set: CacheKey, at now: Timestamp) async throws(StoreError) {
    _ = try await reply(to: .addMember(set: names.set(set), member: Array(member.text.utf8)))
  }

  public func takeMembers(ofSet set: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey] {
    try await keys(in: .takeMembers(set: names.set(set), count: Int64(limit)), for: .request)
  }

  public func members(ofSet set: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey] {
    try await keys(in: .someMembers(set: names.set(set), count: Int64(limit)), for: .looking)
  }

  public func lose(_ key: CacheKey, at now: Timestamp) async throws(StoreError) {
    _ = try await reply(to: .unlink(keys: [name(of: key)]))
  }

  private func keys(in command: RedisCommand, for purpose: RedisPurpose) async throws(StoreError) -> [CacheKey] {
    (try await reply(to: command, for: purpose).elements ?? []).compactMap(\.bytes).map {
      CacheKey(String(decoding: $0, as: UTF8.self))
    }
  }

  /// Not to be guessed by another process: its number is part of it.
  private func text(of token: UInt64) -> [UInt8] {
    Array("\(ProcessIdentity.number)-\(token)".utf8)
  }
}
