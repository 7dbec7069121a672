/// Locks that are kept in the store: with a lease and a double check, or as tokens without which nothing is stored.
extension Cache {
  /// Rounds that a request waits for tokens of others before it loads for itself alone.
  private static let mostRounds = 10

  /// One of this process contends for the lease; the others wait for it, no longer than the lease.
  nonisolated(nonsending) func contend<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, for lease: TTL, isToken: Bool,
    load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    if isToken { usesTokens.store(true, ordering: .relaxed) }
    for _ in 0..<Self.mostRounds {
      let (contest, leads) = joinContest(of: open, lasting: lease, as: Output.self)
      if leads {
        let start = open.start
        Task(executorPreference: clock.executor) { [self] in
          let open = OpenLookup(start)
          let result = await holdLease(open, handling, for: lease, isToken: isToken, load: load)
          endContest(contest)
          land(contest.flight, open, result, as: nil)
        }
        return await follow(contest.flight, open, leads: true)
      }
      if let result = await wait(for: contest, open, handling, lease: lease) { return result }
      if !isToken { return await loadAside(open, handling, load: load) }
    }
    // Whoever cannot get a token may not store.
    open.record.remarks.append(.tokenVoid)
    open.call.bypassed.insert(.write)
    return await loadAside(open, handling, load: load)
  }

  /// `nil` when there is still nothing in the store.
  private nonisolated(nonsending) func wait<Output: Sendable>(
    for contest: LeaseContest<Output>, _ open: OpenLookup, _ handling: ResultHandling<Output>, lease: TTL
  ) async -> Result<Output, any Error>? {
    let waitEnd = clock.now.advanced(by: lease.duration)
    open.record.leader = contest.flight.leader
    ledger.beginWaiting(&open.record, at: clock.now)
    let patience = patience(of: open)
    let end = await contest.flight.wait(until: min(waitEnd, patience ?? .distantFuture), on: clock)
    ledger.endWaiting(&open.record)
    switch end {
    case .cancelled: return cancel(open)
    case .timedOut:
      if let patience, patience < waitEnd { return timeOut(open) }
    case .landed: break
    }
    if let value = await lookAgain(open, handling) { return .success(value) }
    open.record.leader = nil
    if case .timedOut = end { open.record.remarks.append(.leaseRanOut) }
    return nil
  }

  private nonisolated(nonsending) func holdLease<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, for lease: TTL, isToken: Bool,
    load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let token = open.record.id.number
    let waitEnd = clock.now.advanced(by: lease.duration)
    // Another process's lease is looked at again and again: nobody tells when it is released.
    let pause = min(max(lease.duration / 40, .milliseconds(10)), .milliseconds(100))
    while true {
      do throws(StoreError) {
        try await faults.pass(clock)
        open.record.otherOperations.append(.acquireLease(open.call.key, lasting: lease))
        if try await store.acquireLease(open.call.key, token: token, lasting: lease, at: clock.now) { break }
      } catch .readOnly {
        // Where nothing can be written there is no lease either: what is loaded is not stored, and that is said.
        open.record.otherOperations.removeLast()
        return await runLoad(open, handling, load: load)
      } catch {
        open.record.remarks.append(.lockFailed(error.description))
        return await runLoad(open, handling, load: load)
      }
      let isOver = clock.now >= waitEnd
      if !isOver, (try? await clock.sleep(for: pause)) == nil { return cancel(open) }
      if let value = await lookAgain(open, handling) { return .success(value) }
      if isOver {
        open.record.remarks.append(.leaseRanOut)
        if isToken { open.call.bypassed.insert(.write) }
        return await runLoad(open, handling, load: load)
      }
    }
    if let value = await lookAgain(open, handling) {
      await release(open, token)
      return .success(value)
    }
    if isToken { open.token = token }
    let result = await runLoad(open, handling, load: load)
    // A token that was stored by is gone; any other lease must not outlive its load.
    if !isToken || open.token != nil { await release(open, token) }
    open.token = nil
    return result
  }

  private nonisolated(nonsending) func release(_ open: OpenLookup, _ token: UInt64) async {
    open.record.otherOperations.append(.releaseLease(open.call.key))
    do throws(StoreError) {
      try await faults.pass(clock)
      try await store.releaseLease(open.call.key, token: token, at: clock.now)
    } catch {
      open.record.remarks.append(.lockFailed(error.description))
    }
  }

  /// Reads once more, after waiting: what is there now, another request has loaded.
  private nonisolated(nonsending) func lookAgain<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>
  ) async -> Output? {
    let (cause, phases, fallback) = (open.record.cause, open.record.phases, open.fallback)
    open.record.otherOperations.append(.get(open.call.key))
    let bytes = await read(open)
    open.record.phases = phases
    open.fallback = open.fallback ?? fallback
    guard let bytes, let value = try? handling.serializer.decode(bytes) else {
      if open.record.outcome == .miss { open.record.cause = cause ?? open.record.cause }
      return nil
    }
    if open.record.outcome == .hit {
      open.record.outcome = .shared
      // It has waited as long as the load took.
      open.record.savedNanoseconds = 0
      open.record.cause = cause ?? .cold
    }
    open.wantsRefresh = false
    return value
  }

  private func joinContest<Output>(
    of open: OpenLookup, lasting lease: TTL, as output: Output.Type
  ) -> (contest: LeaseContest<Output>, leads: Bool) {
    let now = clock.now
    let key = FlightKey(function: open.call.function, key: open.call.key)
    return contests.withLock { contests in
      // Whoever comes after the lease has run out may take a new one, though the old one's load still runs.
      if let contest = contests[key] as? LeaseContest<Output>, contest.until > now { return (contest, false) }
      let contest = LeaseContest<Output>(
        key: key, flight: Flight(leader: open.record.id), until: now.advanced(by: lease.duration))
      contests[key] = contest
      return (contest, true)
    }
  }

  private func endContest<Output>(_ contest: LeaseContest<Output>) {
    contests.withLock { contests in
      if let present = contests[contest.key] as? LeaseContest<Output>, present.flight === contest.flight {
        contests[contest.key] = nil
      }
    }
  }
}

/// A request of this process that has the lease of a key, or is after it.
struct LeaseContest<Output: Sendable>: Sendable {
  var key: FlightKey
  var flight: Flight<Output>
  /// When its lease runs out.
  var until: Timestamp
}
