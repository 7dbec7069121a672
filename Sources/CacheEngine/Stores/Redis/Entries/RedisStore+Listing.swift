extension RedisStore {
  /// How many `SCAN`s a page may cost, how many keys each may look at, and how many keys a page may have.
  private static let scansPerPage = 20
  /// Keys that one `SCAN` looks at: no command may keep the server from others for a millisecond.
  private static let scanned = 100
  private static let largestPage = 1_000

  public func list(
    prefix wanted: String, after cursor: ListCursor?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> ListPage {
    let watch = Stopwatch()
    let limit = min(max(limit, 1), Self.largestPage)
    let pattern = names.pattern(for: wanted)
    var (names, next) = leftovers.withLock { $0.resume(after: cursor) }
    var seen = Set(names)
    var examined = names.count
    var scans = 0
    var gap: ListGap?
    while let position = next, names.count < limit, scans < Self.scansPerPage {
      let count = min(max(limit, 10), Self.scanned)
      let found = try await scan(position, pattern: pattern, count: count, for: .looking, leavesOutSilentNodes: true)
      names += found.names.filter { self.names.key($0, in: wanted) != nil && seen.insert($0).inserted }
      examined += max(count, found.names.count)
      next = found.next
      gap = found.gap ?? gap
      scans += 1
    }
    let rest = Array(names.dropFirst(limit))
    let onward = leftovers.withLock { $0.keep(rest, next: next) }
    let (entries, total) = try await describe(Array(names.prefix(limit)), at: now, watch)
    return ListPage(
      entries: entries, next: onward, examined: min(examined, max(total, names.count)), total: total, gap: gap)
  }

  private func describe(
    _ names: [[UInt8]], at now: Timestamp, _ watch: Stopwatch
  ) async throws(StoreError) -> (entries: [EntrySummary], total: Int) {
    let keys = names.compactMap { self.names.key($0, in: "") }
    let known = journal.withLock { journal in
      keys.map { journal.record($0)?.gone == nil ? journal.record($0)?.size : nil }
    }
    let measured = keys.indices.filter { known[$0] == nil }
    var commands = names.map { RedisCommand.timeLeft(key: $0) }
    commands += measured.map { .memory(key: names[$0]) }
    let replies = try await connection.look(commands + [.databaseSize])
    let answered = watch.now(from: now)
    var memory: [Int: Int] = [:]
    for (place, index) in measured.enumerated() {
      memory[index] = replies[names.count + place]?.integer.map { Int(clamping: $0) }
    }
    var entries: [EntrySummary] = []
    for index in names.indices {
      // What may not be asked stays unknown.
      let left = replies[index]?.integer
      if left == -2 { continue }
      var entry = summary(of: keys[index], milliseconds: left, at: answered)
      entry.memory = memory[index]
      entries.append(entry)
    }
    return (entries, Int(replies.last??.integer ?? Int64(names.count)))
  }

  public func clear(prefix wanted: String, at now: Timestamp) async throws(StoreError) -> Int {
    try await clear(prefix: wanted, at: now) { _ in true }
  }

  public func clear(
    prefix wanted: String, at now: Timestamp, goingOn: @Sendable (Int) -> Bool
  ) async throws(StoreError) -> Int {
    let pattern = names.pattern(for: wanted)
    var removed = 0
    var next: UInt64? = 0
    while let position = next, goingOn(removed) {
      let found = try await scan(position, pattern: pattern, count: Self.scanned, for: .request)
      next = found.next
      let entries = found.names.filter { names.key($0, in: wanted) != nil }
      for start in stride(from: 0, to: entries.count, by: Self.batch) {
        let batch = Array(entries[start..<min(start + Self.batch, entries.count)])
        removed += Int(try await reply(to: .unlink(keys: batch)).integer ?? 0)
        journal.withLock { journal in
          for key in batch.compactMap({ names.key($0, in: wanted) }) { journal.removed(key, .cleared, at: now) }
        }
      }
      // Nobody else would ever remove a set, and a load that began before should not store by its lease.
      let beside = wanted.isEmpty ? found.names.filter { names.key($0, in: "") == nil } : []
      if !beside.isEmpty { _ = try await reply(to: .unlink(keys: beside)) }
    }
    return removed
  }

  struct Names {
    var names: [[UInt8]]
    /// `nil` at the end.
    var next: UInt64?
    var gap: ListGap?
  }

  func scan(
    _ cursor: UInt64, pattern: [UInt8], count: Int, for purpose: RedisPurpose, leavesOutSilentNodes: Bool = false
  ) async throws(StoreError) -> Names {
    let step = ScanStep(
      cursor: cursor, pattern: pattern, count: Int64(count), leavesOutSilentNodes: leavesOutSilentNodes)
    switch try await connection.scan(step, for: purpose) {
    case .refused(let text): throw .rejected(ServerFault(text).sentence(for: text))
    case .page(let page):
      let gap = page.gap.map { gap in
        ListGap(nodes: gap.nodes.map(\.description), of: gap.total, slots: gap.slots, names: names)
      }
      // A server that sent names from elsewhere would make us show, or clear, what is not ours.
      return Names(names: page.names.filter(names.contains), next: page.next, gap: gap)
    }
  }
}
