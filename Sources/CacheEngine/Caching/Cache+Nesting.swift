/// Loads that call cached functions: one that asks for its own result would wait for ever.
extension Cache {
  /// The error for a call that a load further up has to wait for it to end itself; `nil` where there is none.
  func cycle<Output>(_ open: OpenLookup, _ handling: ResultHandling<Output>) -> CyclicLoadError? {
    guard handling.mayNest, let chain = LoadChain.current else { return nil }
    let place = FlightKey(function: open.call.function, key: open.call.key)
    guard let path = chain.path(from: place) else { return nil }
    return named(CyclicLoadError(path: path + [open.call.key]), open)
  }

  nonisolated(nonsending) func nested<Output: Sendable>(
    _ open: OpenLookup, _ load: @escaping LoadBody<Output>
  ) async throws -> Output {
    let place = FlightKey(function: open.call.function, key: open.call.key)
    return try await LoadChain.$current.withValue(LoadChain(place, within: LoadChain.current)) { try await load() }
  }

  /// Enters that the load around this call waits for a flight; `nil` when that would close a circle.
  func enterWait<Output>(
    _ open: OpenLookup, for flight: FlightKey, _ handling: ResultHandling<Output>
  ) -> LoadWait? {
    guard handling.mayNest, let load = LoadChain.current?.place else { return LoadWait(leave: {}) }
    guard waits.withLock({ $0.enter(load, waitsFor: flight) }) else { return nil }
    return LoadWait { [self] in waits.withLock { $0.leave(load, flight) } }
  }

  func failCyclic<Output>(_ open: OpenLookup, by flight: FlightKey) -> Result<Output, any Error> {
    let around = LoadChain.current?.place.key
    return fail(open, named(CyclicLoadError(path: [flight.key] + [around, flight.key].compactMap(\.self)), open))
  }

  private func named(_ error: CyclicLoadError, _ open: OpenLookup) -> CyclicLoadError {
    open.record.remarks.append(.cyclicLoad(error.path.map(\.text).joined(separator: " → ")))
    return error
  }
}

/// A wait that was entered, and has to be left.
struct LoadWait {
  let leave: () -> Void
}
