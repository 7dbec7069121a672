import HeapModule

/// The rules of the memory store as a value: which entry lives until when, and which one leaves first.
///
/// A use only writes its stamp into the entry's slot. Which entry was used longest ago is worked out when somebody asks: a
/// heap remembers stamps as they once were, and whatever comes up with an old one goes back in with the present one. So
/// the order is exactly that of a linked list, and a hit touches one slot instead of four.
struct MemoryTable {
  /// How many entries left, by cause.
  private(set) var departureCounts = DepartureCounts()
  private(set) var departures: DepartureLog
  private(set) var bytes = 0

  private var slots: ContiguousArray<Slot> = []
  private var vacant: [Int32] = []
  private var index = KeyIndex()
  private var deadlines = Heap<Deadline>()
  private var uses = Heap<Use>()

  init(rememberedDepartures: Int) {
    departures = DepartureLog(capacity: rememberedDepartures)
  }

  var count: Int { index.count }

  /// The stamp of the entry that was used longest ago.
  mutating func oldestStamp() -> UInt64? {
    leastRecent().map { slots[Int($0)].stamp }
  }

  /// Reads an entry for a request: counts a hit and makes it the most recently used. `stamp` must grow from use to use.
  mutating func read(_ key: CacheKey, at now: Timestamp, stamp: UInt64) -> StoreReading {
    guard let position = find(key) else { return .absent(absence(of: key)) }
    let stored: StoredEntry? = slots.withUnsafeMutableBufferPointer { slots in
      let slot = slots.baseAddress.unsafelyUnwrapped + Int(position)
      guard slot.pointee.expiresAt > now else { return nil }
      slot.pointee.hits += 1
      slot.pointee.stamp = stamp
      return slot.pointee.stored
    }
    return stored.map(StoreReading.found) ?? .absent(.left(.expired, at: expire(position, onAccess: true)))
  }

  /// What lies in a slot, without the traces that a request leaves. Expired entries are absent here too.
  mutating func look(_ key: CacheKey, at now: Timestamp) -> Slot? {
    guard let position = living(key, at: now) else { return nil }
    return slots[Int(position)]
  }

  /// Writes an entry over whatever lies under the key.
  mutating func write(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp, stamp: UInt64) {
    if let position = living(key, at: now) {
      departureCounts.replaced += 1
      release(position)
    }
    departures.forget(key)
    let position = vacant.popLast() ?? appendSlot()
    slots[Int(position)].fill(key: key, value: value, ttl: ttl, now: now, stamp: stamp)
    index.insert(key, position)
    bytes += slots[Int(position)].weight
    remember(position)
    schedule(position)
  }

  /// Makes a living entry the most recently used, without counting a hit.
  mutating func touch(_ key: CacheKey, at now: Timestamp, stamp: UInt64) {
    if let position = living(key, at: now) { slots[Int(position)].stamp = stamp }
  }

  /// Changes the bytes of a living entry: a use of it, after which its life is as before.
  mutating func replaceValue(_ key: CacheKey, _ value: EncodedValue, at now: Timestamp, stamp: UInt64) {
    guard let position = living(key, at: now) else { return }
    slots[Int(position)].stamp = stamp
    bytes -= slots[Int(position)].weight
    slots[Int(position)].value = value
    bytes += slots[Int(position)].weight
  }

  /// Gives a living entry a new deadline; `nil` takes it away. False where nothing lives.
  mutating func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) -> Bool {
    guard let position = living(key, at: now) else { return false }
    slots[Int(position)].setLife(ttl, from: now)
    schedule(position)
    return true
  }

  /// Ends a living entry; `departure` says why. False where nothing lives.
  mutating func remove(_ key: CacheKey, as departure: Departure, at now: Timestamp) -> Bool {
    guard let position = living(key, at: now) else { return false }
    remove(position, as: departure, at: now)
    return true
  }

  /// Ends the entry that was used longest ago.
  mutating func evictLeastRecent(at now: Timestamp) {
    guard let position = leastRecent() else { return }
    if slots[Int(position)].expiresAt <= now {
      _ = expire(position, onAccess: false)
    } else {
      remove(position, as: .evicted, at: now)
    }
  }

  /// The entry that ends first.
  mutating func nextToExpire() -> (key: CacheKey, at: Timestamp)? {
    while let next = deadlines.min {
      if isCurrent(next) { return (slots[Int(next.position)].key, next.expiresAt) }
      _ = deadlines.popMin()
    }
    return nil
  }

  /// Removes at most `limit` entries whose time has come. True when more are waiting.
  mutating func sweep(at now: Timestamp, limit: Int) -> Bool {
    var removed = 0
    while let next = deadlines.min, next.expiresAt <= now {
      guard removed < limit else { return true }
      _ = deadlines.popMin()
      guard isCurrent(next) else { continue }
      _ = expire(next.position, onAccess: false)
      removed += 1
    }
    return false
  }

  /// Living entries in slot order, beginning with slot `start`, at most `limit` slots looked at.
  func slots(from start: Int, limit: Int, at now: Timestamp) -> (living: [Slot], next: Int?) {
    guard start < slots.count else { return ([], nil) }
    let end = min(slots.count, start + max(1, limit))
    let living = slots[start..<end].filter { $0.isFilled && $0.expiresAt > now }
    return (living, end < slots.count ? end : nil)
  }
}

