/// One line of a key list: everything about an entry but its value.
public struct EntrySummary: Hashable, Sendable {
  public var key: CacheKey
  public var expiry: Expiry
  /// When its TTL ends; `nil` when it is not kept beyond that, which is when it ends.
  public var freshUntil: Timestamp?
  /// What the load took that filled it; `nil` when that is not known.
  public var loadTime: Duration?
  /// It says that there is no such row.
  public var isNegative = false
  /// The life given at the last write; `nil` when it was for ever or is not known.
  public var ttl: Duration?
  public var writtenAt: Timestamp?
  /// Size of the value in bytes, `nil` when it is not known.
  public var size: Int?
  /// Bytes that key and value take on a server, `nil` when it was not asked.
  public var memory: Int?
  /// Its time was up when the store still named it: past its deadline, not collected.
  public var isOverdue = false
  /// Name of the serializer that made the value, `nil` for an entry of another program.
  public var serializer: String?
  /// What kind of value a server holds under the key: "string", "hash", …; `nil` when it was not asked for.
  public var type: String?
  /// Hits since the entry was written, as far as this process saw them.
  public var hits: UInt64

  public init(
    key: CacheKey, expiry: Expiry, ttl: Duration? = nil, writtenAt: Timestamp? = nil, size: Int? = nil,
    serializer: String? = nil, hits: UInt64 = 0
  ) {
    self.key = key
    self.expiry = expiry
    self.ttl = ttl
    self.writtenAt = writtenAt
    self.size = size
    self.serializer = serializer
    self.hits = hits
  }
}

extension EntrySummary {
  /// What is known beside the bytes.
  mutating func add(_ facts: EntryFacts) {
    if case .at(let end) = expiry, facts.freshUntil < end {
      freshUntil = facts.freshUntil
      if let writtenAt { ttl = writtenAt.duration(to: facts.freshUntil) }
    }
    if facts.loadNanoseconds > 0 { loadTime = facts.loadTime }
    isNegative = facts.isNegative
  }
}

/// Where a list goes on. Opaque: only the store that gave it can read it.
public struct ListCursor: Hashable, Sendable {
  public var position: UInt64

  public init(position: UInt64) {
    self.position = position
  }
}

/// A page of a key list.
public struct ListPage: Sendable {
  public var entries: [EntrySummary]
  /// `nil` when everything has been seen.
  public var next: ListCursor?
  /// Keys the store looked at to make this page, matching or not.
  public var examined: Int
  /// About how many keys the store holds in all.
  public var total: Int
  /// What of a cluster was left out so far, as it does not answer; `nil` for nothing.
  public var gap: ListGap?

  public init(entries: [EntrySummary], next: ListCursor?, examined: Int, total: Int, gap: ListGap? = nil) {
    self.entries = entries
    self.next = next
    self.examined = examined
    self.total = total
    self.gap = gap
  }
}

/// An entry that left a moment ago.
public struct DepartedEntry: Hashable, Sendable {
  public var key: CacheKey
  public var departure: Departure
  public var at: Timestamp
  public var ttl: Duration?

  public init(key: CacheKey, departure: Departure, at: Timestamp, ttl: Duration?) {
    self.key = key
    self.departure = departure
    self.at = at
    self.ttl = ttl
  }
}
