extension Fault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .databaseDown: "database down"
    case .databaseSlow(let factor): "database ×\(factor.text) slower"
    case .storeDown: "store down"
    case .storeSlow(let delay): "store slow: \(delay.text)"
    }
  }
}

extension PolicyChange: CustomStringConvertible {
  public var description: String {
    var parts: [String] = []
    if let ttl { parts.append("ttl \(ttl?.duration.text ?? "none")") }
    if let jitter {
      switch jitter {
      case nil: parts.append("no jitter")
      case .share(let share): parts.append("jitter \((share * 100).text)%")
      case .upTo(let duration): parts.append("jitter \(duration.text)")
      }
    }
    if let protection { parts.append("protection \(protection.rawValue)") }
    if let load { parts.append("load \(load.description)") }
    return parts.joined(separator: ", ")
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
