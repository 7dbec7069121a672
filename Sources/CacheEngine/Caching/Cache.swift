/// A store, the clock it goes by and the ledger it is accounted in: the path that every lookup takes.
public final class Cache: Sendable {
  public let store: any CacheStore
  public let clock: any LabClock
  public let ledger: Ledger
  private let loads = Lock(LoadsInFlight())
  private let fillers = Lock(KeyFillers())

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
      id: RequestID(0), function: call.function, key: call.key, request: call.request, startedAt: opening.startedAt,
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
    begun.record.phases.read = begun.record.latency
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

extension Cache {
  /// The bytes found, with outcome `hit`; or `nil`, with the outcome and cause of what has to follow.
  @inline(__always)
  private nonisolated(nonsending) func read(
    _ call: LookupCall, _ opening: LookupOpening, into record: inout LookupRecord
  ) async -> [UInt8]? {
    guard !call.bypassed.contains(.read) else {
      record.outcome = .bypass
      record.remarks.append(.readBypassed)
      return nil
    }
    let reading: StoreReading
    do throws(StoreError) {
      reading = if let known = opening.reading { known } else { try await store.get(call.key, at: record.startedAt) }
    } catch {
      noteFailedRead(error, in: &record)
      return nil
    }
    switch reading {
    case .found(let entry):
      record.expiry = entry.expiry
      record.size = entry.bytes.count
      return entry.bytes
    case .absent(let absence):
      record.finishedAt = clock.now
      record.phases.read = record.latency
      record.outcome = .miss
      record.cause = MissCause(absence, at: record.finishedAt)
      return nil
    }
  }

  private func noteFailedRead(_ error: StoreError, in record: inout LookupRecord) {
    record.finishedAt = clock.now
    record.phases.read = record.latency
    switch error {
    case .cancelled: record.outcome = .cancelled
    case .rejected:
      record.outcome = .miss
      record.cause = .storeError
    case .unavailable, .closed, .alreadyExists, .notAnInteger: record.outcome = .bypass
    }
    if error != .cancelled { record.remarks.append(.storeFailed(error.description)) }
  }

  private nonisolated(nonsending) func runLoad<Output: Sendable>(
    _ call: LookupCall, _ record: inout LookupRecord, serializer: Serializer<Output>, stores: (Output) -> Bool,
    load: nonisolated(nonsending) () async throws -> Output
  ) async -> Result<Output, any Error> {
    let loadStarted = clock.now
    ledger.beginLoad(record, at: loadStarted)
    loads.withLock { $0.begin(record.id, call.key) }
    do {
      let value = try await load()
      record.phases.load = loadStarted.duration(to: clock.now)
      await write(value, for: call, &record, serializer: serializer, stores: stores)
      await endLoad(&record)
      return .success(value)
    } catch {
      _ = loads.withLock { $0.end(record.id) }
      record.phases.load = loadStarted.duration(to: clock.now)
      record.cause = nil
      if error is CancellationError, Task.isCancelled {
        record.outcome = .cancelled
      } else {
        record.outcome = .error
        record.remarks.append(.loadFailed("\(error)"))
      }
      return .failure(error)
    }
  }

  private nonisolated(nonsending) func write<Output: Sendable>(
    _ value: Output, for call: LookupCall, _ record: inout LookupRecord, serializer: Serializer<Output>,
    stores: (Output) -> Bool
  ) async {
    if call.bypassed.contains(.write) { return record.remarks.append(.writeBypassed) }
    if !stores(value) { return record.remarks.append(.excluded) }
    if loads.withLock({ $0.isInvalidated(record.id) }) { return record.remarks.append(.invalidatedDuringLoad) }
    let encoded: EncodedValue
    do {
      encoded = EncodedValue(bytes: try serializer.encode(value), serializer: serializer.name)
    } catch {
      return record.remarks.append(.notEncodable("\(error)"))
    }
    let writeStarted = clock.now
    record.size = encoded.bytes.count
    record.ttl = call.ttl
    do throws(StoreError) {
      try await store.set(call.key, encoded, ttl: call.ttl, at: writeStarted)
      record.wrote = true
      record.expiry = call.ttl.map { .at(writeStarted.advanced(by: $0.duration)) } ?? .never
      if let arguments = call.arguments { fillers.withLock { $0.note(arguments, for: call.key) } }
    } catch {
      record.remarks.append(.writeFailed(error.description))
    }
    record.phases.write = writeStarted.duration(to: clock.now)
  }

  /// An invalidation that came while the result was being written may have been undone by it: then it is done again.
  private nonisolated(nonsending) func endLoad(_ record: inout LookupRecord) async {
    // Also after a write that failed: the store may have carried it out and only its answer got lost.
    guard loads.withLock({ $0.end(record.id) }), record.phases.write != nil else { return }
    record.wrote = false
    record.expiry = nil
    record.remarks.append(.invalidatedDuringLoad)
    do throws(StoreError) {
      _ = try await store.delete(record.key, at: clock.now)
    } catch {
      record.remarks.append(.storeFailed(error.description))
    }
  }

  private func noteSharedKey(_ call: LookupCall, in record: inout LookupRecord) {
    guard let asked = call.arguments, let filled = fillers.withLock({ $0.arguments(for: call.key) }) else { return }
    if filled != asked.prefix(KeyFillers.longestLabel) {
      record.remarks.append(.sharedKey(filledFor: filled, askedFor: asked))
    }
  }

  private func finish(_ record: inout LookupRecord) {
    record.finishedAt = clock.now
    // A hit is all reading and decoding: its one phase needs no clock of its own.
    if record.outcome == .hit { record.phases.read = record.latency }
    ledger.finish(record)
  }
}
