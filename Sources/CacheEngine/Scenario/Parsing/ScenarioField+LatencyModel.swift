extension ScenarioField {
  func latencyModel() throws(ScenarioError) -> LatencyModel {
    guard case .mapping = node.content else {
      let others = ", {uniform: [1s, 3s]}, {exponential: 500ms}, {lognormal: {median: 80ms, sigma: 0.8}}"
      return .fixed(try duration(.anyTime, alternative: others))
    }
    let (name, value) = try onlyField(["uniform", "exponential", "lognormal"], noun: "a latency")
    switch name {
    case "uniform": return try value.uniformLatency()
    case "exponential": return .exponential(mean: try value.duration(.anyTime))
    default: return try value.logNormalLatency()
    }
  }

  private func uniformLatency() throws(ScenarioError) -> LatencyModel {
    let ends = try elements(most: 2, "durations")
    guard ends.count == 2 else { throw error("two durations are needed", allowed: "write e.g. [1s, 3s]") }
    let (least, most) = (try ends[0].duration(.anyTime), try ends[1].duration(.anyTime))
    guard least <= most else { throw error("the first duration is longer than the second", allowed: "swap them") }
    return .uniform(least, most)
  }

  private func logNormalLatency() throws(ScenarioError) -> LatencyModel {
    let fields = try fields(["median", "sigma"], noun: "a log-normal distribution")
    return .logNormal(
      median: try fields.required("median", "median: 80ms").duration(.anyTime),
      sigma: try fields.required("sigma", "sigma: 0.8").number(in: 0...5, "from 0 to 5"))
  }
}
