/// A new value for one field of a policy.
public enum PolicySetting: Hashable, Sendable {
  /// `nil` makes entries last for ever.
  case ttl(TTL?)
  case jitter(Jitter?)
  case protection(Protection)
  case refreshAhead(Double?)
  case staleWhileRevalidate(Duration?)
  case staleIfError(StaleIfError?)
  case negativeTTL(TTL?)
  case loadTimeout(LoadTimeout?)
  case circuitBreaker(CircuitBreakerPolicy?)
  case write(WritePolicy)
  /// What the database takes for a query of the endpoint.
  case load(LatencyModel)
}

/// New values for some fields of an endpoint's policy; the others stay.
public struct PolicyChange: Hashable, Sendable {
  public var settings: [PolicySetting]

  public init(_ settings: PolicySetting...) {
    self.settings = settings
  }

  public init(_ settings: [PolicySetting]) {
    self.settings = settings
  }
}

extension CachePolicy {
  /// The policy with a change made. The load is not part of it.
  public func changed(by change: PolicyChange) -> CachePolicy {
    var policy = self
    for setting in change.settings {
      switch setting {
      case .ttl(let ttl): policy.ttl = ttl
      case .jitter(let jitter): policy.jitter = jitter
      case .protection(let protection): policy.protection = protection
      case .refreshAhead(let share): policy.refreshAhead = share
      case .staleWhileRevalidate(let duration): policy.staleWhileRevalidate = duration
      case .staleIfError(let emergency): policy.staleIfError = emergency
      case .negativeTTL(let ttl): policy.negativeTTL = ttl
      case .loadTimeout(let timeout): policy.loadTimeout = timeout
      case .circuitBreaker(let breaker): policy.circuitBreaker = breaker
      case .write(let write): policy.write = write
      case .load: break
      }
    }
    return policy
  }
}
