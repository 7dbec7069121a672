/// How long the database takes for one query.
public enum LatencyModel: Hashable, Sendable {
  case fixed(Duration)
  /// Any time between the two, all alike.
  case uniform(Duration, Duration)
  case exponential(mean: Duration)
  /// `sigma` is the standard deviation of the time's natural logarithm.
  case logNormal(median: Duration, sigma: Double)
}

extension LatencyModel {
  /// What a load usually takes: the middle of the distribution.
  public var median: Duration {
    switch self {
    case .fixed(let time): time
    case .uniform(let least, let most): (least + most) / 2
    // The median of an exponential distribution is ln 2 of its mean.
    case .exponential(let mean): .nanoseconds(Int64(Double(mean.wholeNanoseconds) * 0.693_147_180_559_945_3))
    case .logNormal(let median, _): median
    }
  }
}
