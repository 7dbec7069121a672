import CacheEngine

/// A pattern that people teach, as a whole policy; the TTL, the write policy and the load stay as they are.
enum PolicyPreset: String, Hashable, Sendable, CaseIterable {
  case ttlOnly = "ttl only"
  case singleFlight = "single-flight"
  case staleWhileRevalidate = "stale-while-revalidate"
  case earlyRefresh = "early refresh"
  case lease

  /// Every setting that a pattern could leave behind for the next one to trip over.
  func change(of policy: CachePolicy) -> PolicyChange {
    PolicyChange([
      .ttl(policy.ttl ?? .seconds(60)), .jitter(nil), .protection(protection), .refreshAhead(nil),
      .staleWhileRevalidate(self == .staleWhileRevalidate ? .seconds(30) : nil), .staleIfError(nil), .negativeTTL(nil),
      .loadTimeout(nil), .circuitBreaker(nil),
    ])
  }

  private var protection: Protection {
    switch self {
    case .ttlOnly: .none
    // Without it the first misses would still be a stampede.
    case .singleFlight, .staleWhileRevalidate: .singleFlight
    case .earlyRefresh: .earlyRefresh(beta: 1, isLocked: false)
    case .lease: .lease(.seconds(10))
    }
  }
}
