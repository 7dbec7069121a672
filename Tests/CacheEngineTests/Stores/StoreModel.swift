@testable import CacheEngine

/// What a memory store has to do, in the plainest way: a dictionary, a list from least to most recently used, and no thought
/// of speed.
struct StoreModel {
  struct Entry {
    var bytes: [UInt8]
    var ttl: Duration?
    var writtenAt: Timestamp
    var expiresAt: Timestamp?
    var hits: UInt64 = 0
  }

  let limits: MemoryLimits
  private(set) var entries: [CacheKey: Entry] = [:]
  private var leastRecentFirst: [CacheKey] = []
  private var departed: [CacheKey: Absence] = [:]
  private(set) var counts = DepartureCounts()

  init(limits: MemoryLimits) {
    self.limits = limits
  }

  var bytes: Int { entries.reduce(0) { $0 + weight($1.key, $1.value.bytes) } }

  private func weight(_ key: CacheKey, _ bytes: [UInt8]) -> Int { key.text.utf8.count + bytes.count }

  /// Expired entries are absent: they go before anything else happens.
  mutating func dropExpired(at now: Timestamp) {
    for (key, entry) in entries {
      if let end = entry.expiresAt, end <= now { leave(key, .left(.expired, at: end)) }
    }
  }

  private mutating func leave(_ key: CacheKey, _ absence: Absence) {
    entries[key] = nil
    leastRecentFirst.removeAll { $0 == key }
    departed[key] = absence
  }

  private mutating func use(_ key: CacheKey) {
    leastRecentFirst.removeAll { $0 == key }
    leastRecentFirst.append(key)
  }

  mutating func get(_ key: CacheKey) -> StoreReading {
    guard let entry = entries[key] else { return .absent(departed[key] ?? .cold) }
    entries[key]?.hits += 1
    use(key)
    return .found(StoredEntry(bytes: entry.bytes, expiry: entry.expiresAt.map { .at($0) } ?? .never))
  }

  /// False when the entry alone is larger than the store.
  mutating func set(_ key: CacheKey, _ bytes: [UInt8], ttl: TTL?, at now: Timestamp) -> Bool {
    guard weight(key, bytes) <= limits.bytes else { return false }
    if entries[key] != nil { counts.replaced += 1 }
    let entry = Entry(
      bytes: bytes, ttl: ttl?.duration, writtenAt: now, expiresAt: ttl.map { now.advanced(by: $0.duration) })
    place(key, entry, at: now)
    return true
  }

  private mutating func place(_ key: CacheKey, _ entry: Entry, at now: Timestamp) {
    entries[key] = entry
    departed[key] = nil
    use(key)
    while entries.count > limits.entries || bytes > limits.bytes {
      leave(leastRecentFirst[0], .left(.evicted, at: now))
      counts.evicted += 1
    }
  }

  mutating func delete(_ key: CacheKey, at now: Timestamp) -> Bool {
    guard entries[key] != nil else { return false }
    counts.invalidated += 1
    leave(key, .left(.invalidated, at: now))
    return true
  }

  mutating func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) -> Bool {
    guard entries[key] != nil else { return false }
    entries[key]?.ttl = ttl?.duration
    entries[key]?.expiresAt = ttl.map { now.advanced(by: $0.duration) }
    return true
  }

  mutating func increment(_ key: CacheKey, by delta: Int64, at now: Timestamp) -> Result<Int64, StoreError> {
    guard var entry = entries[key] else {
      return set(key, Array("\(delta)".utf8), ttl: nil, at: now) ? .success(delta) : .failure(.rejected(""))
    }
    let text = String(decoding: entry.bytes, as: UTF8.self)
    guard let number = Int64(text), "\(number)" == text else { return .failure(.notAnInteger(key)) }
    let (sum, overflow) = number.addingReportingOverflow(delta)
    guard !overflow else { return .failure(.notAnInteger(key)) }
    entry.bytes = Array("\(sum)".utf8)
    guard weight(key, entry.bytes) <= limits.bytes else { return .failure(.rejected("")) }
    place(key, entry, at: now)
    return .success(sum)
  }

  mutating func clear(prefix: String, at now: Timestamp) -> Int {
    let keys = entries.keys.filter { $0.text.utf8.starts(with: prefix.utf8) }
    for key in keys { leave(key, .left(.cleared, at: now)) }
    counts.cleared += UInt64(keys.count)
    return keys.count
  }
}
