/// A store, the clock it goes by and the ledger it is accounted in: the path that every lookup takes.
public final class Cache: Sendable {
  public let store: any CacheStore
  public let clock: any LabClock
  public let ledger: Ledger
  /// Knows which rows have changed since an entry was filled; `nil`: nobody does.
  let database: Database?
  let faults = StoreFaults()
  let loads = Lock(LoadsInFlight())
  let flights = Lock([FlightKey: any Sendable]())
  let fillers = Lock(KeyFillers())

  public init(store: any CacheStore, clock: any LabClock, ledger: Ledger = Ledger(), database: Database? = nil) {
    self.store = store
    self.clock = clock
    self.ledger = ledger
    self.database = database
  }

  /// Removes an entry. A load that is running for its key will not be stored.
  public func delete(_ key: CacheKey) async throws(StoreError) -> Bool {
    try await faults.pass(clock)
    loads.withLock { $0.invalidate(where: { $0 == key }) }
    return try await store.delete(key, at: clock.now)
  }

  /// Removes all entries whose key begins with `prefix`, and counts them. Loads running for such keys will not be stored.
  public func clear(prefix: String) async throws(StoreError) -> Int {
    try await faults.pass(clock)
    loads.withLock { $0.invalidate(where: { $0.text.hasUTF8Prefix(prefix) }) }
    return try await store.clear(prefix: prefix, at: clock.now)
  }

  /// Begins a call: reads the clock, and the store if that takes no waiting.
  @usableFromInline
  func open(_ call: LookupCall) -> LookupOpening {
    let reading = clock.reading
    guard !call.bypassed.contains(.read), faults.areNone else { return LookupOpening(reading: reading) }
    return LookupOpening(reading: reading, found: store.getAtOnce(call.key, at: reading.now))
  }

  /// Accounts for a hit that took no waiting: it took the machine's time, whatever the lab's does meanwhile.
  @usableFromInline
  @discardableResult
  func recordHit(_ call: LookupCall, _ opening: LookupOpening, _ entry: StoredEntry) -> LookupRecord {
    let started = opening.startedAt
    let took = max(0, clock.reading.machine - opening.reading.machine)
    var record = LookupRecord(
      id: RequestID(0), function: call.function, key: call.key, request: call.request,
      arrivedAt: call.arrivedAt ?? started, startedAt: started,
      finishedAt: Timestamp(nanoseconds: started.nanoseconds &+ took), outcome: .hit)
    record.phases = Phases(readNanoseconds: took)
    record.expiry = entry.expiry
    record.size = entry.bytes.count
    record.readPoint = entry.readPoint
    noteSharedKey(call, in: &record)
    noteStaleness(call, in: &record)
    ledger.recordHit(&record)
    return record
  }

  /// Enters a call in the ledger and reads, unless that is for a flight to do. Not generic, as nothing is on the way of a
  /// hit: generic code is not compiled for its caller's types on this side of the module.
  @usableFromInline
  nonisolated(nonsending) func begin(_ call: LookupCall, _ opening: LookupOpening) async -> OpenLookup {
    if let open = beginAtOnce(call, opening) { return open }
    let open = OpenLookup(call, ledger.begin(call, at: opening.startedAt))
    open.bytes = await read(open)
    return open
  }

  /// The same where nothing is to be waited for; `nil` where the store has to be asked.
  func beginAtOnce(_ call: LookupCall, _ opening: LookupOpening) -> OpenLookup? {
    let isShared = isShared(call)
    guard isShared || opening.found != nil || call.bypassed.contains(.read) else { return nil }
    let open = OpenLookup(call, ledger.begin(call, at: opening.startedAt))
    if call.bypassed.contains(.read) {
      open.record.outcome = .bypass
      open.record.remarks.append(.readBypassed)
    } else if let found = opening.found {
      open.bytes = note(found, in: open)
    }
    // What was found but could not be decoded is for the flight to find out again.
    if isShared { open.bytes = nil }
    return open
  }

  /// Accounts for a hit whose bytes were decoded.
  @usableFromInline
  func finishHit(_ open: OpenLookup) {
    noteSharedKey(open.call, in: &open.record)
    finish(open)
  }

  /// Goes on with a call that is no hit.
  nonisolated(nonsending) func complete<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let result: Result<Output, any Error>
    if open.record.outcome == .cancelled {
      result = .failure(CancellationError())
    } else if isShared(open.call) {
      result = await share(open, handling, load: load)
    } else {
      result = await runLoad(open, handling, load: load)
    }
    finish(open)
    return result
  }

  /// Whoever leaves the cache aside does not wait for others either.
  private func isShared(_ call: LookupCall) -> Bool {
    call.bypassed.isEmpty && call.policy.settings.protection == .singleFlight
  }
}

/// A load, run where its caller runs.
typealias LoadBody<Output> = nonisolated(nonsending) @Sendable () async throws -> Output

/// What becomes of a function's results. An object, because every miss passes it on.
@usableFromInline
final class ResultHandling<Output: Sendable>: Sendable {
  let serializer: Serializer<Output>
  let stores: @Sendable (Output) -> Bool
  /// When the database was read for a result, for results that know.
  let readPoint: @Sendable (Output) -> ReadPoint?

  init(
    serializer: Serializer<Output>, stores: @escaping @Sendable (Output) -> Bool,
    readPoint: @escaping @Sendable (Output) -> ReadPoint?
  ) {
    self.serializer = serializer
    self.stores = stores
    self.readPoint = readPoint
  }
}
