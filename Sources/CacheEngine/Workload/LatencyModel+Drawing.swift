extension LatencyModel {
  /// No drawn time is longer: a log-normal tail has no end of its own.
  public static let longest = Duration.seconds(86_400)

  /// One time from the distribution: 0 to ``longest``, in whole nanoseconds. A fixed time draws nothing.
  public func draw(using generator: inout SeededGenerator) -> Duration {
    switch self {
    case .fixed(let time):
      return Self.clamped(time)
    case .uniform(let one, let other):
      let least = Self.clamped(min(one, other)).wholeNanoseconds
      let most = Self.clamped(max(one, other)).wholeNanoseconds
      return .nanoseconds(least + Int64(generator.nextBelow(Int(most - least + 1))))
    case .exponential(let mean):
      return Self.clamped(nanoseconds: mean.inNanoseconds * generator.nextExponential())
    case .logNormal(let median, let sigma):
      return Self.clamped(nanoseconds: median.inNanoseconds * PortableMath.exp(sigma * generator.nextNormal()))
    }
  }

  private static func clamped(_ time: Duration) -> Duration {
    min(max(time, .zero), longest)
  }

  private static func clamped(nanoseconds: Double) -> Duration {
    guard nanoseconds < longest.inNanoseconds else { return nanoseconds.isNaN ? .zero : longest }
    return .nanoseconds(Int64(max(0, nanoseconds) + 0.5))
  }
}

extension Duration {
  fileprivate var inNanoseconds: Double { Double(wholeNanoseconds) }
}
