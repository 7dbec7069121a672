import CacheEngine

/// How long a frame stays true: nothing is drawn before something on the screen can have changed.
///
/// What moves with the lab's time moves as fast as that goes; how long the watcher waits is the machine's time.
enum FramePace {
  /// Just after a command: its result is a matter of microseconds.
  static let answering = Duration.milliseconds(15)
  /// No faster than this, however fast the lab is.
  static let moving = Duration.milliseconds(100)
  /// Between two frames of a lab in which only long countdowns run.
  static let counting = Duration.milliseconds(250)
  static let idle = Duration.seconds(1)

  static func untilNextChange(of state: DashboardState) -> Duration {
    let clock = state.live.clock
    if let sent = state.lastCommandAt, clock.watched - sent < .milliseconds(150) { return answering }
    if clock.isPaused { return idle }
    if !state.live.ledger.waiting.isEmpty || hasRecentRequest(state) { return moving }
    if state.isFrozen { return counting }
    // What another program does comes at no time of ours.
    if state.live.watch != nil { return min(counting, onMachine(untilCountdownMoves(state), speed: clock.speed)) }
    if isTimelineMoving(state) { return moving }
    return onMachine(untilCountdownMoves(state), speed: clock.speed)
  }

  /// How much of the lab's time passes until a countdown or the clock shows something else.
  private static func untilCountdownMoves(_ state: DashboardState) -> Duration {
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

  /// While a request is on the axis, every step of time moves it.
  private static func isTimelineMoving(_ state: DashboardState) -> Bool {
    guard state.view == .timeline, state.timeline.end == nil, let latest = state.live.ledger.records.first else {
      return false
    }
    return latest.finishedAt.duration(to: state.live.at) < state.timeline.window
  }

  /// While requests come in, more are likely to.
  private static func hasRecentRequest(_ state: DashboardState) -> Bool {
    guard let latest = state.live.ledger.records.first else { return false }
    let age = latest.finishedAt.duration(to: state.live.at)
    return age.inSeconds < idle.inSeconds * state.live.clock.speed
  }

  private static func onMachine(_ duration: Duration, speed: Double) -> Duration {
    let seconds = duration.inSeconds / max(speed, .leastNormalMagnitude)
    return seconds >= idle.inSeconds ? idle : max(moving, .nanoseconds(Int64(seconds * 1e9)))
  }
}
