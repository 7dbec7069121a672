/// The instants at which the requests of an open loop are meant to arrive, one after another.
///
/// The first constant arrival and the first burst come one spacing after the start.
public struct ArrivalProcess: Sendable {
  private let arrivals: WorkloadDefinition.Arrivals
  private let perSecond: Double
  private var generator: SeededGenerator
  /// Where the present schedule began; for Poisson arrivals the arrival before the next.
  private var origin: Timestamp
  /// Spacings since the origin.
  private var count = 0.0
  /// What is left of the present burst, and when it is.
  private var leftInBurst = 0
  private var burst = Timestamp.zero

  /// - Parameter perSecond: arrivals a second, or bursts; 0 pauses.
  public init(
    _ arrivals: WorkloadDefinition.Arrivals, perSecond: Double, startingAt start: Timestamp, generator: SeededGenerator
  ) {
    self.arrivals = arrivals
    self.perSecond = perSecond
    self.generator = generator
    origin = start
  }

  /// The next arrival's intended instant; `.distantFuture` while the rate is 0.
  public mutating func next() -> Timestamp {
    guard perSecond > 0 else { return .distantFuture }
    switch arrivals {
    case .constant:
      return nextEvenly()
    case .poisson:
      origin = Self.instant(after: origin, nanoseconds: generator.nextExponential() * (1e9 / perSecond))
      return origin
    case .burst(let size):
      if leftInBurst == 0 {
        burst = nextEvenly()
        leftInBurst = max(1, size)
      }
      leftInBurst -= 1
      return burst
    }
  }

  /// Starts the schedule anew at `now`, after the process was stopped: nothing that was due in the gap arrives.
  public mutating func skip(to now: Timestamp) {
    origin = now
    count = 0
    leftInBurst = 0
  }

  /// Each instant is reckoned from the origin, not from the one before: rounding does not add up.
  private mutating func nextEvenly() -> Timestamp {
    count += 1
    return Self.instant(after: origin, nanoseconds: count * 1e9 / perSecond)
  }

  private static func instant(after origin: Timestamp, nanoseconds: Double) -> Timestamp {
    guard nanoseconds < 0x1p62 else { return .distantFuture }
    let (sum, overflow) = origin.nanoseconds.addingReportingOverflow(Int64(nanoseconds.rounded()))
    return overflow ? .distantFuture : Timestamp(nanoseconds: sum)
  }
}
