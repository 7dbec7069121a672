/// What the dashboard sees of a memory store. Looking counts no hit and makes no entry more recent.
extension MemoryStore {
  /// Pages in slot order: the cursor holds the table in its upper, the slot in its lower half.
  public func list(
    prefix: String, after cursor: ListCursor?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> ListPage {
    try checkOpen()
    if cursor == nil { sweep(at: now) }
    var number = Int(cursor.map { $0.position >> 32 } ?? 0)
    var start = Int(cursor.map { $0.position & 0xFFFF_FFFF } ?? 0)
    var entries: [EntrySummary] = []
    var examined = 0
    let limit = max(1, limit)
    while number < tables.count, entries.count < limit {
      // Never more slots than the page still takes, so that a page cannot grow beyond its limit.
      let page = tables[number].withLock { $0.slots(from: start, limit: limit - entries.count, at: now) }
      examined += page.living.count
      entries += page.living.lazy.filter { $0.key.text.hasUTF8Prefix(prefix) }.map(\.summary)
      number = page.next == nil ? number + 1 : number
      start = page.next ?? 0
    }
    let next = number < tables.count ? ListCursor(position: UInt64(number) << 32 | UInt64(start)) : nil
    return ListPage(entries: entries, next: next, examined: examined, total: holding().entries)
  }

  public func peek(_ key: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> EntryPreview? {
    try checkOpen()
    return table(of: key).withLock { $0.look(key, at: now) }.map { slot in
      EntryPreview(summary: slot.summary, bytes: Array(slot.value.bytes.prefix(max(0, limit))))
    }
  }

  public func clear(prefix: String, at now: Timestamp) async throws(StoreError) -> Int {
    try checkOpen()
    var cleared = 0
    for table in tables {
      var start: Int? = 0
      while let from = start {
        table.withLock { table in
          let page = table.slots(from: from, limit: Self.sweepSlice, at: now)
          for slot in page.living where slot.key.text.hasUTF8Prefix(prefix) {
            if table.remove(slot.key, as: .cleared, at: now) { cleared += 1 }
          }
          start = page.next
        }
      }
    }
    return cleared
  }

  /// The entry that ends first after `now`; `nil` when none ever does.
  func nextToExpire(at now: Timestamp) -> (key: CacheKey, at: Timestamp)? {
    sweep(at: now)
    return tables.compactMap { $0.withLock { $0.nextToExpire() } }.min { ($0.at, $0.key) < ($1.at, $1.key) }
  }

  /// Removes every entry whose time has come, a slice at a time, so that no request waits for it.
  public func sweep(at now: Timestamp) {
    for table in tables {
      while table.withLock({ $0.sweep(at: now, limit: Self.sweepSlice) }) {}
    }
  }

  /// Sweeps first, so that nothing is counted that has expired.
  public func status(at now: Timestamp) -> StoreStatus {
    sweep(at: now)
    let since = now.advanced(by: .zero - Self.departuresShownFor)
    var counts = DepartureCounts()
    var left: [DepartedEntry] = []
    var held = (entries: 0, bytes: 0)
    for table in tables {
      table.withLock { table in
        counts += table.departureCounts
        left += table.departures.recent(since: since, limit: Self.departuresShown)
        held = (held.entries + table.count, held.bytes + table.bytes)
      }
    }
    left.sort { ($1.at, $0.key) < ($0.at, $1.key) }
    return StoreStatus(
      kind: "memory", dialect: .memory, entries: held.entries, bytes: held.bytes, capacity: limits.entries,
      byteCapacity: limits.bytes,
      departures: counts, recentlyLeft: Array(left.prefix(Self.departuresShown)))
  }

  /// Entries that left since the cursor was last used, oldest first: one cursor a table, all 0 at first.
  func departures(since cursors: inout [Int]) -> [DepartedEntry] {
    var left: [DepartedEntry] = []
    for (number, table) in tables.enumerated() {
      table.withLock { left += $0.departures.new(since: &cursors[number]) }
    }
    if left.count > 1 { left.sort { ($0.at, $0.key) < ($1.at, $1.key) } }
    return left
  }
}

extension DepartureCounts {
  static func += (left: inout DepartureCounts, right: DepartureCounts) {
    left.expiredOnAccess += right.expiredOnAccess
    left.expiredBySweep += right.expiredBySweep
    left.evicted += right.evicted
    left.invalidated += right.invalidated
    left.cleared += right.cleared
    left.replaced += right.replaced
  }
}

extension String {
  /// Compares bytes: `hasPrefix` would call two ways of writing "é" the same.
  func hasUTF8Prefix(_ prefix: String) -> Bool {
    utf8.starts(with: prefix.utf8)
  }
}
