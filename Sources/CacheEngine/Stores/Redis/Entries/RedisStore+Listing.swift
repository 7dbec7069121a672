extension RedisStore {
  /// How many `SCAN`s a page may cost, how many keys each may look at, and how many keys a page may have.
  private static let scansPerPage = 10
  private static let largestPage = 1_000

  public func list(
    prefix wanted: String, after cursor: ListCursor?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> ListPage {
    let watch = Stopwatch()
    let limit = min(max(limit, 1), Self.largestPage)
    let pattern = space.pattern(keysBeginningWith: wanted)
    var (names, next) = leftovers.withLock { $0.resume(after: cursor) }
    var seen = Set(names)
    var examined = names.count
    var scans = 0
    while let position = next, names.count < limit, scans < Self.scansPerPage {
      let count = scans == 0 ? min(max(limit, 10), Self.batch) : Self.batch
      let found = try await scan(position, pattern: pattern, count: count, for: .looking)
      names += found.names.filter { seen.insert($0).inserted }
      examined += max(count, found.names.count)
      next = found.next
      scans += 1
    }
    let rest = Array(names.dropFirst(limit))
    let onward = leftovers.withLock { $0.keep(rest, next: next) }
    let (entries, total) = try await describe(Array(names.prefix(limit)), at: now, watch)
    return ListPage(entries: entries, next: onward, examined: min(examined, max(total, names.count)), total: total)
  }

  private func describe(
    _ names: [[UInt8]], at now: Timestamp, _ watch: Stopwatch
  ) async throws(StoreError) -> (entries: [EntrySummary], total: Int) {
    var commands: [RedisCommand] = []
    for name in names { commands += [.timeLeft(key: name), .length(key: name)] }
    let replies = try await connection.send(commands + [.databaseSize], for: .looking)
    let answered = watch.now(from: now)
    var entries: [EntrySummary] = []
    for (index, name) in names.enumerated() {
      guard let milliseconds = try checked(replies[index * 2]).integer, milliseconds != -2 else { continue }
      // The length of what is not a string is an error, and stays unknown.
      let size = replies[index * 2 + 1].integer
      entries.append(summary(of: key(named: name), milliseconds: milliseconds, size: size, at: answered))
    }
    return (entries, try Int(checked(replies[names.count * 2]).integer ?? 0))
  }

  public func clear(prefix wanted: String, at now: Timestamp) async throws(StoreError) -> Int {
    let pattern = space.pattern(keysBeginningWith: wanted)
    var removed = 0
    var next: UInt64? = 0
    while let position = next {
      let found = try await scan(position, pattern: pattern, count: Self.batch, for: .request)
      next = found.next
      for start in stride(from: 0, to: found.names.count, by: Self.batch) {
        let names = Array(found.names[start..<min(start + Self.batch, found.names.count)])
        removed += Int(try await reply(to: .unlink(keys: names)).integer ?? 0)
        journal.withLock { journal in
          for name in names { journal.removed(key(named: name), .cleared, at: now) }
        }
      }
    }
    return removed
  }

  private func scan(
    _ cursor: UInt64, pattern: [UInt8], count: Int, for purpose: RedisPurpose
  ) async throws(StoreError) -> (names: [[UInt8]], next: UInt64?) {
    let command = RedisCommand.scan(cursor: cursor, pattern: pattern, count: Int64(count))
    let parts = try await reply(to: command, for: purpose).elements ?? []
    guard parts.count == 2, let text = parts[0].bytes, let next = UInt64(String(decoding: text, as: UTF8.self)),
      let elements = parts[1].elements
    else { throw .unavailable("a SCAN reply that makes no sense") }
    // A server that sent names from elsewhere would make us show, or clear, what is not ours.
    let names = elements.compactMap(\.bytes).filter(space.contains)
    return (names, next == 0 ? nil : next)
  }

  private func key(named name: [UInt8]) -> CacheKey {
    space.key(named: name)
  }
}
