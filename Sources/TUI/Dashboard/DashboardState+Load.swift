import CacheEngine

/// The load: starting, stopping, and how much of it comes.
extension DashboardState {
  mutating func toggleLoad() -> [Effect] {
    let isRunning = live.load?.isRunning ?? false
    changeLoad { $0.isRunning = !isRunning }
    return [.lab(isRunning ? .stopLoad : .startLoad)]
  }

  mutating func lowerRate() -> [Effect] {
    guard let factor = live.load.flatMap({ StepLadder.loadFactors.below($0.factor) }) else {
      show(Notice("the load is at its least: \(live.load.map(Wording.load) ?? "")"))
      return []
    }
    return setLoadFactor(to: factor)
  }

  mutating func raiseRate() -> [Effect] {
    guard let factor = live.load.flatMap({ StepLadder.loadFactors.above($0.factor) }) else {
      show(Notice("the load is at its most: \(live.load.map(Wording.load) ?? "")"))
      return []
    }
    return setLoadFactor(to: factor)
  }

  /// `x2` multiplies what the scenario says; `200/s` is what all open loops together shall aim at.
  mutating func setRate(_ text: String) -> Result<[Effect], PromptProblem> {
    guard let load = live.load else { return .success([]) }
    let usual = load.factor > 0 ? load.rate / load.factor : 0
    let range = StepLadder.loadFactors.range
    let factor =
      text == text.droppingTimesSign ? Self.perSecond(text).map { $0 / usual } : Double(text.droppingTimesSign)
    if let factor, range.contains(factor) { return .success(setLoadFactor(to: factor)) }
    let factors = StepLadder.loadFactors.rangeText(prefix: "x")
    guard usual > 0 else { return .failure(PromptProblem("there are only clients: write \(factors)")) }
    let rates = "\(Figures.rate(usual * range.lowerBound)) to \(Figures.rate(usual * range.upperBound))"
    return .failure(PromptProblem("a rate is \(rates), or \(factors)"))
  }

  /// `200/s` and `600/m`.
  private static func perSecond(_ text: String) -> Double? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Double(String(parts[0])) else { return nil }
    switch parts[1] {
    case "s": return number
    case "m": return number / 60
    case "h": return number / 3_600
    default: return nil
    }
  }

  private mutating func setLoadFactor(to factor: Double) -> [Effect] {
    changeLoad { load in
      if load.factor > 0 { load.rate *= factor / load.factor }
      load.factor = factor
    }
    return [.lab(.setLoadFactor(factor))]
  }

  /// Shows at once what was asked for, as with the lab's time.
  private mutating func changeLoad(_ change: (inout LoadStatus) -> Void) {
    guard var load = live.load else { return }
    change(&load)
    live.load = load
    if !isFrozen { shown.load = load }
  }
}
