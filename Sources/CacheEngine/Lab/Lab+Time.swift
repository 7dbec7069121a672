/// The lab's time, for whoever may steer it.
extension Lab {
  /// False where time is not the lab's own.
  public func setPaused(_ isPaused: Bool) -> Bool {
    guard let clock = clock as? SteerableClock else { return false }
    clock.setPaused(isPaused)
    return true
  }

  /// Seconds of the lab in a second of the machine. False where time is not the lab's own.
  public func setSpeed(_ speed: Double) -> Bool {
    guard let clock = clock as? SteerableClock else { return false }
    clock.setSpeed(speed)
    return true
  }

  /// Pauses at the next thing that happens: a request, the end of a load, a step, the end of an entry.
  public func step() -> LabStep {
    guard let clock = clock as? SteerableClock else { return .notPossible }
    let ending = (store as? MemoryStore)?.nextToExpire(at: clock.now)
    let waiting = clock.nextDeadline
    if let ending, ending.at <= waiting ?? .distantFuture {
      clock.pause(at: ending.at)
      return .entryEnds(ending.key, at: ending.at)
    }
    guard let waiting else { return .nothingIsDue }
    clock.pause(at: waiting)
    return .somethingGoesOn(at: waiting)
  }
}

/// What came of a step.
public enum LabStep: Hashable, Sendable {
  /// Time is somebody else's.
  case notPossible
  /// No request runs or is to come, and no entry will end.
  case nothingIsDue
  case entryEnds(CacheKey, at: Timestamp)
  /// A request comes, a load ends, a client has thought, or a step of the scenario is due.
  case somethingGoesOn(at: Timestamp)
}
