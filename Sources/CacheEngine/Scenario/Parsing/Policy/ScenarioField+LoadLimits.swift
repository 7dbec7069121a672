/// How long and how often loads are tried. Each setting is `nil` for `none`.
extension ScenarioField {
  func loadTimeout() throws(ScenarioError) -> LoadTimeout? {
    if isWord("none") { return nil }
    let fields = try fields(["soft", "hard"], noun: "a load timeout or none")
    guard fields["soft"] != nil || fields["hard"] != nil else {
      throw error("neither soft nor hard is there", allowed: "write e.g. {soft: 200ms, hard: 5s}")
    }
    return LoadTimeout(soft: try fields["soft"]?.duration(.someTime), hard: try fields["hard"]?.duration(.someTime))
  }

  func circuitBreaker() throws(ScenarioError) -> CircuitBreakerPolicy? {
    if isWord("none") { return nil }
    let fields = try fields(["failures", "minimum", "period", "open-for"], noun: "a circuit breaker or none")
    var breaker = CircuitBreakerPolicy()
    if let failures = fields["failures"] { breaker.failures = try failures.someShare() }
    if let minimum = fields["minimum"] { breaker.minimumLoads = try minimum.wholeNumber(in: 1...1_000_000) }
    if let period = fields["period"] { breaker.period = try period.duration(.someTime) }
    if let openFor = fields["open-for"] { breaker.openFor = try openFor.duration(.someTime) }
    return breaker
  }

  /// More than nothing.
  private func someShare() throws(ScenarioError) -> Double {
    let share = try share()
    guard share > 0 else { throw error("\(standing) is out of range", allowed: "write more than 0%") }
    return share
  }
}
