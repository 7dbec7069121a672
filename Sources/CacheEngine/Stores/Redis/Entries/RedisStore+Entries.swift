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

  public func peek(_ key: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> EntryPreview? {
    let watch = Stopwatch()
    let name = name(of: key)
    var commands = [RedisCommand.timeLeft(key: name), .length(key: name)]
    // A range that ends at -1 would be the whole value, so none is asked for when nothing is wanted.
    let line = EntryEnvelope.longestLine(for: name)
    if limit > 0 { commands.append(.range(key: name, first: 0, last: Int64(limit + line) - 1)) }
    let replies = try await connection.send(commands, for: .looking)
    let timeLeft = try checked(replies[0]).integer
    guard let milliseconds = timeLeft, milliseconds != -2 else { return nil }
    for reply in replies { _ = try checked(reply) }
    let answered = watch.now(from: now)
    let kept = limit > 0 ? replies[2].bytes ?? [] : []
    var size = replies[1].integer
    let (bytes, facts) = preview(kept, name, at: answered)
    size = size.map { $0 - Int64(kept.count - bytes.count) }
    var summary = summary(of: key, milliseconds: milliseconds, size: size, at: answered)
    summary.add(facts)
    return EntryPreview(summary: summary, bytes: Array(bytes.prefix(limit)))
  }

  /// The beginning of a value, for eyes: what is not as it was written is shown as it is.
  private func preview(_ kept: [UInt8], _ name: [UInt8], at now: Timestamp) -> (bytes: [UInt8], facts: EntryFacts) {
    do throws(StoreError) { return try opened(kept, name, at: now, isWhole: false) } catch { return (kept, .unknown) }
  }

  /// What a list says of an entry that has `milliseconds` left (-1: for ever) by the server's account.
  func summary(of key: CacheKey, milliseconds: Int64, size: Int64?, at now: Timestamp) -> EntrySummary {
    let told = milliseconds >= 0 ? Expiry.at(now.advanced(by: .milliseconds(milliseconds))) : .never
    let record = journal.withLock { $0.told(key, expiry: told, at: now) }
    // Our own deadline does not tremble with the network.
    let expiry = record?.expiry ?? told
    // The server counts the envelope, too. Of another process's entries nothing more is known.
    let isAsWritten = record?.kept != nil && record?.kept == size.map { Int($0) }
    let written = isAsWritten ? record?.size : nil
    return EntrySummary(
      key: key, expiry: expiry, ttl: record?.ttl, writtenAt: record?.writtenAt, size: written ?? size.map { Int($0) },
      serializer: record?.serializer, hits: record?.hits ?? 0)
  }
}
