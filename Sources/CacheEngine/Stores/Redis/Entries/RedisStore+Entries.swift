extension RedisStore {
  public func exists(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    try await reply(to: .exists(key: name(of: key))).integer == 1
  }

  public func delete(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    let watch = Stopwatch()
    let removed = try await reply(to: .unlink(keys: [name(of: key)])).integer == 1
    journal.withLock { journal in
      if removed {
        journal.removed(key, .invalidated, at: now)
      } else {
        _ = journal.missed(key, began: now, at: watch.now(from: now))
      }
    }
    return removed
  }

  public func increment(_ key: CacheKey, by delta: Int64, at now: Timestamp) async throws(StoreError) -> Int64 {
    switch try await connection.send(.increment(key: name(of: key), by: delta), for: .request) {
    case .integer(let sum):
      journal.withLock { $0.incremented(key, isNew: sum == delta, at: now) }
      return sum
    case .error(let text) where Self.meansNoInteger(text): throw .notAnInteger(key)
    case .error(let text): throw .rejected(ServerFault(text).sentence(for: text))
    default: throw .unavailable("a reply of the wrong kind")
    }
  }

  private static func meansNoInteger(_ text: String) -> Bool {
    text.hasPrefix("WRONGTYPE") || text.hasPrefix("ERR value is not an integer")
      || text.hasPrefix("ERR increment or decrement would overflow")
  }

  public func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) async throws(StoreError) -> Bool {
    let name = name(of: key)
    let exists: Bool
    if let ttl {
      exists = try await reply(to: .expire(key: name, milliseconds: ttl.wholeMilliseconds)).integer == 1
    } else {
      // PERSIST says 0 both for no key and for a key that never expires, so it is asked as well whether there is one.
      let replies = try await connection.send([.persist(key: name), .exists(key: name)], for: .request)
      for reply in replies { _ = try checked(reply) }
      exists = replies.last?.integer == 1
    }
    if exists { journal.withLock { $0.expires(key, ttl: ttl, at: now) } }
    return exists
  }

  public func timeLeft(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> TimeLeft {
    switch try await reply(to: .timeLeft(key: name(of: key)), for: .looking).integer {
    case .some(-1): .unlimited
    case .some(let milliseconds) where milliseconds >= 0: .limited(.milliseconds(milliseconds))
    default: .absent
    }
  }

  /// What is not a string is named and never fetched.
  ///
  /// - Note: Reading a value makes it recently used before Redis 7.2. Its TTL and its size do not.
  public func peek(_ key: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> EntryPreview? {
    let watch = Stopwatch()
    let name = name(of: key)
    let replies = try await connection.send(
      [.timeLeft(key: name), .type(key: name), .memory(key: name)], for: .looking)
    if replies[0].integer == -2 { return nil }
    var summary = summary(of: key, milliseconds: replies[0].integer, at: watch.now(from: now))
    summary.memory = replies[2].integer.map { Int(clamping: $0) }
    let type = String(decoding: try checked(replies[1]).status ?? [], as: UTF8.self)
    if type == "none" { return nil }
    guard type == "string" else { return EntryPreview(summary: summary, bytes: [], type: type) }
    // A range that ends at -1 would be the whole value, so none is asked for when nothing is wanted.
    guard limit > 0 else { return EntryPreview(summary: summary, bytes: []) }
    let asked = min(limit, Self.longestPreview) + EntryEnvelope.longestLine(for: name)
    let range = RedisCommand.range(key: name, first: 0, last: Int64(asked) - 1)
    let kept = try await reply(to: range, for: .looking).bytes ?? []
    let (bytes, facts) = preview(kept, name, at: watch.now(from: now))
    let shown = bytes.prefix(min(limit, Self.longestPreview))
    let isCut = kept.count == asked || shown.count < bytes.count
    summary.size = summary.size ?? (kept.count == asked ? nil : bytes.count)
    summary.add(facts)
    return EntryPreview(summary: summary, bytes: Array(shown), isCut: isCut)
  }

  /// The beginning of a value, for eyes: what is not as it was written is shown as it is.
  private func preview(_ kept: [UInt8], _ name: [UInt8], at now: Timestamp) -> (bytes: [UInt8], facts: EntryFacts) {
    do throws(StoreError) { return try opened(kept, name, at: now, isWhole: false) } catch { return (kept, .unknown) }
  }

  /// Bytes of a value that are read for eyes at most.
  private static let longestPreview = 4_096

  /// What a list says of an entry that has `milliseconds` left (-1: for ever, `nil`: not told) by the server's account.
  func summary(of key: CacheKey, milliseconds: Int64?, at now: Timestamp) -> EntrySummary {
    let told = milliseconds.map { $0 >= 0 ? Expiry.at(now.advanced(by: .milliseconds($0))) : .never }
    let record = journal.withLock { journal -> EntryJournal.Record? in
      if let told { return journal.told(key, expiry: told, at: now) }
      return journal.record(key).flatMap { $0.gone == nil ? $0 : nil }
    }
    // Our own deadline does not tremble with the network.
    return EntrySummary(
      key: key, expiry: record?.expiry ?? told ?? .unknown, ttl: record?.ttl, writtenAt: record?.writtenAt,
      size: record?.size, serializer: record?.serializer, hits: record?.hits ?? 0)
  }
}
