import CacheEngine

/// A setting of the policy panel.
public enum PolicyRow: String, Hashable, Sendable, CaseIterable {
  case ttl, jitter, protection
  case refreshAhead = "refresh-ahead"
  case staleWhileRevalidate = "stale-while-revalidate"
  case staleIfError = "stale-if-error"
  case negativeTTL = "negative-ttl"
  case loadTimeout = "load-timeout"
  case circuitBreaker = "circuit-breaker"
  case write, load

  /// How the setting stands now.
  func value(of policy: CachePolicy, load: LatencyModel) -> String {
    switch self {
    case .ttl: policy.ttl.map { Figures.setting($0.duration) } ?? "none"
    case .jitter:
      switch policy.jitter {
      case nil: "none"
      case .share(let share): percent(share)
      case .upTo(let duration): Figures.setting(duration)
      }
    case .protection: policy.protection.description
    case .refreshAhead: policy.refreshAhead.map { "from \(percent($0)) of the ttl" } ?? "none"
    case .staleWhileRevalidate: setting(policy.staleWhileRevalidate)
    case .staleIfError: setting(policy.staleIfError?.keep)
    case .negativeTTL: setting(policy.negativeTTL?.duration)
    case .loadTimeout: policy.loadTimeout.map { String($0.description.dropFirst()) } ?? "none"
    case .circuitBreaker: policy.circuitBreaker.map { "opens at \(percent($0.failures)) failed" } ?? "none"
    case .write: policy.write.description
    case .load: load.description
    }
  }

  private func setting(_ duration: Duration?) -> String {
    duration.map { Figures.setting($0) } ?? "none"
  }

  private func percent(_ share: Double) -> String { "\(Figures.factor(share * 100))%" }
}
