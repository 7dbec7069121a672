/// Asking the store, and what to make of its answer.
extension Cache {
  /// The bytes to serve, with outcome `hit`, `stale` or `negative`; or `nil`, with the outcome and cause of what has to follow.
  nonisolated(nonsending) func read(_ open: OpenLookup) async -> [UInt8]? {
    do throws(StoreError) {
      try await faults.pass(clock)
      if faults.losesEntry() { try await loseEntry(open.call.key) }
      let now = clock.now
      let reading: StoreReading
      if let known = store.getAtOnce(open.call.key, at: now) {
        reading = known
      } else {
        reading = try await store.get(open.call.key, at: now)
      }
      return note(try await withoutInvalidated(reading, open), in: open)
    } catch {
      noteFailedRead(error, in: &open.record)
      return nil
    }
  }

  /// Where nothing may be changed, nothing is lost.
  private nonisolated(nonsending) func loseEntry(_ key: CacheKey) async throws(StoreError) {
    do throws(StoreError) {
      try await store.lose(key, at: clock.now)
    } catch .readOnly {
      return
    }
  }

  /// What an answer comes to by the policy.
  func note(_ reading: StoreReading, in open: OpenLookup) -> [UInt8]? {
    switch reading {
    case .found(let entry): return note(entry, in: open)
    case .absent(let absence):
      let now = clock.now
      var cause = MissCause(absence, at: now)
      if cause == .cold, isOfOlderVersion(open) { cause = .version }
      noteMiss(cause, at: now, in: &open.record)
      return nil
    }
  }

  private func note(_ entry: StoredEntry, in open: OpenLookup) -> [UInt8]? {
    let now = clock.now
    let policy = open.call.policy
    let isPlain = policy.servesFreshAsIs && (entry.isPlain || entry.facts.freshUntil > now)
    switch isPlain ? .serve : policy.decide(entry.facts, of: open.call.key, at: now) {
    case .serve:
      open.record.outcome = entry.facts.isNegative ? .negative : .hit
    case .serveAndRefresh:
      open.record.outcome = .hit
      open.wantsRefresh = true
    case .serveStaleAndRefresh:
      open.record.outcome = .stale
      open.record.staleReason = .revalidating
      open.wantsRefresh = true
    case .serveStale:
      open.record.outcome = .stale
      open.record.staleReason = .throttled
    case .load(let keepsFallback):
      noteMiss(.expired(ago: entry.facts.freshUntil.duration(to: now)), at: now, in: &open.record)
      open.fallback = keepsFallback ? entry : nil
      return nil
    }
    open.record.note(entry)
    return entry.bytes
  }

  private func noteMiss(_ cause: MissCause, at now: Timestamp, in record: inout LookupRecord) {
    record.finishedAt = now
    record.phases.read = record.service
    record.outcome = .miss
    record.cause = cause
  }

  func noteFailedRead(_ error: StoreError, in record: inout LookupRecord) {
    record.finishedAt = clock.now
    record.phases.read = record.service
    switch error {
    case .cancelled: record.outcome = .cancelled
    case .rejected:
      record.outcome = .miss
      record.cause = .storeError
    case .damaged(let reason):
      record.outcome = .miss
      record.cause = .undecodable
      record.remarks.append(.notDecodable(reason))
      return
    case .unavailable, .closed, .alreadyExists, .notAnInteger, .readOnly: record.outcome = .bypass
    }
    if error != .cancelled { record.remarks.append(.storeFailed(error.description)) }
  }

  /// The old value in place of an error, where the policy keeps one.
  func rescue<Output: Sendable>(_ open: OpenLookup, _ handling: ResultHandling<Output>) -> Output? {
    guard open.record.outcome == .error, let entry = open.fallback,
      let value = try? handling.serializer.decode(entry.bytes)
    else { return nil }
    open.record.outcome = .stale
    open.record.cause = nil
    open.record.staleReason = .loadFailed
    if open.record.remarks.contains(.circuitOpen) { open.record.staleReason = .circuitOpen }
    if open.record.remarks.contains(.loadTimedOut) { open.record.staleReason = .loadTimedOut }
    open.record.note(entry)
    if open.record.staleReason == .loadFailed { open.call.policy.noteRescue(of: open.call.key, at: clock.now) }
    return value
  }
}

extension LookupRecord {
  /// What was found, and is served.
  mutating func note(_ entry: StoredEntry) {
    let isDated = !entry.isPlain && entry.facts.freshUntil != .distantFuture
    expiry = isDated ? .at(entry.facts.freshUntil) : entry.expiry
    size = entry.bytes.count
    savedNanoseconds = entry.loadNanoseconds
    self.entry = entry.facts
  }
}
