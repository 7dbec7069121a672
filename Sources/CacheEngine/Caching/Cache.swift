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
  nonisolated(nonsending) func begin(_ call: LookupCall, _ opening: LookupOpening) async -> LookupBegun {
    var record = ledger.begin(call, at: opening.startedAt)
    if isShared(call) {
      if case .absent(let absence) = opening.found { record.cause = MissCause(absence, at: opening.startedAt) }
      return LookupBegun(record: record)
    }
    let bytes = await read(call, opening.found, into: &record)
    return LookupBegun(record: record, bytes: bytes)
  }

  /// Accounts for a hit whose bytes were decoded.
  @usableFromInline
  func finishHit(_ call: LookupCall, _ begun: inout LookupBegun) {
    noteSharedKey(call, in: &begun.record)
    finish(call, &begun.record)
  }

  @usableFromInline
  func noteUndecodable(_ error: any Error, in begun: inout LookupBegun) {
    noteUndecodable(error, in: &begun.record)
  }

  /// Goes on with a call that is no hit.
  nonisolated(nonsending) func complete<Output: Sendable>(
    _ call: LookupCall, _ begun: LookupBegun, _ work: LoadWork<Output>
  ) async -> Lookup<Output> {
    if isShared(call) { return await share(call, begun, work) }
    var record = begun.record
    let result: Result<Output, any Error> =
      if record.outcome == .cancelled {
        .failure(CancellationError())
      } else {
        await runLoad(call, &record, work)
      }
    finish(call, &record)
    return Lookup(result: result, record: record)
  }

  /// Whoever leaves the cache aside does not wait for others either.
  private func isShared(_ call: LookupCall) -> Bool {
    call.bypassed.isEmpty && call.policy.settings.protection == .singleFlight
  }
}

/// What a miss has to do: the load, and what becomes of its result.
struct LoadWork<Output: Sendable>: Sendable {
  var serializer: Serializer<Output>
  var stores: @Sendable (Output) -> Bool
  var readPoint: @Sendable (Output) -> ReadPoint?
  var load: @Sendable () async throws -> Output
}
