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
  /// Held by whoever writes: for each table, a stamp that none of its uses is older than.
  private let admission: Lock<[UInt64]>
  let leases = Lock(LeaseTable())
  /// Looked up by name only, never gone through.
  let sets = Lock([CacheKey: NameSet]())
  private let uses = Atomic<UInt64>(0)
  private let isClosed = Atomic<Bool>(false)

  public init(limits: MemoryLimits = MemoryLimits(), rememberedDepartures: Int = 65_536) {
    self.limits = limits
    admission = Lock(Array(repeating: .max, count: Self.tableCount))
    tables = (0..<Self.tableCount).map { _ in
      Lock(MemoryTable(rememberedDepartures: rememberedDepartures / Self.tableCount))
    }
  }

  @inline(__always)
  func table(of key: CacheKey) -> Lock<MemoryTable> {
    tables[Self.number(ofTableFor: key)]
  }

  @inline(__always)
  private static func number(ofTableFor key: CacheKey) -> Int {
    Int(truncatingIfNeeded: key.fingerprint >> 40) & (tableCount - 1)
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

  public func getAtOnce(_ key: CacheKey, at now: Timestamp) -> StoreReading? {
    guard !isClosed.load(ordering: .relaxed) else { return nil }
    let stamp = nextStamp()
    return table(of: key).withLock { $0.read(key, at: now, stamp: stamp) }
  }

  public func set(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    try admit(key, value, ttl: ttl, at: now)
  }

  public func setAtOnce(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp
  ) throws(StoreError) -> Bool {
    try checkOpen()
    try admit(key, value, ttl: ttl, at: now)
    return true
  }

  public func add(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    try checkOpen()
    try admission.withLock { (oldest) throws(StoreError) in
      guard table(of: key).withLock({ $0.look(key, at: now) }) == nil else { throw .alreadyExists(key) }
      try write(key, value, ttl: ttl, at: now, &oldest)
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
    return try admission.withLock { (oldest) throws(StoreError) in
      let old = table(of: key).withLock { $0.look(key, at: now) }
      guard let old else {
        try write(
          key, EncodedValue(bytes: Array(String(delta).utf8), serializer: "integer"), ttl: nil, at: now, &oldest)
        return delta
      }
      let text = String(decoding: old.value.bytes, as: UTF8.self)
      guard let number = Int64(text), String(number) == text else { throw .notAnInteger(key) }
      let (sum, overflow) = number.addingReportingOverflow(delta)
      guard !overflow else { throw .notAnInteger(key) }
      let value = EncodedValue(bytes: Array(String(sum).utf8), serializer: old.value.serializer)
      try makeRoom(for: key, value, at: now, &oldest)
      let stamp = nextStamp()
      table(of: key).withLock { $0.replaceValue(key, value, at: now, stamp: stamp) }
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
    try admission.withLock { (oldest) throws(StoreError) in try write(key, value, ttl: ttl, at: now, &oldest) }
  }

  /// Makes room, then writes. Only called while `admission` is held: nothing but a removal can come in between.
  private func write(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp, _ oldest: inout [UInt64]
  ) throws(StoreError) {
    try makeRoom(for: key, value, at: now, &oldest)
    let stamp = nextStamp()
    let number = Self.number(ofTableFor: key)
    oldest[number] = min(oldest[number], stamp)
    tables[number].withLock { $0.write(key, value, ttl: ttl, at: now, stamp: stamp) }
  }

  /// Removes what has expired, then what was used longest ago, until `value` fits in.
  private func makeRoom(
    for key: CacheKey, _ value: EncodedValue, at now: Timestamp, _ oldest: inout [UInt64]
  ) throws(StoreError) {
    let weight = key.text.utf8.count + value.bytes.count
    guard weight <= limits.bytes else {
      throw .rejected("the entry is \(weight) bytes, the store holds \(limits.bytes)")
    }
    if hasRoom(for: key, weight: weight, at: now) { return }
    // An absent entry must not cost a living one its place, nor must the entry that is written over.
    sweep(at: now)
    let stamp = nextStamp()
    table(of: key).withLock { $0.touch(key, at: now, stamp: stamp) }
    while !hasRoom(for: key, weight: weight, at: now) { evictLeastRecent(at: now, &oldest) }
  }

  /// Stamps only grow, so what was the oldest of a table once is never too young: tables are asked, from the one that may
  /// hold the oldest use on, until one of them does.
  private func evictLeastRecent(at now: Timestamp, _ oldest: inout [UInt64]) {
    while true {
      let number = oldest.indices.min { oldest[$0] < oldest[$1] } ?? 0
      let bound = oldest[number]
      let isDone = tables[number].withLock { table in
        oldest[number] = table.oldestStamp() ?? .max
        guard oldest[number] == bound else { return false }
        table.evictLeastRecent(at: now)
        return true
      }
      if isDone || bound == .max { return }
    }
  }

  /// Counts before it looks: a removal in between can only make the store seem fuller than it is.
  private func hasRoom(for key: CacheKey, weight: Int, at now: Timestamp) -> Bool {
    let held = holding()
    if held.entries < limits.entries, held.bytes + weight <= limits.bytes { return true }
    let old = table(of: key).withLock { $0.look(key, at: now) }
    return held.entries + (old == nil ? 1 : 0) <= limits.entries
      && held.bytes + weight - (old?.weight ?? 0) <= limits.bytes
  }

  func holding() -> (entries: Int, bytes: Int) {
    var held = (entries: 0, bytes: 0)
    for table in tables {
      table.withLock { table in
        held.entries += table.count
        held.bytes += table.bytes
      }
    }
    return held
  }
}
