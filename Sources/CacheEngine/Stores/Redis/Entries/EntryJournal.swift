/// What this process remembers of the entries it wrote to a server, which keeps no such account itself.
///
/// Pure: it is told the time. It never decides whether an entry exists, only what to say about one that does or does not.
/// At most `capacity` keys are remembered; the one longest unwritten gives way, and is a stranger's from then on.
struct EntryJournal {
  struct Record: Sendable {
    var key: CacheKey
    /// `nil` for an entry of another program.
    var serializer: String?
    var ttl: Duration?
    var writtenAt: Timestamp?
    var expiry: Expiry
    var size: Int?
    /// Whether the value was sent with a line before it that tells its key.
    var isSealed = false
    var hits: UInt64 = 0
    /// How the entry left, once it did.
    var gone: (departure: Departure, at: Timestamp)?

    var deadline: Timestamp? {
      if case .at(let deadline) = expiry { deadline } else { nil }
    }
  }

  private(set) var departures = DepartureCounts()
  /// Entries written here and alive by our account.
  private(set) var living = 0
  private var table: BoundedTable<Record>
  private var deadlines = DeadlineQueue()
  private var recent: Ring<DepartedEntry>

  init(capacity: Int = 65_536, recentCapacity: Int = 64) {
    table = BoundedTable(capacity: capacity)
    recent = Ring(capacity: recentCapacity)
  }

  func record(_ key: CacheKey) -> Record? { table[key] }

  mutating func wrote(
    _ key: CacheKey, serializer: String?, size: Int?, isSealed: Bool = false, ttl: TTL?, at now: Timestamp
  ) {
    let expiry = ttl.map { Expiry.at(now.advanced(by: $0.duration)) } ?? .never
    wrote(
      Record(
        key: key, serializer: serializer, ttl: ttl?.duration, writtenAt: now, expiry: expiry, size: size,
        isSealed: isSealed),
      at: now)
  }

  private mutating func wrote(_ record: Record, at now: Timestamp) {
    if let old = table[record.key], old.gone == nil {
      if let deadline = old.deadline, deadline <= now {
        leave(record.key, .expired, at: deadline, onAccess: true)
        living += 1
      } else {
        departures.replaced += 1
      }
    } else {
      living += 1
    }
    if let forgotten = table.insert(record, for: record.key), forgotten.gone == nil { living -= 1 }
    if let deadline = record.deadline { deadlines.add(record.key, deadline, live: table.count) }
  }

  /// A counter was changed: its life goes on where there was one. `isNew` when the sum shows that counting began at 0.
  mutating func incremented(_ key: CacheKey, isNew: Bool, at now: Timestamp) {
    if !isNew, let old = table[key], old.gone == nil {
      table.update(key) { $0.writtenAt = now }
    } else {
      let expiry = isNew ? Expiry.never : .unknown
      wrote(Record(key: key, serializer: "integer", ttl: nil, writtenAt: now, expiry: expiry), at: now)
    }
  }

  /// Another program wrote over the value: it does not tell its key any more.
  mutating func overwritten(_ key: CacheKey) {
    table.update(key) { $0.isSealed = false }
  }

  mutating func expires(_ key: CacheKey, ttl: TTL?, at now: Timestamp) {
    let expiry = ttl.map { Expiry.at(now.advanced(by: $0.duration)) } ?? .never
    if table[key]?.gone == nil, table[key] != nil {
      table.update(key) {
        $0.ttl = ttl?.duration
        $0.expiry = expiry
      }
      if case .at(let deadline) = expiry { deadlines.add(key, deadline, live: table.count) }
    } else {
      wrote(Record(key: key, serializer: nil, ttl: ttl?.duration, writtenAt: nil, expiry: expiry), at: now)
    }
  }

  /// How far the network may move a deadline that the server tells before it counts as another one.
  static let tremble = Duration.milliseconds(50)

