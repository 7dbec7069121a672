/// The parts of a lookup that may have to wait: asking the store, running the load, writing what it made.
extension Cache {
  /// The bytes found, with outcome `hit`; or `nil`, with the outcome and cause of what has to follow.
  @inline(__always)
  nonisolated(nonsending) func read(
    _ call: LookupCall, _ found: StoreReading?, into record: inout LookupRecord
  ) async -> [UInt8]? {
    guard !call.bypassed.contains(.read) else {
      record.outcome = .bypass
      record.remarks.append(.readBypassed)
      return nil
    }
    let reading: StoreReading
    do throws(StoreError) {
      if let found {
        reading = found
      } else {
        try await faults.pass(clock)
        let now = clock.now
        if let known = store.getAtOnce(call.key, at: now) {
          reading = known
        } else {
          reading = try await store.get(call.key, at: now)
        }
      }
    } catch {
      noteFailedRead(error, in: &record)
      return nil
    }
    switch reading {
    case .found(let entry):
      record.expiry = entry.expiry
      record.size = entry.bytes.count
      record.readPoint = entry.readPoint
      return entry.bytes
    case .absent(let absence):
      record.finishedAt = clock.now
      record.phases.read = record.service
      record.outcome = .miss
      record.cause = MissCause(absence, at: record.finishedAt)
      return nil
    }
  }

  private func noteFailedRead(_ error: StoreError, in record: inout LookupRecord) {
    record.finishedAt = clock.now
    record.phases.read = record.service
    switch error {
    case .cancelled: record.outcome = .cancelled
    case .rejected:
      record.outcome = .miss
      record.cause = .storeError
    case .unavailable, .closed, .alreadyExists, .notAnInteger: record.outcome = .bypass
    }
    if error != .cancelled { record.remarks.append(.storeFailed(error.description)) }
  }

  nonisolated(nonsending) func runLoad<Output: Sendable>(
    _ call: LookupCall, _ record: inout LookupRecord, _ work: LoadWork<Output>
  ) async -> Result<Output, any Error> {
    let loadStarted = clock.now
    ledger.beginLoad(record, at: loadStarted)
    loads.withLock { $0.begin(record.id, call.key) }
    do {
      let value = try await work.load()
      record.phases.load = loadStarted.duration(to: clock.now)
      record.readPoint = work.readPoint(value)
      await write(value, for: call, &record, work)
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
    _ value: Output, for call: LookupCall, _ record: inout LookupRecord, _ work: LoadWork<Output>
  ) async {
    if call.bypassed.contains(.write) { return record.remarks.append(.writeBypassed) }
    if !work.stores(value) { return record.remarks.append(.excluded) }
    if loads.withLock({ $0.isInvalidated(record.id) }) { return record.remarks.append(.invalidatedDuringLoad) }
    let encoded: EncodedValue
    do {
      encoded = EncodedValue(
        bytes: try work.serializer.encode(value), serializer: work.serializer.name, readPoint: record.readPoint)
    } catch {
      return record.remarks.append(.notEncodable("\(error)"))
    }
    let ttl = call.policy.drawTTL()
    let writeStarted = clock.now
    record.size = encoded.bytes.count
    record.ttl = ttl
    do throws(StoreError) {
      try await faults.pass(clock)
      try await store.set(call.key, encoded, ttl: ttl, at: writeStarted)
      record.wrote = true
      record.expiry = ttl.map { .at(writeStarted.advanced(by: $0.duration)) } ?? .never
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

  func noteSharedKey(_ call: LookupCall, in record: inout LookupRecord) {
    guard let asked = call.arguments, let filled = fillers.withLock({ $0.arguments(for: call.key) }) else { return }
    if filled != asked.prefix(KeyFillers.longestLabel) {
      record.remarks.append(.sharedKey(filledFor: filled, askedFor: asked))
    }
  }

  func noteStaleness(_ call: LookupCall, in record: inout LookupRecord) {
    guard let row = call.row, let point = record.readPoint else { return }
    record.staleFor = database?.staleness(of: row, asOf: point.change, at: record.finishedAt)
  }

  func noteUndecodable(_ error: any Error, in record: inout LookupRecord) {
    record.finishedAt = clock.now
    record.phases.read = record.service
    record.outcome = .miss
    record.cause = .undecodable
    record.expiry = nil
    record.readPoint = nil
    record.remarks.append(.notDecodable("\(error)"))
  }

  func finish(_ call: LookupCall, _ record: inout LookupRecord) {
    record.finishedAt = clock.now
    // A hit is all reading and decoding: its one phase needs no clock of its own.
    if record.outcome == .hit { record.phases.read = record.service }
    noteStaleness(call, in: &record)
    ledger.finish(record)
  }
}
