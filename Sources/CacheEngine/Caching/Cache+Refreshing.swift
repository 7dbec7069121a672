/// Loads in the background, for entries that are served meanwhile.
extension Cache {
  /// Starts a load that nobody waits for, unless one is running for the key; early refresh without a lock starts one anyway.
  ///
  /// - Parameter isInFlight: The request is itself the flight that is found under its key, and about to land.
  func startRefresh<Output: Sendable>(
    _ open: OpenLookup, _ handling: ResultHandling<Output>, isInFlight: Bool = false,
    load: @escaping LoadBody<Output>
  ) {
    open.wantsRefresh = false
    let key = FlightKey(function: open.call.function, key: open.call.key)
    let isAlone =
      if case .earlyRefresh(_, isLocked: false) = open.call.policy.settings.protection { false } else { true }
    let refreshKey = isInFlight || !isAlone ? nil : key
    let number = ledger.nextID()
    let flight = Flight<Output>(leader: number)
    if isAlone {
      let isFirst = refreshes.withLock { $0.insert(key).inserted }
      guard isFirst else {
        open.record.remarks.append(.refreshRuns)
        return
      }
    }
    if let refreshKey {
      flights.withLock { if $0[refreshKey] == nil { $0[refreshKey] = flight } }
    }
    open.record.startedRefresh = number
    let now = clock.now
    let record = ledger.beginRefresh(number, open.call, of: open.record.id, at: now)
    let start = OpenLookup(open.call, record).start
    Task(executorPreference: clock.executor) { [self] in
      let open = OpenLookup(start)
      let result = await runLoad(open, handling, load: load)
      open.record.outcome = .refresh
      open.record.cause = nil
      if isAlone { refreshes.withLock { _ = $0.remove(key) } }
      ledger.endWaiting(&open.record)
      finish(open)
      land(flight, open, result, as: refreshKey)
    }
  }
}