  /// The server said how long an entry has to live: where it does not agree with our account, somebody else has changed
  /// that. Returns what is known of the entry, `nil` when by our account it is not there.
  mutating func told(_ key: CacheKey, expiry: Expiry, at now: Timestamp) -> Record? {
    guard let record = table[key], record.gone == nil else { return nil }
    guard !agree(record.expiry, expiry) else { return record }
    table.update(key) { record in
      record.expiry = expiry
      // A life longer than the one that we gave is not known from its beginning.
      if let ttl = record.ttl, case .at(let deadline) = expiry, now.duration(to: deadline) <= ttl { return }
      record.ttl = nil
    }
    if case .at(let deadline) = expiry { deadlines.add(key, deadline, live: table.count) }
    return table[key]
  }

  private func agree(_ own: Expiry, _ told: Expiry) -> Bool {
    guard case .at(let left) = own, case .at(let right) = told else { return own == told }
    let apart = left.duration(to: right)
    return apart < Self.tremble && .zero - apart < Self.tremble
  }

  /// A read found the entry. An entry that by our account is gone was written anew by somebody else, or is just going.
  mutating func hit(_ key: CacheKey, at now: Timestamp) -> Expiry {
    table.update(key) { record -> Expiry in
      guard record.gone == nil else { return .unknown }
      record.hits += 1
      if let deadline = record.deadline, deadline <= now { return .unknown }
      return record.expiry
    } ?? .unknown
  }

  /// A read found nothing; `began` is when the request was made, `now` when it was answered.
  mutating func missed(_ key: CacheKey, began: Timestamp, at now: Timestamp) -> Absence {
    guard let record = table[key] else { return .cold }
    if let gone = record.gone { return .left(gone.departure, at: gone.at) }
    if let writtenAt = record.writtenAt, writtenAt >= began { return .cold }
    if let deadline = record.deadline, deadline <= now {
      leave(key, .expired, at: deadline, onAccess: true)
      return .left(.expired, at: deadline)
    }
    guard record.expiry != .unknown else { return .cold }
    leave(key, .evicted, at: now, onAccess: true)
    return .left(.evicted, at: now)
  }

  /// We removed the entry: `departure` is `.invalidated` or `.cleared`. What was written since then stays.
  mutating func removed(_ key: CacheKey, _ departure: Departure, at now: Timestamp) {
    guard let record = table[key] else {
      let forgotten = table.insert(Record(key: key, expiry: .unknown, gone: (departure, now)), for: key)
      if let forgotten, forgotten.gone == nil { living -= 1 }
      count(departure, key: key, at: now, ttl: nil, onAccess: true)
      return
    }
    if let writtenAt = record.writtenAt, writtenAt > now { return }
    if record.gone != nil { living += 1 }
    leave(key, departure, at: now, onAccess: true)
  }

  /// Notes the entries whose time is up by now, without asking anybody; at most `limit` of them.
  mutating func sweep(at now: Timestamp, limit: Int = 1_000) {
    for _ in 0..<limit {
      guard let (key, deadline) = deadlines.popDue(at: now) else { return }
      guard let record = table[key], record.gone == nil, record.deadline == deadline else { continue }
      leave(key, .expired, at: deadline, onAccess: false)
    }
  }

  /// What left since `start`, newest first; of two that left at once, the one noted last comes first.
  func recentlyLeft(since start: Timestamp) -> [DepartedEntry] {
    recent.newest(.max).filter { $0.at >= start }.enumerated().sorted { left, right in
      (right.element.at, left.offset) < (left.element.at, right.offset)
    }.map(\.element)
  }

  private mutating func leave(_ key: CacheKey, _ departure: Departure, at: Timestamp, onAccess: Bool) {
    var ttl: Duration?
    table.update(key) {
      ttl = $0.ttl
      $0.gone = (departure, at)
    }
    living -= 1
    count(departure, key: key, at: at, ttl: ttl, onAccess: onAccess)
  }

  private mutating func count(_ departure: Departure, key: CacheKey, at: Timestamp, ttl: Duration?, onAccess: Bool) {
    switch departure {
    case .expired where onAccess: departures.expiredOnAccess += 1
    case .expired: departures.expiredBySweep += 1
    case .evicted: departures.evicted += 1
    case .invalidated: departures.invalidated += 1
    case .cleared: departures.cleared += 1
    }
    recent.append(DepartedEntry(key: key, departure: departure, at: at, ttl: ttl))
  }
}
