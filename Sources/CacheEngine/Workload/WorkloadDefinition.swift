/// One stream of requests to one endpoint.
public struct WorkloadDefinition: Hashable, Sendable {
  /// When requests come.
  public enum Load: Hashable, Sendable {
    /// Open loop: arrivals do not wait for responses.
    case open(perSecond: Double, Arrivals)
    /// Closed loop: each client sends, waits for the response, thinks, and sends again.
    case closed(clients: Int, thinkTime: Duration)
  }

  /// How the arrivals of an open loop are spaced.
  public enum Arrivals: Hashable, Sendable {
    /// One every 1/rate.
    case constant
    /// Independent of each other: the gaps are exponential.
    case poisson
    /// So many at the same instant, `perSecond` such bursts a second, evenly spaced.
    case burst(Int)
  }

  /// Name of the endpoint.
  public var endpoint: String
  public var load: Load
  public var keys: KeyChoice
  /// The share of requests that write the row instead of reading it, 0 to 1.
  public var writes: Double

  public init(endpoint: String, load: Load, keys: KeyChoice = .fixed(1), writes: Double = 0) {
    self.endpoint = endpoint
    self.load = load
    self.keys = keys
    self.writes = writes
  }
}

/// Which row a request asks for: a number from 1 that takes the place of every parameter of the endpoint's path.
public enum KeyChoice: Hashable, Sendable {
  /// Each of `count` equally often.
  case uniform(count: Int)
  /// The k-th of `count` in proportion to 1/k^exponent.
  case zipf(exponent: Double, count: Int)
  /// 1, 2, … `count`, 1, 2, …
  case sequence(count: Int)
  /// Always the same.
  case fixed(Int)

  /// Every number it can give lies in 1…this.
  public var largest: Int {
    switch self {
    case .uniform(let count), .zipf(_, let count), .sequence(let count): count
    case .fixed(let number): number
    }
  }
}
