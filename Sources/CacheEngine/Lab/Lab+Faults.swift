/// What goes wrong, by a step of the scenario or by hand.
extension Lab {
  /// Begins a fault, or ends the one of its kind that is on. Returns whether one is on now.
  public func toggle(_ fault: Fault) -> Bool {
    if let active = faults.withLock({ $0.faults.first(where: fault.isSameKind) }) {
      end(active)
      return false
    }
    begin(fault)
    return true
  }

  /// Tries now to reach the store's server. False where the store has none.
  public func reconnect() -> Bool {
    guard let redis = store as? RedisStore else { return false }
    redis.reconnect()
    return true
  }

  /// Begins a fault; one of the same kind gives way to it.
  func begin(_ fault: Fault) {
    let replaced = faults.withLock { $0.begin(fault) }
    set(fault, isOn: true)
    if replaced != fault { events.note(.faultBegan, fault.description) }
  }

  /// Ends a fault, unless it ended before or another one took its place.
  func end(_ fault: Fault) {
    guard faults.withLock({ $0.end(fault) }) else { return }
    set(fault, isOn: false)
    events.note(.faultEnded, "over: \(fault)")
  }
}
