/// When the requests of an open loop arrive: a schedule that does not wait for responses.
///
/// Nothing arrives at the start itself: the first arrival (or burst) of an even spacing comes 1/rate after it.
public struct ArrivalProcess: Sendable {
  private let spacing: Spacing
  /// How many come at one instant.
  private let together: Int
  private var upcoming: Timestamp
  /// How many of those at `upcoming` are still to come.
  private var left: Int
  private var beat: Beat
  /// What the last whole nanosecond left over, 0 to 1: gaps rounded one by one would change the rate.
  private var fraction = 0.0
  private var generator: SeededGenerator

  private enum Spacing {
    case even
    case exponential(meanNanoseconds: Double)
    case never
  }

  /// - Parameters:
  ///   - arrivals: A burst of less than one counts as one.
  ///   - perSecond: Arrivals or bursts a second. Below 10^-9 (one in 32 years) nothing ever arrives; above 10^9 it
  ///     counts as 10^9.
  ///   - generator: The stream that belongs to this process alone.
  public init(
    _ arrivals: WorkloadDefinition.Arrivals, perSecond: Double, startingAt start: Timestamp,
    generator: SeededGenerator
  ) {
    let rate = perSecond >= 1e-9 ? min(perSecond, 1e9) : 0
    beat = Beat(perSecond: rate > 0 ? rate : 1)
    switch (arrivals, rate) {
    case (_, 0): (spacing, together) = (.never, 1)
    case (.constant, _): (spacing, together) = (.even, 1)
    case (.poisson, _): (spacing, together) = (.exponential(meanNanoseconds: 1e9 / rate), 1)
    case (.burst(let count), _): (spacing, together) = (.even, max(1, count))
    }
    self.generator = generator
    upcoming = start
    left = together
    advance()
  }

  /// The intended instant of the next arrival, never earlier than the one before; ``Timestamp/distantFuture`` when
  /// there is none.
  public mutating func next() -> Timestamp {
    if left == 0 {
      advance()
      left = together
    }
    left -= 1
    return upcoming
  }

  /// Starts the schedule anew at `now` when something was due before: the process stood still, and what would have
  /// come in the meantime never arrives. An arrival that is not due yet stays.
  public mutating func skip(to now: Timestamp) {
    if left == 0 {
      advance()
      left = together
    }
    guard upcoming < now else { return }
    beat.restart()
    fraction = 0
    upcoming = now
    left = together
    advance()
  }

  private mutating func advance() {
    let gap: Int64
    switch spacing {
    case .never:
      upcoming = .distantFuture
      return
    case .even:
      gap = beat.next()
    case .exponential(let mean):
      let exact = min(mean * generator.nextExponential() + fraction, 9e18)
      gap = Int64(exact)
      fraction = exact - Double(gap)
    }
    let (sum, overflow) = upcoming.nanoseconds.addingReportingOverflow(gap)
    upcoming = overflow ? .distantFuture : Timestamp(nanoseconds: sum)
  }
}
