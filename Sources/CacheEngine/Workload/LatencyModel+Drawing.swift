extension LatencyModel {
  /// The longest time that is ever drawn.
  public static let longest = Duration.seconds(24 * 3_600)

  /// One query's time: never negative, at most ``longest``. A fixed time takes nothing from the generator.
  public func draw(using generator: inout SeededGenerator) -> Duration {
    switch self {
    case .fixed(let time):
      return min(max(time, .zero), Self.longest)
    case .uniform(let least, let most):
      let width = Double((most - least).wholeNanoseconds)
      return Self.clamped(Double(least.wholeNanoseconds) + width * generator.nextUnit())
    case .exponential(let mean):
      return Self.clamped(Double(mean.wholeNanoseconds) * generator.nextExponential())
    case .logNormal(let median, let sigma):
      return Self.clamped(Double(median.wholeNanoseconds) * PortableMath.exp(sigma * generator.nextNormal()))
    }
  }

  private static func clamped(_ nanoseconds: Double) -> Duration {
    // Written so that what is not a number becomes zero too.
    guard nanoseconds > 0 else { return .zero }
    return nanoseconds < Double(longest.wholeNanoseconds) ? .nanoseconds(Int64(nanoseconds.rounded())) : longest
  }
}
