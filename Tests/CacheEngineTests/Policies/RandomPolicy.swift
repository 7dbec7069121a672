@testable import CacheEngine

extension SeededGenerator {
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[nextBelow(elements.count)] }

  /// A policy whose settings make sense together, and leave nothing to chance.
  mutating func nextPolicy(tagging: Tagging?, isVersioned: Bool) -> CachePolicy {
    while true {
      let policy = CachePolicy(
        ttl: pick([nil, .milliseconds(400), .seconds(2), .seconds(5)]),
        protection: pick([
          .none, .none, .singleFlight, .lease(.seconds(1)), .lease(.milliseconds(10)), .leaseToken(.seconds(1)),
          .leaseToken(.milliseconds(10)), .earlyRefresh(beta: 0, isLocked: nextBelow(2) == 0),
        ]),
        refreshAhead: pick([nil, 0.25, 0.5]),
        staleWhileRevalidate: pick([nil, .milliseconds(300), .seconds(2)]),
        staleIfError: pick([nil, StaleIfError(keep: .seconds(3), retryAfter: .milliseconds(300))]),
        negativeTTL: pick([nil, .milliseconds(500), .seconds(2)]),
        loadTimeout: pick([
          nil, nil, LoadTimeout(soft: .milliseconds(7)), LoadTimeout(hard: .milliseconds(50)),
          LoadTimeout(soft: .milliseconds(7), hard: .milliseconds(50)),
        ]),
        circuitBreaker: pick([
          nil, CircuitBreakerPolicy(period: .milliseconds(300), minimumLoads: 3, openFor: .milliseconds(600)),
        ]),
        tagging: tagging, isVersioned: isVersioned,
        write: pick([
          .invalidate, .writeThrough, .writeBehind(delay: .milliseconds(30)), .writeAround(deletes: true),
          .writeAround(deletes: false), .forget,
        ]))
      if policy.contradiction == nil { return policy }
    }
  }
}

extension PolicyChange {
  /// Everything of a policy that can change while requests run.
  init(to policy: CachePolicy) {
    self.init(
      .ttl(policy.ttl), .protection(policy.protection), .refreshAhead(policy.refreshAhead),
      .staleWhileRevalidate(policy.staleWhileRevalidate), .staleIfError(policy.staleIfError),
      .negativeTTL(policy.negativeTTL), .loadTimeout(policy.loadTimeout), .circuitBreaker(policy.circuitBreaker),
      .write(policy.write))
  }
}
