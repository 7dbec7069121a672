/// Loads that go on whoever leaves: single flight, and loads that are waited for only so long.
extension Cache {
  /// Joins the flight for the key, or begins one. Between looking for a flight and beginning one nothing is awaited.
  nonisolated(nonsending) func share<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let key = FlightKey(function: open.call.function, key: open.call.key)
    let (flight, leads) = joinFlight(of: open, as: Output.self)
    if leads {
      let start = open.start
      Task(executorPreference: clock.executor) { [self] in
        let open = OpenLookup(start)
        let result = await readAndLoad(open, handling, load: load)
        land(flight, open, result, as: key)
      }
      return await follow(flight, open, leads: true)
    }
    guard let waits = enterWait(open, for: key, handling) else { return failCyclic(open, by: key) }
    defer { waits.leave() }
    open.record.leader = flight.leader
    ledger.beginWaiting(&open.record, at: clock.now)
    return await follow(flight, open, leads: false)
  }

  /// Loads beside the request, which waits only as long as it may.
  nonisolated(nonsending) func loadAside<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let flight = Flight<Output>(leader: open.record.id)
    let start = open.start
    Task(executorPreference: clock.executor) { [self] in
      let open = OpenLookup(start)
      let result = await runLoad(open, handling, load: load)
      land(flight, open, result, as: nil)
    }
    return await follow(flight, open, leads: true)
  }

  /// Waits for a flight as long as the policy lets a request wait, and takes over what it came to.
  nonisolated(nonsending) func follow<Output: Sendable>(
    _ flight: Flight<Output>, _ open: OpenLookup, leads: Bool
  ) async -> Result<Output, any Error> {
    switch await flight.wait(until: patience(of: open), on: clock) {
    case .cancelled: return cancel(open)
    case .timedOut: return timeOut(open)
    case .landed(let landing):
      if leads { open.record = landing.record } else { open.record.share(landing.record) }
      open.fallback = open.fallback ?? landing.fallback
      return landing.result
    }
  }

  func cancel<Output>(_ open: OpenLookup) -> Result<Output, any Error> {
    open.record.outcome = .cancelled
    open.record.cause = nil
    return .failure(CancellationError())
  }

  func timeOut<Output>(_ open: OpenLookup) -> Result<Output, any Error> {
    open.record.remarks.append(.loadTimedOut)
    open.record.phases.load = open.waitsSince.duration(to: clock.now)
    return fail(open, LoadTimeoutError())
  }

  /// Until when a request waits for a load; `nil`: as long as it takes.
  func patience(of open: OpenLookup) -> Timestamp? {
    guard let timeout = open.call.policy.settings.loadTimeout else { return nil }
    let limit = open.fallback == nil ? timeout.hard : timeout.soft ?? timeout.hard
    return limit.map { open.waitsSince.advanced(by: $0) }
  }

  func joinFlight<Output>(
    of open: OpenLookup, as output: Output.Type
  ) -> (flight: Flight<Output>, leads: Bool) {
    flights.withLock { flights in
      let key = FlightKey(function: open.call.function, key: open.call.key)
      if let flight = flights[key] as? Flight<Output> { return (flight, false) }
      let flight = Flight<Output>(leader: open.record.id)
      flights[key] = flight
      return (flight, true)
    }
  }

  /// Ends a flight, in the task that was started for it: whoever led may be gone, and the others still get their result.
  ///
  /// - Parameter key: Where the flight was to be found; `nil`: nowhere.
  func land<Output: Sendable>(
    _ flight: Flight<Output>, _ open: OpenLookup, _ result: Result<Output, any Error>, as key: FlightKey?
  ) {
    // Here and not when the leader ends: it may have gone away before the load even began.
    ledger.endWaiting(&open.record)
    if let key { flights.withLock { if $0[key] as? Flight<Output> === flight { $0[key] = nil } } }
    flight.land(Flight.Landing(result: result, record: open.record, fallback: open.fallback))
  }

  private nonisolated(nonsending) func readAndLoad<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    if let bytes = await read(open) {
      do {
        let value = try handling.serializer.decode(bytes)
        if open.wantsRefresh { startRefresh(open, handling, isInFlight: true, load: load) }
        return .success(value)
      } catch {
        noteUndecodable(error, in: open)
      }
    }
    return await runLoad(open, handling, load: load)
  }
}

extension LookupRecord {
  /// Takes over how the flight ended that this request waited for.
  fileprivate mutating func share(_ leading: LookupRecord) {
    switch leading.outcome {
    case .miss, .shared: outcome = .shared
    case .refresh: outcome = leading.hasFailed ? .error : .shared
    default: outcome = leading.outcome
    }
    cause = outcome == .shared ? cause ?? leading.cause ?? .cold : nil
    expiry = leading.expiry
    size = leading.size
    readPoint = leading.readPoint
    staleReason = leading.staleReason
    entry = leading.entry
    savedNanoseconds = leading.savedNanoseconds
    if outcome == .error { remarks = leading.remarks }
  }

  /// Of a refresh: whether its load failed.
  var hasFailed: Bool {
    remarks.contains { remark in
      switch remark {
      case .loadFailed, .circuitOpen: true
      default: false
      }
    }
  }
}
