/// A store, the clock it goes by and the ledger it is accounted in: the path that every lookup takes.
public final class Cache: Sendable {
  public let store: any CacheStore
  public let clock: any LabClock
  public let ledger: Ledger
  let loads = Lock(LoadsInFlight())
  let fillers = Lock(KeyFillers())

  public init(store: any CacheStore, clock: any LabClock, ledger: Ledger = Ledger()) {
    self.store = store
    self.clock = clock
    self.ledger = ledger
  }

  /// Removes an entry. A load that is running for its key will not be stored.
  public func delete(_ key: CacheKey) async throws(StoreError) -> Bool {
    loads.withLock { $0.invalidate(where: { $0 == key }) }
    return try await store.delete(key, at: clock.now)
  }

  /// Removes all entries whose key begins with `prefix`, and counts them. Loads running for such keys will not be stored.
  public func clear(prefix: String) async throws(StoreError) -> Int {
    loads.withLock { $0.invalidate(where: { $0.text.hasUTF8Prefix(prefix) }) }
    return try await store.clear(prefix: prefix, at: clock.now)
  }

  /// Begins a call: reads the clock, and the store if that takes no waiting.
  @usableFromInline
  func open(_ call: LookupCall) -> LookupOpening {
    let now = clock.now
    return LookupOpening(
      startedAt: now, reading: call.bypassed.contains(.read) ? nil : store.getAtOnce(call.key, at: now))
  }

  /// Accounts for a hit that took no waiting.
  @usableFromInline
  func recordHit(_ call: LookupCall, _ opening: LookupOpening, _ entry: StoredEntry) -> LookupRecord {
    let now = clock.now
    var record = LookupRecord(
      id: RequestID(0), function: call.function, key: call.key, request: call.request,
      arrivedAt: opening.startedAt, startedAt: opening.startedAt,
      finishedAt: now, outcome: .hit)
    record.phases = Phases(readNanoseconds: now.nanoseconds - opening.startedAt.nanoseconds)
    record.expiry = entry.expiry
    record.size = entry.bytes.count
    noteSharedKey(call, in: &record)
    ledger.recordHit(&record)
    return record
  }

  /// Enters a call in the ledger and reads. Not generic, as nothing is on the way of a hit: generic code is not compiled
  /// for its caller's types on this side of the module.
  @usableFromInline
  nonisolated(nonsending) func begin(_ call: LookupCall, _ opening: LookupOpening) async -> LookupBegun {
    var record = ledger.begin(call.function, call.key, request: call.request, at: opening.startedAt)
    let bytes = await read(call, opening, into: &record)
    return LookupBegun(record: record, bytes: bytes)
  }

  /// Accounts for a hit whose bytes were decoded.
  @usableFromInline
  func finishHit(_ call: LookupCall, _ begun: inout LookupBegun) {
    noteSharedKey(call, in: &begun.record)
    finish(&begun.record)
  }

  @usableFromInline
  func noteUndecodable(_ error: any Error, in begun: inout LookupBegun) {
    begun.record.finishedAt = clock.now
    begun.record.phases.read = begun.record.service
    begun.record.outcome = .miss
    begun.record.cause = .undecodable
    begun.record.expiry = nil
    begun.record.remarks.append(.notDecodable("\(error)"))
  }

  /// Goes on with a call that is no hit.
  nonisolated(nonsending) func complete<Output: Sendable>(
    _ call: LookupCall, _ begun: LookupBegun, serializer: Serializer<Output>, stores: (Output) -> Bool,
    load: nonisolated(nonsending) () async throws -> Output
  ) async -> Lookup<Output> {
    var record = begun.record
    let result: Result<Output, any Error> =
      if record.outcome == .cancelled {
        .failure(CancellationError())
      } else {
        await runLoad(call, &record, serializer: serializer, stores: stores, load: load)
      }
    finish(&record)
    return Lookup(result: result, record: record)
  }
}
