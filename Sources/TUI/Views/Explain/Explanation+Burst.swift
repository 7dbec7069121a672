import CacheEngine

/// What a burst came to, and what other protections would have made of it.
extension Explanation {
  static func sentence(_ burst: Burst) -> String {
    let count = burst.requests.count
    let asked = "\(Figures.count(count)) waited for this key at once, within \(Figures.latency(burst.spread))"
    if burst.loads == 1 { return "\(asked): one load served them." }
    let who =
      burst.loads == count ? "all \(Figures.count(count)) loaded" : "\(Figures.count(burst.loads)) of them loaded"
    return "\(asked), and \(who): a stampede."
  }

  /// One line for each remedy, as far as it can be told; what happened is none.
  ///
  /// - Parameter lease: The endpoint's own; otherwise one that is too short and one that is long enough are shown.
  static func remedies(_ burst: Burst, _ lease: Duration?) -> [String] {
    let leases = lease.map { [$0] } ?? [burst.load / 2]
    let remedies: [Remedy] =
      (burst.loads == burst.requests.count ? [] : [.none]) + [.singleFlight]
      + (leases + [burst.load * 2]).map { .lease($0) }
      + [.earlyRefresh(beta: 1), .staleWhileRevalidate]
    return remedies.compactMap { burst.estimate(under: $0) }.map(line)
  }

  private static func line(_ estimate: BurstEstimate) -> String {
    let loads = estimate.loads == 1 ? "1 load" : "\(Figures.count(estimate.loads)) loads"
    let waits = estimate.waits == 0 ? "nobody waits" : "longest wait about \(Figures.latency(estimate.longestWait))"
    let text = "\(name(estimate.remedy)): \(loads), \(waits)"
    guard let chance = estimate.chance else { return text }
    return chance < 0.001
      ? "\(name(estimate.remedy)): no help, as no read came early enough before the end"
      : "\(text), with a chance of about \(Figures.percent(chance))%"
  }

  private static func name(_ remedy: Remedy) -> String {
    switch remedy {
    case .none: "no protection"
    case .singleFlight: "single flight"
    case .lease(let lease): "lock with a lease of \(Figures.setting(lease))"
    case .earlyRefresh(let beta): "early refresh, β \(Figures.factor(beta))"
    case .staleWhileRevalidate: "stale-while-revalidate"
    }
  }
}
