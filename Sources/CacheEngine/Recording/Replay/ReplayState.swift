/// What a lab showed at some moment of its recording.
///
/// Counts, strips, latencies and requests in flight are those of a ledger that is given the recorded requests again. Going
/// back begins from the start.
public struct ReplayState {
  private let tape: ReplayTape
  public private(set) var position = Timestamp.zero
  private var ledger = Ledger()
  private var keys = ReplayKeys()
  private var database = DatabaseReading()
  private var events = Ring<LabEvent>(capacity: EventLog.kept)
  /// Queries that have been sent and not answered.
  private var queries = 0
  private var nextItem = 0
  private var nextStart = 0
  private var nextWait = 0
  private var nextExpiration = 0
  /// Where requests that wait are listed in the ledger, by their item.
  private var places: [Int32: Int32] = [:]

  public init(_ tape: ReplayTape) {
    self.tape = tape
    rewind()
  }

  /// - Complexity: The lines between here and there; going back, the lines from the start.
  public mutating func move(to moment: Timestamp) {
    if moment < position { rewind() }
    position = moment
    while advance() {}
  }

  /// When something next begins, ends or leaves; `nil` at the end.
  public func nextMoment(after moment: Timestamp) -> Timestamp? {
    func first(_ marks: [ReplayTape.Mark], _ start: Int) -> Timestamp? {
      marks[start...].first { $0.at > moment }?.at
    }
    return [
      tape.moments[nextItem...].first { $0 > moment }, first(tape.starts, nextStart), first(tape.waits, nextWait),
      first(tape.expirations, nextExpiration),
    ].compactMap(\.self).min()
  }

  public func snapshot() -> LabSnapshot {
    LabSnapshot(
      at: position, ledger: ledger.snapshot(at: position), store: store, database: database,
      endpoints: tape.scenario.endpoints.map(EndpointSummary.init), keys: keys.listing,
      events: events.newest(EventLog.kept).reversed(),
      scenario: ScenarioSummary(
        name: tape.header.name, description: tape.scenario.description, duration: tape.header.duration,
        workload: tape.scenario.workload), replay: ReplayStatus(position: position, end: tape.end))
  }

  private var store: StoreStatus {
    var status = StoreStatus(
      kind: tape.header.store, dialect: .memory, entries: keys.count, bytes: keys.bytes, departures: keys.departures,
      recentlyLeft: keys.recentlyLeft(at: position))
    if case .memory(let limits) = tape.scenario.store {
      status.capacity = limits.entries
      status.byteCapacity = limits.bytes
    }
    return status
  }

  private mutating func rewind() {
    ledger = Ledger()
    for name in tape.header.endpoints { _ = ledger.register(name) }
    keys = ReplayKeys()
    database = DatabaseReading()
    database.connections = tape.scenario.database.connections
    events = Ring(capacity: EventLog.kept)
    (queries, nextItem, nextStart, nextWait, nextExpiration) = (0, 0, 0, 0, 0)
    places = [:]
  }

  /// Takes in whatever is due next, if it is by now: at one moment first what expires, then what begins, then what ends.
  private mutating func advance() -> Bool {
    let expiration = Self.due(tape.expirations, nextExpiration)
    let start = Self.due(tape.starts, nextStart)
    let wait = Self.due(tape.waits, nextWait)
    let item = nextItem < tape.moments.count ? tape.moments[nextItem] : .distantFuture
    let first = min(min(expiration, start), min(wait, item))
    guard first <= position, first < .distantFuture else { return false }
    if expiration == first {
      takeExpiration(tape.expirations[nextExpiration].item)
    } else if start == first {
      begin(tape.starts[nextStart].item)
    } else if wait == first {
      beginWaiting(tape.waits[nextWait].item, at: first)
    } else {
      take(tape.items[nextItem])
    }
    return true
  }

  private static func due(_ marks: [ReplayTape.Mark], _ next: Int) -> Timestamp {
    next < marks.count ? marks[next].at : .distantFuture
  }

  private mutating func takeExpiration(_ item: Int32) {
    nextExpiration += 1
    if case .departure(let entry) = tape.items[Int(item)] { keys.expire(entry) }
  }

  private mutating func begin(_ item: Int32) {
    nextStart += 1
    guard case .request(let record) = tape.items[Int(item)] else { return }
    ledger.beginRecorded(record)
    if record.isWrite { beginQuery() }
  }

  private mutating func beginWaiting(_ item: Int32, at moment: Timestamp) {
    nextWait += 1
    guard case .request(var record) = tape.items[Int(item)] else { return }
    if record.leader == nil || record.outcome == .refresh {
      ledger.beginLoad(&record, at: moment)
      beginQuery()
    } else {
      ledger.beginWaiting(&record, at: moment)
    }
    places[item] = record.waitingPlace
  }

  private mutating func take(_ item: RecordingItem) {
    let number = Int32(truncatingIfNeeded: nextItem)
    nextItem += 1
    switch item {
    case .request(var record):
      record.waitingPlace = places.removeValue(forKey: number) ?? -1
      finish(record)
    case .event(let event): events.append(event)
    case .departure(let entry): keys.leave(entry)
    case .end: break
    }
  }

  private mutating func finish(_ record: LookupRecord) {
    ledger.finish(record)
    if record.outcome.isServed { keys.hit(record.key) }
    if record.wrote { keys.write(record, serializer: tape.serializers[record.function.index]) }
    if record.isWrite || (record.waitingSince != nil && (record.leader == nil || record.outcome == .refresh)) {
      endQuery(of: record)
    }
  }

  private mutating func beginQuery() {
    queries += 1
    database.queries += 1
    placeQueries()
  }

  private mutating func endQuery(of record: LookupRecord) {
    queries -= 1
    if record.outcome == .error { database.failures += 1 }
    database.busy += record.phases.load ?? record.service
    placeQueries()
  }

  /// First come, first served: there is no line before all connections are taken.
  private mutating func placeQueries() {
    database.running = min(queries, database.connections ?? queries)
    database.waiting = queries - database.running
    database.mostRunning = max(database.mostRunning, database.running)
    database.mostWaiting = max(database.mostWaiting, database.waiting)
  }
}
