import CacheEngine

/// How load, time, events and scenarios are put into words.
extension Wording {
  /// What is sent: `50/s`, `20 clients`, `50/s + 20 clients`.
  static func load(_ load: LoadStatus) -> String {
    let clients = "\(Figures.count(load.clients)) \(load.clients == 1 ? "client" : "clients")"
    guard load.clients > 0 else { return Figures.rate(load.rate) }
    return load.rate > 0 ? "\(Figures.rate(load.rate)) + \(clients)" : clients
  }

  static func role(of event: LabEvent.Kind) -> Role {
    switch event {
    case .faultBegan, .crashed: .error
    case .gap, .serverClockMoved: .warning
    case .loadStarted, .loadStopped, .rateChanged, .faultEnded, .cleared, .policyChanged, .invalidated, .requestsSent,
      .finished:
      .accent
    }
  }

  /// How long ago something happened: digits where they tell something, and no more.
  static func age(_ duration: Duration) -> String {
    duration < .seconds(1) ? Figures.latency(duration) : Figures.timeLeft(duration)
  }

  /// How an endpoint is set up: `load 2s, ttl 60s, key positional, single-flight`.
  static func setUp(_ endpoint: EndpointSummary) -> String {
    var parts = ["load \(endpoint.load)"]
    guard endpoint.isCached else { return (parts + ["not cached"]).joined(separator: ", ") }
    parts.append(endpoint.ttl.map { "ttl \(Figures.setting($0.duration))" } ?? "no expiry")
    parts.append("key \(safe(endpoint.key))")
    if endpoint.protection != .none { parts.append("\(endpoint.protection)") }
    return parts.joined(separator: ", ")
  }

  /// A stream of requests: `100/s to read_item, Poisson arrivals, key 1 to 1 000 by Zipf 1, 5% writes`.
  static func stream(_ stream: WorkloadDefinition) -> String {
    var parts: [String]
    switch stream.load {
    case .open(let perSecond, let arrivals):
      parts = ["\(Figures.rate(perSecond)) to \(safe(stream.endpoint))", self.arrivals(arrivals)]
    case .closed(let clients, let thinkTime):
      parts = ["\(Figures.count(clients)) \(clients == 1 ? "client" : "clients") of \(safe(stream.endpoint))"]
      parts.append("each waits \(Figures.setting(thinkTime)) after a response")
    }
    parts.append(keys(stream.keys))
    if stream.writes > 0 { parts.append("\(Figures.percent(stream.writes))% writes") }
    return parts.joined(separator: ", ")
  }

  private static func arrivals(_ arrivals: WorkloadDefinition.Arrivals) -> String {
    switch arrivals {
    case .constant: "evenly spaced"
    case .poisson: "Poisson arrivals"
    case .burst(let size): "\(Figures.count(size)) at once each time"
    }
  }

  private static func keys(_ choice: KeyChoice) -> String {
    switch choice {
    case .uniform(let count): "rows 1 to \(Figures.count(count)) equally often"
    case .zipf(let exponent, let count): "rows 1 to \(Figures.count(count)) by Zipf \(Figures.factor(exponent))"
    case .sequence(let count): "rows 1 to \(Figures.count(count)) in turn"
    case .fixed(let number): "row \(number)"
    }
  }
}
