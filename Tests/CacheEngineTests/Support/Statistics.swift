/// Drawn numbers against what their distribution promises, within three standard errors.
struct Sample {
  let numbers: [Double]
  let mean: Double
  let variance: Double

  init(_ numbers: [Double]) {
    self.numbers = numbers
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }

  func hasMean(_ expected: Double, deviation: Double) -> Bool {
    abs(mean - expected) < 3 * deviation / Double(numbers.count).squareRoot()
  }

  func hasVariance(_ expected: Double, fourthMoment: Double) -> Bool {
    let error = ((fourthMoment - expected * expected) / Double(numbers.count)).squareRoot()
    return abs(variance - expected) < 3 * error
  }

  /// Whether the expected share of the numbers lies below a quantile.
  func hasShare(_ share: Double, below quantile: Double) -> Bool {
    Share(of: numbers.count, expected: share).agrees(with: numbers.count { $0 < quantile })
  }
}

/// How many of so many trials should succeed.
struct Share {
  var trials: Int
  var expected: Double

  init(of trials: Int, expected: Double) {
    self.trials = trials
    self.expected = expected
  }

  func agrees(with successes: Int) -> Bool {
    let error = (Double(trials) * expected * (1 - expected)).squareRoot()
    return abs(Double(successes) - Double(trials) * expected) <= 3 * error
  }
}

/// Pearson's test of counts against exact probabilities.
struct ChiSquare {
  private(set) var statistic = 0.0
  private(set) var freedom = -1

  /// Cells that should hold fewer than ten are joined with their successors, as the test needs.
  init(counts: [Int], probabilities: [Double]) {
    let total = Double(counts.reduce(0, +))
    var observed = 0.0
    var expected = 0.0
    var remaining = total
    for (count, probability) in zip(counts, probabilities) {
      observed += Double(count)
      expected += probability * total
      guard expected >= 10, remaining - expected >= 10 || remaining - expected < 1e-6 else { continue }
      add(observed, expected)
      remaining -= expected
      (observed, expected) = (0, 0)
    }
    if expected > 0 { add(observed, expected) }
  }

  private mutating func add(_ observed: Double, _ expected: Double) {
    statistic += (observed - expected) * (observed - expected) / expected
    freedom += 1
  }

  /// The 99.99 % quantile of the distribution that the statistic follows when the probabilities are right.
  ///
  /// Source: Wilson, Hilferty, "The distribution of chi-square", 1931.
  var limit: Double {
    let spread = 2 / (9 * Double(freedom))
    let root = 1 - spread + 3.719 * spread.squareRoot()
    return Double(freedom) * root * root * root
  }

  var isPlausible: Bool { freedom < 1 || statistic < limit }
}