extension MemoryTable {
  /// The position of a living entry; an expired one is removed on the way.
  private mutating func living(_ key: CacheKey, at now: Timestamp) -> Int32? {
    guard let position = find(key) else { return nil }
    guard slots[Int(position)].expiresAt > now else {
      _ = expire(position, onAccess: true)
      return nil
    }
    return position
  }

  @inline(__always)
  private func find(_ key: CacheKey) -> Int32? {
    index.find(key) { slots[Int($0)].key == key }
  }

  private func absence(of key: CacheKey) -> Absence {
    guard let left = departures.latest(of: key) else { return .cold }
    return .left(left.departure, at: left.at)
  }

  private mutating func expire(_ position: Int32, onAccess: Bool) -> Timestamp {
    if onAccess { departureCounts.expiredOnAccess += 1 } else { departureCounts.expiredBySweep += 1 }
    let deadline = slots[Int(position)].expiresAt
    depart(position, as: .expired, at: deadline)
    return deadline
  }

  private mutating func remove(_ position: Int32, as departure: Departure, at now: Timestamp) {
    switch departure {
    case .evicted: departureCounts.evicted += 1
    case .invalidated: departureCounts.invalidated += 1
    case .cleared: departureCounts.cleared += 1
    case .expired: departureCounts.expiredOnAccess += 1
    }
    depart(position, as: departure, at: now)
  }

  private mutating func depart(_ position: Int32, as departure: Departure, at moment: Timestamp) {
    let slot = slots[Int(position)]
    departures.note(DepartedEntry(key: slot.key, departure: departure, at: moment, ttl: slot.ttl?.duration))
    release(position)
  }

  /// Empties a slot without saying why.
  private mutating func release(_ position: Int32) {
    index.remove(slots[Int(position)].key, position)
    bytes -= slots[Int(position)].weight
    slots[Int(position)].empty()
    vacant.append(position)
  }

  private mutating func appendSlot() -> Int32 {
    slots.append(Slot())
    return Int32(slots.count - 1)
  }

  private mutating func remember(_ position: Int32) {
    let slot = slots[Int(position)]
    uses.insert(Use(stamp: slot.stamp, position: position, tenancy: slot.tenancy))
    // Uses of entries that left stay in the heap until they come up; this keeps them from piling up.
    if uses.count > 2 * index.count + 64 {
      let slots = slots
      uses = Heap(uses.unordered.filter { slots[Int($0.position)].tenancy == $0.tenancy })
    }
  }

  /// The position of the entry that was used longest ago.
  private mutating func leastRecent() -> Int32? {
    while let use = uses.min {
      let slot = slots[Int(use.position)]
      if slot.tenancy == use.tenancy, slot.stamp == use.stamp { return use.position }
      _ = uses.popMin()
      if slot.tenancy == use.tenancy {
        uses.insert(Use(stamp: slot.stamp, position: use.position, tenancy: use.tenancy))
      }
    }
    return nil
  }

  private mutating func schedule(_ position: Int32) {
    let slot = slots[Int(position)]
    guard slot.ttl != nil else { return }
    deadlines.insert(Deadline(expiresAt: slot.expiresAt, position: position, generation: slot.generation))
    // Deadlines of overwritten entries stay in the heap until they come up; this keeps them from piling up.
    if deadlines.count > 2 * index.count + 64 { deadlines = Heap(deadlines.unordered.filter(isCurrent)) }
  }

  private func isCurrent(_ deadline: Deadline) -> Bool {
    slots[Int(deadline.position)].generation == deadline.generation
  }
}
