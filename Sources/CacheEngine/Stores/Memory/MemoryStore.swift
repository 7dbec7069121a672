import Synchronization

/// Entries in this process's memory: bounded, least recently used out first, time told by the caller.
///
/// Tables with a lock each share the keys out by their fingerprint, so that two threads rarely meet. Which entry was used
/// longest ago is still decided over all of them, by a stamp that every use draws from one counter: the store behaves
/// exactly as one LRU list would. Writes pass one further lock that keeps the bounds exact.
public final class MemoryStore: CacheStore {
  static let tableCount = 8
  /// Entries removed while one lock is held: far less than a millisecond's work.
  static let sweepSlice = 256
  static let departuresShown = 64
  static let departuresShownFor = Duration.seconds(5)

  let limits: MemoryLimits
  let tables: [Lock<MemoryTable>]
  private let admission = Lock(())
  private let uses = Atomic<UInt64>(0)
  private let isClosed = Atomic<Bool>(false)

  public init(limits: MemoryLimits = MemoryLimits(), rememberedDepartures: Int = 65_536) {
    self.limits = limits
    tables = (0..<Self.tableCount).map { _ in
      Lock(MemoryTable(rememberedDepartures: rememberedDepartures / Self.tableCount))
    }
  }

  @inline(__always)
  func table(of key: CacheKey) -> Lock<MemoryTable> {
    tables[Int(truncatingIfNeeded: key.fingerprint >> 40) & (Self.tableCount - 1)]
  }

  @inline(__always)
  func nextStamp() -> UInt64 {
    uses.add(1, ordering: .relaxed).newValue
  }

  @inline(__always)
  func checkOpen() throws(StoreError) {
    if isClosed.load(ordering: .relaxed) { throw .closed }
  }

  public func get(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> StoreReading {
    try checkOpen()
    let stamp = nextStamp()
    return table(of: key).withLock { $0.read(key, at: now, stamp: stamp) }
  }

  public func set(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    try admit(key, value, ttl: ttl, at: now)
  }

  public func add(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    try admission.withLock { (_) throws(StoreError) in
      guard table(of: key).withLock({ $0.look(key, at: now) }) == nil else { throw .alreadyExists(key) }
      try write(key, value, ttl: ttl, at: now)
    }
  }

  public func exists(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    try checkOpen()
    return table(of: key).withLock { $0.look(key, at: now) } != nil
  }

  public func delete(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool {
    try checkOpen()
    return table(of: key).withLock { $0.remove(key, as: .invalidated, at: now) }
  }

  public func getMany(_ keys: [CacheKey], at now: Timestamp) async throws(StoreError) -> [StoreReading] {
    try checkOpen()
    return keys.map { key in
      let stamp = nextStamp()
      return table(of: key).withLock { $0.read(key, at: now, stamp: stamp) }
    }
  }

  public func setMany(
    _ entries: [(CacheKey, EncodedValue)], ttl: TTL?, at now: Timestamp
  ) async throws(StoreError) {
    try checkOpen()
    for (key, value) in entries { try admit(key, value, ttl: ttl, at: now) }
  }

  public func increment(
    _ key: CacheKey, by delta: Int64, at now: Timestamp
  ) async throws(StoreError) -> Int64 {
    try checkOpen()
    return try admission.withLock { (_) throws(StoreError) in
      let old = table(of: key).withLock { $0.look(key, at: now) }
      guard let old else {
        try write(key, EncodedValue(bytes: Array(String(delta).utf8), serializer: "integer"), ttl: nil, at: now)
        return delta
      }
      guard let number = Int64(String(decoding: old.value.bytes, as: UTF8.self)) else { throw .notAnInteger(key) }
      let (sum, overflow) = number.addingReportingOverflow(delta)
      guard !overflow else { throw .notAnInteger(key) }
      let value = EncodedValue(bytes: Array(String(sum).utf8), serializer: old.value.serializer)
      table(of: key).withLock { $0.replaceValue(key, value, at: now) }
      return sum
    }
  }

  public func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) async throws(StoreError) -> Bool {
    try checkOpen()
    return table(of: key).withLock { $0.expire(key, ttl: ttl, at: now) }
  }

  public func timeLeft(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> TimeLeft {
    try checkOpen()
    guard let slot = table(of: key).withLock({ $0.look(key, at: now) }) else { return .absent }
    return slot.ttl == nil ? .unlimited : .limited(now.duration(to: slot.expiresAt))
  }

  public func close() async {
    isClosed.store(true, ordering: .relaxed)
  }
}

extension MemoryStore {
  private func admit(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) throws(StoreError) {
    try admission.withLock { (_) throws(StoreError) in try write(key, value, ttl: ttl, at: now) }
  }

  /// Makes room, then writes. Only called while `admission` is held: nothing but a removal can come in between.
  private func write(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) throws(StoreError) {
    let weight = key.text.utf8.count + value.bytes.count
    guard weight <= limits.bytes else {
      throw .rejected("the entry is \(weight) bytes, the store holds \(limits.bytes)")
    }
    let old = table(of: key).withLock { $0.look(key, at: now) }
    let (newEntries, newBytes) = old.map { (0, weight - $0.weight) } ?? (1, weight)
    makeRoom(entries: newEntries, bytes: newBytes, at: now)
    let stamp = nextStamp()
    table(of: key).withLock { $0.write(key, value, ttl: ttl, at: now, stamp: stamp) }
  }

  private func makeRoom(entries: Int, bytes: Int, at now: Timestamp) {
    var held = holding()
    while held.entries + entries > limits.entries || held.bytes + bytes > limits.bytes, held.entries > 0 {
      let oldest = tables.min { ($0.withLock(\.oldestStamp) ?? .max) < ($1.withLock(\.oldestStamp) ?? .max) }
      oldest?.withLock { $0.evictLeastRecent(at: now) }
      held = holding()
    }
  }

  func holding() -> (entries: Int, bytes: Int) {
    tables.reduce(into: (0, 0)) { total, table in
      let (count, bytes) = table.withLock { ($0.count, $0.bytes) }
      total = (total.0 + count, total.1 + bytes)
    }
  }
}
