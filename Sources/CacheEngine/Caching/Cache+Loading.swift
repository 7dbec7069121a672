/// The parts of a lookup that may have to wait: asking the store, running the load, writing what it made.
extension Cache {
  nonisolated(nonsending) func runLoad<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let loadStarted = clock.now
    guard open.call.policy.admitsLoad(at: loadStarted) else {
      open.record.remarks.append(.circuitOpen)
      return fail(open, CircuitOpenError())
    }
    ledger.beginLoad(&open.record, at: loadStarted)
    open.loadPlace = loads.withLock { $0.begin(open.call.key, groups: open.call.groups) }
    do {
      let value = try await handling.mayNest ? nested(open, load) : load()
      open.record.phases.load = loadStarted.duration(to: clock.now)
      open.call.policy.noteLoad(of: open.call.key, failed: false, at: clock.now)
      open.record.readPoint = handling.readPoint(value)
      if let encoded = encode(value, for: open, handling, began: loadStarted) {
        if !writeAtOnce(encoded, for: open) { await write(encoded, for: open) }
      }
      // Also after a write that failed: the store may have carried it out and only its answer got lost.
      if loads.withLock({ $0.end(open.loadPlace) }), open.record.phases.write != nil, refusesLateWrites(open) {
        await undoWrite(open)
      }
      return .success(value)
    } catch {
      _ = loads.withLock { $0.end(open.loadPlace) }
      open.record.phases.load = loadStarted.duration(to: clock.now)
      let isAbandoned = error is CancellationError && Task.isCancelled
      open.call.policy.noteLoad(of: open.call.key, failed: isAbandoned ? nil : true, at: clock.now)
      if isAbandoned {
        open.record.outcome = .cancelled
        open.record.cause = nil
      } else {
        open.record.remarks.append(.loadFailed("\(error)"))
        return fail(open, error)
      }
      return .failure(error)
    }
  }

  /// Ends a lookup with an error; what is to be said of it is in the remarks.
  func fail<Output>(_ open: OpenLookup, _ error: any Error) -> Result<Output, any Error> {
    open.record.outcome = .error
    open.record.cause = nil
    return .failure(error)
  }

  private func refusesLateWrites(_ open: OpenLookup) -> Bool {
    open.call.policy.settings.lateWrite == .refuse
  }

  /// The bytes to write, or `nil` with a remark that says why there are none.
  private func encode<Output: Sendable>(
    _ value: Output, for open: OpenLookup, _ handling: ResultHandling<Output>, began: Timestamp
  ) -> EncodedValue? {
    let policy = open.call.policy.settings
    let isAbsence = handling.isAbsence(value)
    if open.call.bypassed.contains(.write) {
      open.record.remarks.append(.writeBypassed)
    } else if !handling.stores(value) || isAbsence && policy.negativeTTL == nil {
      open.record.remarks.append(.excluded)
    } else if loads.withLock({ $0.isInvalidated(open.loadPlace) }), policy.lateWrite == .refuse {
      open.record.remarks.append(.invalidatedDuringLoad)
    } else {
      do {
        let bytes = try handling.serializer.encode(value)
        open.record.size = bytes.count
        let life = isAbsence ? policy.negativeTTL : open.call.policy.drawTTL()
        open.record.ttl = life
        let isKeptLonger = !isAbsence && policy.grace > .zero
        open.storedTTL = isKeptLonger ? life.map { TTL(clamping: $0.duration + policy.grace) } : life
        let facts = EntryFacts(
          loadTime: open.record.phases.load ?? .zero, filledBy: open.record.id, loadBegan: sharedMoment(began),
          readPoint: open.record.readPoint, isNegative: isAbsence)
        return EncodedValue(
          bytes: bytes, serializer: handling.serializer.name, facts: facts,
          needsFacts: policy.needsFacts(negative: isAbsence), isBare: handling.serializer.isShared)
      } catch {
        open.record.remarks.append(.notEncodable("\(error)"))
      }
    }
    return nil
  }

  /// Writes a value that no load made: what a write of the row put there.
  nonisolated(nonsending) func put<Output: Sendable>(
    _ value: Output, _ open: OpenLookup, _ handling: ResultHandling<Output>
  ) async {
    open.loadPlace = loads.withLock { $0.begin(open.call.key, groups: open.call.groups) }
    if let encoded = encode(value, for: open, handling, began: clock.now) {
      if !writeAtOnce(encoded, for: open) { await write(encoded, for: open) }
    }
    if loads.withLock({ $0.end(open.loadPlace) }), open.record.phases.write != nil { await undoWrite(open) }
  }

  /// False when the store has to be waited for.
  private func writeAtOnce(_ value: EncodedValue, for open: OpenLookup) -> Bool {
    guard faults.areNone, open.token == nil, open.call.groups == nil else { return false }
    let now = clock.now
    do throws(StoreError) {
      let dated = value.written(at: now, living: open.record.ttl)
      guard try store.setAtOnce(open.call.key, dated, ttl: open.storedTTL, at: now) else { return false }
      noteWritten(open, at: now)
    } catch {
      open.record.remarks.append(.notWritten(error))
    }
    open.record.phases.write = now.duration(to: clock.now)
    return true
  }

  private nonisolated(nonsending) func write(_ value: EncodedValue, for open: OpenLookup) async {
    let started = clock.now
    do throws(StoreError) {
      try await faults.pass(clock)
      let now = clock.now
      let dated = value.written(at: now, living: open.record.ttl)
      if let token = open.token {
        let isStored = try await store.setHolding(
          open.call.key, dated, ttl: open.storedTTL, token: token, at: now)
        open.token = nil
        if isStored { noteWritten(open, at: now) } else { open.record.remarks.append(.tokenVoid) }
      } else {
        try await store.set(open.call.key, dated, ttl: open.storedTTL, at: now)
        noteWritten(open, at: now)
      }
      if open.record.wrote { try await enterIndexes(open) }
    } catch {
      open.record.remarks.append(.notWritten(error))
      // Nothing was sent, so there was no writing.
      if case .readOnly = error { return }
    }
    open.record.phases.write = started.duration(to: clock.now)
  }

  private func noteWritten(_ open: OpenLookup, at moment: Timestamp) {
    open.record.wrote = true
    open.record.expiry = open.record.ttl.map { .at(moment.advanced(by: $0.duration)) } ?? .never
    if let arguments = open.call.arguments { fillers.withLock { $0.note(arguments, for: open.call.key) } }
    noteGroups(open)
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
    open.record.entry = nil
    open.record.savedNanoseconds = 0
    open.record.remarks.append(.notDecodable("\(error)"))
  }

  func finish(_ open: OpenLookup) {
    open.record.finishedAt = clock.now
    // A hit is all reading and decoding: its one phase needs no clock of its own.
    if open.record.outcome.isServed, open.record.phases.load == nil, open.record.leader == nil {
      open.record.phases.read = open.record.service
    }
    noteStaleness(open.call, in: &open.record)
    ledger.finish(open.record)
  }
}

extension Remark {
  /// What is to be said of a result that was not stored.
  static func notWritten(_ error: StoreError) -> Remark {
    if case .readOnly(let reason) = error {
      .notStoredReadOnly(reason.description)
    } else {
      .writeFailed(error.description)
    }
  }
}

extension EncodedValue {
  /// The value as it is written at a moment, with that life.
  func written(at moment: Timestamp, living life: TTL?) -> EncodedValue {
    var value = self
    value.facts = facts.written(at: moment, living: life)
    return value
  }
}
