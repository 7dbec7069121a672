import CacheEngine

/// The sensible values of a setting, from one to the next; a value between two steps goes on to the nearest in its direction.
struct PolicyLadder {
  /// Where a value stands: first by its kind, then by its amount.
  struct Rank: Comparable {
    var kind: Int
    var amount: Double

    init(_ kind: Int, _ amount: Double = 0) {
      self.kind = kind
      self.amount = amount
    }

    static func < (left: Rank, right: Rank) -> Bool {
      (left.kind, left.amount) < (right.kind, right.amount)
    }
  }

  /// Ascending.
  private let steps: [(rank: Rank, setting: PolicySetting)]
  private let here: Rank

  init(_ row: PolicyRow, of policy: CachePolicy, load: LatencyModel) {
    let (values, here) = Self.ladder(row, policy, load)
    steps = values.map { (Self.rank(of: $0, in: policy), $0) }
    self.here = Self.rank(of: here, in: policy)
  }

  var above: PolicySetting? { steps.first { $0.rank > here }?.setting }
  var below: PolicySetting? { steps.last { $0.rank < here }?.setting }

  /// The values of a setting, and the one it has.
  private static func ladder(
    _ row: PolicyRow, _ policy: CachePolicy, _ load: LatencyModel
  ) -> ([PolicySetting], now: PolicySetting) {
    switch row {
    case .ttl:
      ([1, 2, 5, 10, 30, 60, 120, 300, 600, 3_600].map { .ttl(.seconds($0)) } + [.ttl(nil)], .ttl(policy.ttl))
    case .jitter:
      ([.jitter(nil)] + [0.05, 0.1, 0.2, 0.5].map { .jitter(.share($0)) }, .jitter(policy.jitter))
    case .protection: (protections.map { .protection($0) }, .protection(policy.protection))
    case .refreshAhead:
      (
        [.refreshAhead(nil)] + [0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map { .refreshAhead($0) },
        .refreshAhead(policy.refreshAhead)
      )
    case .staleWhileRevalidate:
      (
        [.staleWhileRevalidate(nil)] + [1, 5, 10, 30, 60, 300].map { .staleWhileRevalidate(.seconds($0)) },
        .staleWhileRevalidate(policy.staleWhileRevalidate)
      )
    case .staleIfError: (emergencies(policy.staleIfError), .staleIfError(policy.staleIfError))
    case .negativeTTL:
      ([.negativeTTL(nil)] + [1, 5, 10, 30, 60].map { .negativeTTL(.seconds($0)) }, .negativeTTL(policy.negativeTTL))
    case .loadTimeout: (timeouts.map { .loadTimeout($0) }, .loadTimeout(policy.loadTimeout))
    case .circuitBreaker: (breakers(policy.circuitBreaker), .circuitBreaker(policy.circuitBreaker))
    case .write: (writes.map { .write($0) }, .write(policy.write))
    case .load:
      (
        [10, 50, 100, 200, 500, 1_000, 2_000, 3_000, 5_000, 10_000].map { .load(load.taking(.milliseconds($0))) },
        .load(load)
      )
    }
  }

  private static let protections: [Protection] = [
    .none, .singleFlight, .lease(.seconds(2)), .lease(.seconds(5)), .lease(.seconds(10)), .leaseToken(.seconds(10)),
    .earlyRefresh(beta: 0.5, isLocked: false), .earlyRefresh(beta: 1, isLocked: false),
    .earlyRefresh(beta: 2, isLocked: false), .earlyRefresh(beta: 1, isLocked: true),
  ]
  private static let writes: [WritePolicy] = [
    .invalidate, .writeThrough, .writeBehind(delay: .seconds(1)), .writeBehind(delay: .seconds(5)),
    .writeAround(deletes: true), .writeAround(deletes: false), .forget,
  ]
  private static let timeouts: [LoadTimeout?] = [
    nil, LoadTimeout(hard: .seconds(1)), LoadTimeout(hard: .seconds(2)), LoadTimeout(hard: .seconds(5)),
    LoadTimeout(soft: .milliseconds(100)), LoadTimeout(soft: .milliseconds(500)),
    LoadTimeout(soft: .milliseconds(200), hard: .seconds(5)),
  ]

  /// What is not stepped through stays as it is set.
  private static func emergencies(_ now: StaleIfError?) -> [PolicySetting] {
    [.staleIfError(nil)]
      + [10, 30, 60, 300, 3_600].map {
        .staleIfError(StaleIfError(keep: .seconds($0), retryAfter: now?.retryAfter ?? StaleIfError.usualRetry))
      }
  }

  private static func breakers(_ now: CircuitBreakerPolicy?) -> [PolicySetting] {
    [.circuitBreaker(nil)]
      + [0.25, 0.5, 0.75].map { share in
        var breaker = now ?? CircuitBreakerPolicy()
        breaker.failures = share
        return .circuitBreaker(breaker)
      }
  }

  private static func rank(of setting: PolicySetting, in policy: CachePolicy) -> Rank {
    switch setting {
    case .ttl(let ttl): ttl.map { Rank(0, $0.duration.inSeconds) } ?? Rank(1)
    case .jitter(nil), .refreshAhead(nil), .staleWhileRevalidate(nil), .staleIfError(nil), .negativeTTL(nil),
      .loadTimeout(nil), .circuitBreaker(nil):
      Rank(0)
    case .jitter(.share(let share)): Rank(1, share)
    case .jitter(.upTo(let most)): Rank(1, policy.ttl.map { most / $0.duration } ?? 0)
    case .protection(let protection): rank(of: protection)
    case .refreshAhead(let share?): Rank(1, share)
    case .staleWhileRevalidate(let duration?): Rank(1, duration.inSeconds)
    case .staleIfError(let emergency?): Rank(1, emergency.keep.inSeconds)
    case .negativeTTL(let ttl?): Rank(1, ttl.duration.inSeconds)
    case .loadTimeout(let timeout?):
      timeout.soft.map { Rank(timeout.hard == nil ? 2 : 3, $0.inSeconds) } ?? Rank(1, timeout.hard?.inSeconds ?? 0)
    case .circuitBreaker(let breaker?): Rank(1, breaker.failures)
    case .write(let write): rank(of: write)
    case .load(let model): Rank(0, model.median.inSeconds)
    }
  }

  private static func rank(of protection: Protection) -> Rank {
    switch protection {
    case .none: Rank(0)
    case .singleFlight: Rank(1)
    case .lease(let lease): Rank(2, lease.duration.inSeconds)
    case .leaseToken(let lease): Rank(3, lease.duration.inSeconds)
    case .earlyRefresh(let beta, let isLocked): Rank(isLocked ? 5 : 4, beta)
    }
  }

  private static func rank(of write: WritePolicy) -> Rank {
    switch write {
    case .invalidate: Rank(0)
    case .writeThrough: Rank(1)
    case .writeBehind(let delay): Rank(2, delay.inSeconds)
    case .writeAround(let deletes): Rank(deletes ? 3 : 4)
    case .forget: Rank(5)
    }
  }
}

extension LatencyModel {
  /// The same shape around another middle.
  fileprivate func taking(_ middle: Duration) -> LatencyModel {
    switch self {
    case .fixed: .fixed(middle)
    case .uniform(let least, let most):
      most + least > .zero ? .uniform(least * (middle / median), most * (middle / median)) : .fixed(middle)
    case .exponential(let mean):
      mean > .zero ? .exponential(mean: mean * (middle / median)) : .fixed(middle)
    case .logNormal(_, let sigma): .logNormal(median: middle, sigma: sigma)
    }
  }
}
