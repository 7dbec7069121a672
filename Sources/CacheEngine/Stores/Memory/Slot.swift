/// A place for one entry in a ``MemoryTable``.
struct Slot {
  static let nowhere: Int32 = -1

  private(set) var key = CacheKey("")
  var value = EncodedValue(bytes: [])
  private(set) var ttl: TTL?
  private(set) var writtenAt = Timestamp.zero
  private(set) var expiresAt = Timestamp.distantFuture
  private(set) var isFilled = false
  /// Grows whenever the slot's deadline becomes another: older deadlines in the heap are then void.
  private(set) var generation: UInt32 = 0
  var hits: UInt64 = 0
  var stamp: UInt64 = 0
  var newer = Slot.nowhere
  var older = Slot.nowhere

  /// What the entry counts against the byte limit.
  var weight: Int { key.text.utf8.count + value.bytes.count }

  var stored: StoredEntry { StoredEntry(bytes: value.bytes, expiry: expiry) }

  var expiry: Expiry { ttl == nil ? .never : .at(expiresAt) }

  var summary: EntrySummary {
    EntrySummary(
      key: key, expiry: expiry, ttl: ttl?.duration, writtenAt: writtenAt, size: value.bytes.count,
      serializer: value.serializer, hits: hits)
  }

  mutating func fill(key: CacheKey, value: EncodedValue, ttl: TTL?, now: Timestamp, stamp: UInt64) {
    self.key = key
    self.value = value
    self.stamp = stamp
    writtenAt = now
    hits = 0
    isFilled = true
    setLife(ttl, from: now)
  }

  mutating func setLife(_ ttl: TTL?, from now: Timestamp) {
    self.ttl = ttl
    expiresAt = ttl.map { now.advanced(by: $0.duration) } ?? .distantFuture
    generation &+= 1
  }

  mutating func empty() {
    key = CacheKey("")
    value = EncodedValue(bytes: [])
    ttl = nil
    isFilled = false
    generation &+= 1
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
