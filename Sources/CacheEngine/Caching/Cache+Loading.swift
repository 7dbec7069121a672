/// The parts of a lookup that may have to wait: asking the store, running the load, writing what it made.
extension Cache {
  /// The bytes found, with outcome `hit`; or `nil`, with the outcome and cause of what has to follow.
  nonisolated(nonsending) func read(_ open: OpenLookup) async -> [UInt8]? {
    do throws(StoreError) {
      try await faults.pass(clock)
      let now = clock.now
      if let known = store.getAtOnce(open.call.key, at: now) { return note(known, in: open) }
      return note(try await store.get(open.call.key, at: now), in: open)
    } catch {
      noteFailedRead(error, in: &open.record)
      return nil
    }
  }

  /// The same for an answer that is there.
  func note(_ reading: StoreReading, in open: OpenLookup) -> [UInt8]? {
    switch reading {
    case .found(let entry):
      open.record.expiry = entry.expiry
      open.record.size = entry.bytes.count
      open.record.readPoint = entry.readPoint
      return entry.bytes
    case .absent(let absence):
      let now = clock.now
      open.record.finishedAt = now
      open.record.phases.read = open.record.service
      open.record.outcome = .miss
      open.record.cause = MissCause(absence, at: now)
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
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let loadStarted = clock.now
    ledger.beginLoad(&open.record, at: loadStarted)
    open.loadPlace = loads.withLock { $0.begin(open.call.key) }
    do {
      let value = try await load()
      open.record.phases.load = loadStarted.duration(to: clock.now)
      open.record.readPoint = handling.readPoint(value)
      if let encoded = encode(value, for: open, handling) {
        if !writeAtOnce(encoded, for: open) { await write(encoded, for: open) }
      }
      // Also after a write that failed: the store may have carried it out and only its answer got lost.
      if loads.withLock({ $0.end(open.loadPlace) }), open.record.phases.write != nil { await undoWrite(open) }
      return .success(value)
    } catch {
      _ = loads.withLock { $0.end(open.loadPlace) }
      open.record.phases.load = loadStarted.duration(to: clock.now)
      noteFailedLoad(error, in: &open.record)
      return .failure(error)
    }
  }

  private func noteFailedLoad(_ error: any Error, in record: inout LookupRecord) {
    record.cause = nil
    if error is CancellationError, Task.isCancelled {
      record.outcome = .cancelled
    } else {
      record.outcome = .error
      record.remarks.append(.loadFailed("\(error)"))
    }
  }

  /// The bytes to write, or `nil` with a remark that says why there are none.
  private func encode<Output: Sendable>(
    _ value: Output, for open: OpenLookup, _ handling: ResultHandling<Output>
  ) -> EncodedValue? {
    if open.call.bypassed.contains(.write) {
      open.record.remarks.append(.writeBypassed)
    } else if !handling.stores(value) {
      open.record.remarks.append(.excluded)
    } else if loads.withLock({ $0.isInvalidated(open.loadPlace) }) {
      open.record.remarks.append(.invalidatedDuringLoad)
    } else {
      do {
        let bytes = try handling.serializer.encode(value)
        open.record.size = bytes.count
        open.record.ttl = open.call.policy.drawTTL()
        return EncodedValue(bytes: bytes, serializer: handling.serializer.name, readPoint: open.record.readPoint)
      } catch {
        open.record.remarks.append(.notEncodable("\(error)"))
      }
    }
    return nil
  }

  /// False when the store has to be waited for.
  private func writeAtOnce(_ value: EncodedValue, for open: OpenLookup) -> Bool {
    guard faults.areNone else { return false }
    let now = clock.now
    do throws(StoreError) {
      guard try store.setAtOnce(open.call.key, value, ttl: open.record.ttl, at: now) else { return false }
      noteWritten(open, at: now)
    } catch {
      open.record.remarks.append(.writeFailed(error.description))
    }
    open.record.phases.write = now.duration(to: clock.now)
    return true
  }

  private nonisolated(nonsending) func write(_ value: EncodedValue, for open: OpenLookup) async {
    let started = clock.now
    do throws(StoreError) {
      try await faults.pass(clock)
      let now = clock.now
      try await store.set(open.call.key, value, ttl: open.record.ttl, at: now)
      noteWritten(open, at: now)
    } catch {
      open.record.remarks.append(.writeFailed(error.description))
    }
    open.record.phases.write = started.duration(to: clock.now)
  }

  private func noteWritten(_ open: OpenLookup, at moment: Timestamp) {
    open.record.wrote = true
    open.record.expiry = open.record.ttl.map { .at(moment.advanced(by: $0.duration)) } ?? .never
    if let arguments = open.call.arguments { fillers.withLock { $0.note(arguments, for: open.call.key) } }
  }

  /// An invalidation that came while the result was being written may have been undone by it: then it is done again.
  private nonisolated(nonsending) func undoWrite(_ open: OpenLookup) async {
    open.record.wrote = false
    open.record.expiry = nil
    open.record.remarks.append(.invalidatedDuringLoad)
    do throws(StoreError) {
      _ = try await store.delete(open.call.key, at: clock.now)
    } catch {
      open.record.remarks.append(.storeFailed(error.description))
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

  @usableFromInline
  func noteUndecodable(_ error: any Error, in open: OpenLookup) {
    open.record.finishedAt = clock.now
    open.record.phases.read = open.record.service
    open.record.outcome = .miss
    open.record.cause = .undecodable
    open.record.expiry = nil
    open.record.readPoint = nil
    open.record.remarks.append(.notDecodable("\(error)"))
  }

  func finish(_ open: OpenLookup) {
    open.record.finishedAt = clock.now
    // A hit is all reading and decoding: its one phase needs no clock of its own.
    if open.record.outcome == .hit { open.record.phases.read = open.record.service }
    noteStaleness(open.call, in: &open.record)
    ledger.finish(open.record)
  }
}
