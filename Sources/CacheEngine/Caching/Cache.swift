import Synchronization

/// A store, the clock it goes by and the ledger it is accounted in: the path that every lookup takes.
public final class Cache: Sendable {
  public let store: any CacheStore
  public let clock: any LabClock
  public let ledger: Ledger
  /// Knows which rows have changed since an entry was filled; `nil`: nobody does.
  let database: Database?
  let faults: StoreFaults
  let loads = Lock(LoadsInFlight())
  let flights = Lock([FlightKey: any Sendable]())
  /// Keys that are being loaded in the background.
  let refreshes = Lock(Set<FlightKey>())
  let contests = Lock([FlightKey: any Sendable]())
  let waits = Lock(LoadWaits())
  let fillers = Lock(KeyFillers())
  /// The version under which each versioned key was last filled here.
  let versionFills = Lock(KeyFillers())
  /// Who was written under which moment-tag here, to tell what an invalidation means.
  let stamped = Lock([CacheKey: NameSet]())
  /// Set once tokens are in use: then deletions void them.
  let usesTokens = Atomic<Bool>(false)
  /// From the lab's time to the one that all who share the store go by.
  private let momentOffset: Int64

  public init(
    store: any CacheStore, clock: any LabClock, ledger: Ledger = Ledger(), database: Database? = nil,
    generator: SeededGenerator = SeededGenerator(seed: 1)
  ) {
    self.store = store
    self.clock = clock
    self.ledger = ledger
    self.database = database
    faults = StoreFaults(generator: generator)
    momentOffset = store.goesByLabTime ? 0 : UnixTime.microseconds * 1_000 - clock.now.nanoseconds
  }

  /// A moment as all who share the store would tell it, in nanoseconds.
  func sharedMoment(_ moment: Timestamp) -> Int64 { moment.nanoseconds &+ momentOffset }

  /// Removes an entry. A load that is running for its key will not be stored.
  ///
  /// - Parameter voidsToken: Whether a token may be out by which another process would still store its result.
  public func delete(_ key: CacheKey, voidsToken: Bool = false) async throws(StoreError) -> Bool {
    try await faults.pass(clock)
    loads.withLock { $0.invalidate(where: { $0 == key }) }
    if voidsToken || usesTokens.load(ordering: .relaxed) { try await store.voidLease(key, at: clock.now) }
    return try await store.delete(key, at: clock.now)
  }

  /// Removes all entries whose key begins with `prefix`, and counts them. Loads running for such keys will not be stored.
  ///
  /// - Parameter goingOn: Told how many are gone, before each step of a large store; false stops.
  public func clear(
    prefix: String, goingOn: @Sendable (Int) -> Bool = { _ in true }
  ) async throws(StoreError) -> Int {
    try await faults.pass(clock)
    loads.withLock { $0.invalidate(where: { $0.text.hasUTF8Prefix(prefix) }) }
    return try await store.clear(prefix: prefix, at: clock.now, goingOn: goingOn)
  }

  /// Begins a call: reads the clock, and the store if that takes no waiting.
  @usableFromInline
  func open(_ call: LookupCall) -> LookupOpening {
    let reading = clock.reading
    guard !call.bypassed.contains(.read), faults.areNone, !call.readsGroups else {
      return LookupOpening(reading: reading)
    }
    let found = store.getAtOnce(call.key, at: reading.now)
    var opening = LookupOpening(reading: reading, found: found)
    if case .found(let entry) = found {
      opening.isPlainHit =
        call.policy.servesFreshAsIs
        && (entry.isPlain || entry.facts.freshUntil > reading.now && !entry.facts.isNegative)
    }
    return opening
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
    record.note(entry)
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
    guard await resolveVersion(open) else { return open }
    if !leavesReadingToFlight(open.call) { open.bytes = await read(open) }
    return open
  }

  /// The same where nothing is to be waited for; `nil` where the store has to be asked.
  func beginAtOnce(_ call: LookupCall, _ opening: LookupOpening) -> OpenLookup? {
    if call.bypassed.contains(.read) {
      let open = OpenLookup(call, ledger.begin(call, at: opening.startedAt))
      open.record.outcome = .bypass
      open.record.remarks.append(.readBypassed)
      return open
    }
    guard !call.readsGroups, opening.found != nil || leavesReadingToFlight(call) else { return nil }
    let open = OpenLookup(call, ledger.begin(call, at: opening.startedAt))
    if let found = opening.found { open.bytes = note(found, in: open) }
    return open
  }

  /// Accounts for an answer from the store whose bytes were decoded.
  @usableFromInline
  func finishHit(_ open: OpenLookup) {
    noteSharedKey(open.call, in: &open.record)
    finish(open)
  }

  /// Goes on with a call that the store has no answer to.
  nonisolated(nonsending) func complete<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    var result = await loadAsProtected(open, handling, load: load)
    if case .failure = result, let rescued = rescue(open, handling) { result = .success(rescued) }
    finish(open)
    return result
  }

  private nonisolated(nonsending) func loadAsProtected<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    if open.record.outcome == .cancelled { return .failure(CancellationError()) }
    if let error = cycle(open, handling) { return fail(open, error) }
    // Whoever leaves the cache aside does not wait for others either.
    guard open.call.bypassed.isEmpty else { return await runLoad(open, handling, load: load) }
    let policy = open.call.policy.settings
    open.waitsSince = clock.now
    switch policy.protection {
    case .singleFlight, .earlyRefresh(_, isLocked: true): return await share(open, handling, load: load)
    case .lease(let lease): return await contend(open, handling, for: lease, isToken: false, load: load)
    case .leaseToken(let life): return await contend(open, handling, for: life, isToken: true, load: load)
    case .none, .earlyRefresh:
      if policy.loadTimeout == nil { return await runLoad(open, handling, load: load) }
      return await loadAside(open, handling, load: load)
    }
  }

  /// Reading, loading and writing are one thing under single flight: checking first and joining afterwards loads twice.
  private func leavesReadingToFlight(_ call: LookupCall) -> Bool {
    guard call.bypassed.isEmpty else { return false }
    let policy = call.policy.settings
    // Whoever may run out of patience has to know beforehand what there is to be served instead.
    return policy.protection == .singleFlight && policy.loadTimeout == nil
  }
}

/// A load, run where its caller runs.
typealias LoadBody<Output> = nonisolated(nonsending) @Sendable () async throws -> Output

/// What becomes of a function's results. An object, because every miss passes it on.
@usableFromInline
final class ResultHandling<Output: Sendable>: Sendable {
  let serializer: Serializer<Output>
  let stores: @Sendable (Output) -> Bool
  /// Whether a result says that there is no such row.
  let isAbsence: @Sendable (Output) -> Bool
  /// When the database was read for a result, for results that know.
  let readPoint: @Sendable (Output) -> ReadPoint?
  /// Whether a load may call cached functions: only then it is watched for asking for its own result.
  let mayNest: Bool

  init(
    serializer: Serializer<Output>, stores: @escaping @Sendable (Output) -> Bool = { _ in true },
    isAbsence: @escaping @Sendable (Output) -> Bool = { _ in false },
    readPoint: @escaping @Sendable (Output) -> ReadPoint? = { _ in nil }, mayNest: Bool = true
  ) {
    self.serializer = serializer
    self.stores = stores
    self.isAbsence = isAbsence
    self.readPoint = readPoint
    self.mayNest = mayNest
  }
}
