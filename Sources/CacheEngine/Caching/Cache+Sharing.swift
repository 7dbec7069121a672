/// Single flight: reading, loading and writing a key are one thing that happens once, however many ask.
extension Cache {
  /// Joins the flight for the key, or begins one. Between looking for a flight and beginning one nothing is awaited.
  nonisolated(nonsending) func share<Output: Sendable>(
    _ call: LookupCall, _ begun: LookupBegun, _ work: LoadWork<Output>
  ) async -> Lookup<Output> {
    var record = begun.record
    let (flight, leads) = joinFlight(of: call, leader: record.id, as: Output.self)
    if leads {
      begin(flight, call, begun.record, work)
    } else {
      record.leader = flight.leader
      ledger.beginWaiting(record, at: clock.now)
    }
    guard let landing = await flight.wait() else {
      record.outcome = .cancelled
      record.cause = nil
      finish(call, &record)
      return Lookup(result: .failure(CancellationError()), record: record)
    }
    if leads { record = landing.record } else { record.share(landing.record) }
    finish(call, &record)
    return Lookup(result: landing.result, record: record)
  }

  private func joinFlight<Output>(
    of call: LookupCall, leader: RequestID, as output: Output.Type
  ) -> (flight: Flight<Output>, leads: Bool) {
    flights.withLock { flights in
      let key = FlightKey(function: call.function, key: call.key)
      if let flight = flights[key] as? Flight<Output> { return (flight, false) }
      let flight = Flight<Output>(leader: leader)
      flights[key] = flight
      return (flight, true)
    }
  }

  /// A task of its own: whoever led may be cancelled, and the others still get their result.
  private func begin<Output: Sendable>(
    _ flight: Flight<Output>, _ call: LookupCall, _ record: LookupRecord, _ work: LoadWork<Output>
  ) {
    Task(executorPreference: clock.executor) {
      let landing = await self.fly(call, record, work)
      self.ledger.endLoad(record)
      self.flights.withLock { $0[FlightKey(function: call.function, key: call.key)] = nil }
      flight.land(landing)
    }
  }

  private func fly<Output: Sendable>(
    _ call: LookupCall, _ record: LookupRecord, _ work: LoadWork<Output>
  ) async -> Flight<Output>.Landing {
    var record = record
    if let bytes = await read(call, nil, into: &record) {
      do {
        let value = try work.serializer.decode(bytes)
        return Flight.Landing(result: .success(value), record: record)
      } catch {
        noteUndecodable(error, in: &record)
      }
    }
    return Flight.Landing(result: await runLoad(call, &record, work), record: record)
  }
}

extension LookupRecord {
  /// Takes over how the flight ended that this request waited for.
  fileprivate mutating func share(_ leading: LookupRecord) {
    outcome = leading.outcome == .miss ? .shared : leading.outcome
    switch outcome {
    case .shared: cause = cause ?? leading.cause
    default: cause = nil
    }
    expiry = leading.expiry
    size = leading.size
    readPoint = leading.readPoint
    if outcome == .error { remarks = leading.remarks }
  }
}
