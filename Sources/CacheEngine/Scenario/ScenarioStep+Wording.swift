extension Fault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .databaseDown: "database down"
    case .databaseSlow(let factor): "database ×\(factor.text) slower"
    case .databaseFailing(let share): "database fails \((share * 100).text)%"
    case .storeDown: "store down"
    case .storeSlow(let delay): "store slow: \(delay.text)"
    case .storeLosing(let share): "store loses \((share * 100).text)%"
    }
  }
}

extension PolicySetting: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ttl(let ttl): "ttl \(ttl?.duration.text ?? "none")"
    case .jitter(nil): "no jitter"
    case .jitter(.share(let share)): "jitter \((share * 100).text)%"
    case .jitter(.upTo(let duration)): "jitter \(duration.text)"
    case .protection(let protection): "protection \(protection)"
    case .refreshAhead(let share): share.map { "refresh-ahead \($0.text)" } ?? "no refresh-ahead"
    case .staleWhileRevalidate(let duration):
      duration.map { "stale-while-revalidate \($0.text)" } ?? "no stale-while-revalidate"
    case .staleIfError(let emergency): emergency.map { "stale-if-error \($0.keep.text)" } ?? "no stale-if-error"
    case .negativeTTL(let ttl): ttl.map { "negative-ttl \($0.duration.text)" } ?? "no negative-ttl"
    case .loadTimeout(let timeout): timeout.map { "load-timeout\($0)" } ?? "no load-timeout"
    case .circuitBreaker(let breaker):
      breaker.map { "circuit-breaker \(($0.failures * 100).text)%" } ?? "no circuit-breaker"
    case .write(let write): "write \(write)"
    case .load(let model): "load \(model)"
    }
  }
}

extension LoadTimeout: CustomStringConvertible {
  public var description: String {
    (soft.map { " soft \($0.text)" } ?? "") + (hard.map { " hard \($0.text)" } ?? "")
  }
}

extension PolicyChange: CustomStringConvertible {
  public var description: String { settings.map(\.description).joined(separator: ", ") }
}

extension Group: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tag(let tag): "tag \(tag)"
    case .version(let endpoint): "version of \(endpoint)"
    case .prefix(let prefix): prefix.isEmpty ? "all" : "prefix \(prefix)"
    }
  }
}

extension LatencyModel: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed(let time): time.text
    case .uniform(let least, let most): "\(least.text) to \(most.text)"
    case .exponential(let mean): "exponential \(mean.text)"
    case .logNormal(let median, _): "log-normal \(median.text)"
    }
  }
}
