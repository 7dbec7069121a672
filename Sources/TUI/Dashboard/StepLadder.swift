/// Settings that a key goes through one after the other.
struct StepLadder {
  /// Ascending.
  let steps: [Double]

  static let speeds = StepLadder(steps: [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])
  static let loadFactors = StepLadder(steps: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])

  /// Everything between the ends, as can be typed.
  var range: ClosedRange<Double> { (steps.first ?? 1)...(steps.last ?? 1) }

  /// The range in words: `0.1 to 1000`, each end after `prefix`.
  func rangeText(prefix: String = "") -> String {
    "\(prefix)\(Figures.factor(range.lowerBound)) to \(prefix)\(Figures.factor(range.upperBound))"
  }

  /// The next step above a value; `nil` at the end.
  func above(_ value: Double) -> Double? {
    steps.first { $0 > value }
  }

  func below(_ value: Double) -> Double? {
    steps.last { $0 < value }
  }
}
