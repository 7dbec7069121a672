import CacheEngine

/// How long a frame stays true: nothing is drawn before something on the screen can have changed.
enum FramePace {
  /// Just after a command: its result is a matter of microseconds.
  static let answering = Duration.milliseconds(15)
  static let moving = Duration.milliseconds(100)
  static let counting = Duration.milliseconds(250)
  static let idle = Duration.seconds(1)

  static func untilNextChange(of state: DashboardState) -> Duration {
    if let sent = state.lastCommandAt, sent.duration(to: state.live.at) < .milliseconds(150) { return answering }
    if !state.live.ledger.waiting.isEmpty || hasRecentRequest(state) { return moving }
    if state.isFrozen { return counting }
    let now = state.now
    var pace = idle
    for entry in state.shown.keys.entries {
      guard case .at(let deadline) = entry.expiry, deadline > now else { continue }
      // Tenths of a second are shown below ten.
      if now.duration(to: deadline) < .seconds(10) { return moving }
      pace = counting
    }
    return state.shown.store.recentlyLeft.isEmpty ? pace : min(pace, counting)
  }

  /// While requests come in, more are likely to.
  private static func hasRecentRequest(_ state: DashboardState) -> Bool {
    guard let latest = state.live.ledger.records.first else { return false }
    return latest.finishedAt.duration(to: state.live.at) < .seconds(1)
  }
}
