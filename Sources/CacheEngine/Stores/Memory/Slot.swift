/// A place for one entry in a ``MemoryTable``.
struct Slot {
  // What a hit needs comes first and fits in one cache line.
  private(set) var key = CacheKey("")
  var value = EncodedValue(bytes: [])
  private(set) var expiresAt = Timestamp.distantFuture
  private(set) var hasTTL = false
  private(set) var isFilled = false
  var stamp: UInt64 = 0
  var hits: UInt64 = 0
  private var loadNanoseconds: Int64 = 0
  private var life = TTL.milliseconds(1)
  private(set) var writtenAt = Timestamp.zero
  /// Grows whenever the slot's deadline becomes another: older deadlines in the heap are then void.
  private(set) var generation: UInt32 = 0
  /// Grows whenever another entry moves in or the present one out: older uses in the heap are then void.
  private(set) var tenancy: UInt32 = 0

  var ttl: TTL? { hasTTL ? life : nil }

  /// What the entry counts against the byte limit.
  var weight: Int { key.text.utf8.count + value.bytes.count }

  var stored: StoredEntry {
    StoredEntry(
      bytes: value.bytes, expiry: expiry, facts: value.facts, isPlain: !value.needsFacts,
      loadNanoseconds: loadNanoseconds)
  }

  var expiry: Expiry { hasTTL ? .at(expiresAt) : .never }

  var summary: EntrySummary {
    var summary = EntrySummary(
      key: key, expiry: expiry, ttl: ttl?.duration, writtenAt: writtenAt, size: value.bytes.count,
      serializer: value.serializer, hits: hits)
    summary.add(value.facts)
    return summary
  }

  mutating func fill(key: CacheKey, value: EncodedValue, ttl: TTL?, now: Timestamp, stamp: UInt64) {
    self.key = key
    self.value = value
    loadNanoseconds = value.facts.loadNanoseconds
    self.stamp = stamp
    writtenAt = now
    hits = 0
    isFilled = true
    tenancy &+= 1
    setLife(ttl, from: now)
  }

  mutating func setLife(_ ttl: TTL?, from now: Timestamp) {
    hasTTL = ttl != nil
    if let ttl { life = ttl }
    expiresAt = ttl.map { now.advanced(by: $0.duration) } ?? .distantFuture
    generation &+= 1
  }

  mutating func empty() {
    key = CacheKey("")
    value = EncodedValue(bytes: [])
    hasTTL = false
    isFilled = false
    generation &+= 1
    tenancy &+= 1
  }
}

/// When a slot's entry ends, as long as the slot's generation is still the same.
struct Deadline: Comparable {
  var expiresAt: Timestamp
  var position: Int32
  var generation: UInt32

  static func < (left: Deadline, right: Deadline) -> Bool {
    (left.expiresAt, left.position) < (right.expiresAt, right.position)
  }
}

/// When a slot's entry had been used, as of the last time anybody looked.
struct Use: Comparable {
  var stamp: UInt64
  var position: Int32
  var tenancy: UInt32

  static func < (left: Use, right: Use) -> Bool {
    left.stamp < right.stamp
  }
}
