/// How long an ended entry is kept to be served when its load fails.
///
/// Source: RFC 5861, stale-if-error; the throttle is FusionCache's fail-safe throttle duration.
public struct StaleIfError: Hashable, Sendable {
  /// Beyond the TTL.
  public var keep: Duration
  /// After a failed load the old value is served so long without another try.
  public var retryAfter: Duration

  public static let usualRetry = Duration.seconds(30)

  public init(keep: Duration, retryAfter: Duration = Self.usualRetry) {
    self.keep = keep
    self.retryAfter = retryAfter
  }
}

/// How long a request waits for its load. The load itself goes on and fills the cache.
public struct LoadTimeout: Hashable, Sendable {
  /// After this a stale value is served, where there is one.
  public var soft: Duration?
  /// After this the request fails.
  public var hard: Duration?

  public init(soft: Duration? = nil, hard: Duration? = nil) {
    self.soft = soft
    self.hard = hard
  }
}

/// When loads are not even tried: after too many failures, for a while.
public struct CircuitBreakerPolicy: Hashable, Sendable {
  /// Loads that ended within this time are judged.
  public var period: Duration
  /// With fewer loads than this nothing is judged.
  public var minimumLoads: Int
  /// 0 to 1: with at least this share failed, the circuit opens.
  public var failures: Double
  /// How long it stays open; then one load is let through to find out.
  public var openFor: Duration

  public init(
    period: Duration = .seconds(10), minimumLoads: Int = 5, failures: Double = 0.5, openFor: Duration = .seconds(10)
  ) {
    self.period = period
    self.minimumLoads = minimumLoads
    self.failures = failures
    self.openFor = openFor
  }
}
