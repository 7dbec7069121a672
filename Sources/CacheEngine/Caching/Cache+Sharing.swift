/// Single flight: reading, loading and writing a key are one thing that happens once, however many ask.
extension Cache {
  /// Joins the flight for the key, or begins one. Between looking for a flight and beginning one nothing is awaited.
  nonisolated(nonsending) func share<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    let (flight, leads) = joinFlight(of: open, as: Output.self)
    if leads {
      begin(flight, open.call, open.record, handling, load: load)
    } else {
      open.record.leader = flight.leader
      ledger.beginWaiting(&open.record, at: clock.now)
    }
    guard let landing = await flight.wait() else {
      open.record.outcome = .cancelled
      open.record.cause = nil
      return .failure(CancellationError())
    }
    if leads { open.record = landing.record } else { open.record.share(landing.record) }
    return landing.result
  }

  private func joinFlight<Output>(
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

  /// A task of its own: whoever led may be cancelled, and the others still get their result.
  private func begin<Output: Sendable>(
    _ flight: Flight<Output>, _ call: LookupCall, _ record: LookupRecord, _ handling: ResultHandling<Output>,
    load: @escaping LoadBody<Output>
  ) {
    Task(executorPreference: clock.executor) { [self] in
      let open = OpenLookup(call, record)
      let result = await fly(open, handling, load: load)
      // Here and not when the leader ends: it may have gone away before the load even began.
      ledger.endWaiting(&open.record)
      flights.withLock { $0[FlightKey(function: call.function, key: call.key)] = nil }
      flight.land(Flight.Landing(result: result, record: open.record))
    }
  }

  private nonisolated(nonsending) func fly<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, load: @escaping LoadBody<Output>
  ) async -> Result<Output, any Error> {
    if let bytes = await read(open) {
      do {
        return .success(try handling.serializer.decode(bytes))
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
    outcome = leading.outcome == .miss ? .shared : leading.outcome
    cause = outcome == .shared ? cause ?? leading.cause : nil
    expiry = leading.expiry
    size = leading.size
    readPoint = leading.readPoint
    if outcome == .error { remarks = leading.remarks }
  }
}
