import Testing

@testable import CacheEngine

@Suite("Key popularity") struct KeySamplerTests {
  private func draws(_ choice: KeyChoice, _ count: Int, seed: UInt64 = 1) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var sampler = KeySampler(choice)
    return (0..<count).map { _ in sampler.next(using: &generator) }
  }

  private func counts(_ choice: KeyChoice, _ count: Int, seed: UInt64) -> [Int] {
    var counts = Array(repeating: 0, count: choice.largest)
    for key in draws(choice, count, seed: seed) { counts[key - 1] += 1 }
    return counts
  }

  private func law(_ exponent: Double, _ count: Int) -> [Double] {
    (1...count).map { KeySampler.probability(of: $0, exponent: exponent, count: count) }
  }

  @Test(
    "Zipf's keys come as often as the law says (99.99 % quantile)", arguments: 1...4 as ClosedRange<UInt64>,
    [0, 0.5, 1, 1.5, 3])
  func zipf(seed: UInt64, exponent: Double) {
    let counts = counts(.zipf(exponent: exponent, count: 300), 50_000, seed: seed)
    let test = ChiSquare(counts: counts, probabilities: law(exponent, 300))
    #expect(test.isPlausible, "seed \(seed): \(test.statistic) against \(test.limit)")
  }

  @Test("the comparison would notice an exponent that is a twentieth off")
  func power() {
    let counts = counts(.zipf(exponent: 1, count: 300), 50_000, seed: 1)
    #expect(!ChiSquare(counts: counts, probabilities: law(1.05, 300)).isPlausible)
    #expect(!ChiSquare(counts: counts, probabilities: law(0.95, 300)).isPlausible)
  }

  @Test(
    "the table holds exactly the weights it was made from",
    arguments: [
      [1], [1, 1], [1, 0], [3, 1], [5, 5, 1], [4, 3, 2, 1], [1, 1e-9, 1e-9], [1, 0.999, 0.998, 0.001, 0],
      [7, 7, 7, 7], [100, 1, 1, 1, 1, 1], [2, 2, 2, 1, 1, 1],
    ] as [[Double]])
  func table(weights: [Double]) {
    let shares = AliasTable(fallingWeights: weights).shares
    let total = weights.reduce(0, +)
    for (share, weight) in zip(shares, weights) { #expect(abs(share - weight / total) < 1e-9) }
  }

  @Test(
    "the table of a law is exact to within its 32 bits", arguments: [0, 0.3, 0.99, 1, 1.7, 6], [1, 2, 3, 10, 5_000])
  func lawfulTable(exponent: Double, count: Int) {
    let weights = (1...count).map { PortableMath.pow(Double($0), -exponent) }
    let shares = AliasTable(fallingWeights: weights).shares
    let total = AliasTable.total(of: weights)
    var worst = 0.0
    for (share, weight) in zip(shares, weights) { worst = max(worst, abs(share - weight / total)) }
    #expect(worst < 1e-9)
  }

  @Test("the law's probabilities are 1/k^s of their sum, and none outside the ranks")
  func probabilities() {
    #expect(abs(KeySampler.probability(of: 1, exponent: 1, count: 3) - 6.0 / 11) < 1e-15)
    #expect(abs(KeySampler.probability(of: 3, exponent: 1, count: 3) - 2.0 / 11) < 1e-15)
    #expect(abs(KeySampler.probability(of: 2, exponent: 2, count: 2) - 0.2) < 1e-15)
    for rank in [Int.min, -1, 0, 4, .max] {
      #expect(KeySampler.probability(of: rank, exponent: 1, count: 3) == 0)
    }
  }

  @Test("uniform keys come equally often (99.99 % quantile)", arguments: 1...4 as ClosedRange<UInt64>)
  func uniform(seed: UInt64) {
    let counts = counts(.uniform(count: 300), 50_000, seed: seed)
    #expect(ChiSquare(counts: counts, probabilities: law(0, 300)).isPlausible, "seed \(seed)")
  }

  @Test("a sequence starts over after its last key, and neither it nor a fixed key draws anything")
  func sequences() {
    #expect(draws(.sequence(count: 3), 7) == [1, 2, 3, 1, 2, 3, 1])
    #expect(draws(.fixed(5), 3) == [5, 5, 5])
    var generator = SeededGenerator(seed: 1)
    var untouched = generator
    for choice in [.sequence(count: 3), .fixed(5)] as [KeyChoice] {
      var sampler = KeySampler(choice)
      _ = sampler.next(using: &generator)
    }
    #expect(generator.next() == untouched.next())
  }

  @Test(
    "counts and exponents that make no sense still give keys",
    arguments: [
      .uniform(count: 0), .uniform(count: -4), .sequence(count: 0), .sequence(count: .min),
      .zipf(exponent: 1, count: 0), .zipf(exponent: 1, count: -1), .zipf(exponent: 1e308, count: 50),
    ] as [KeyChoice])
  func nonsense(choice: KeyChoice) {
    #expect(draws(choice, 20).allSatisfy { $0 == 1 })
  }

  @Test("an exponent below zero or without a value counts as zero", arguments: [-1, .nan, .infinity] as [Double])
  func flat(exponent: Double) {
    #expect(draws(.zipf(exponent: exponent, count: 50), 50) == draws(.zipf(exponent: 0, count: 50), 50))
  }

  @Test("a seed gives the same keys for ever")
  func golden() {
    #expect(draws(.zipf(exponent: 1, count: 1_000), 10, seed: 7) == [1, 18, 33, 4, 2, 250, 2, 329, 135, 414])
    #expect(draws(.uniform(count: 1_000), 10, seed: 7) == [390, 17, 901, 583, 453, 250, 468, 329, 135, 414])
  }
}

extension AliasTable {
  /// How often each index is drawn, read from the columns.
  fileprivate var shares: [Double] {
    var shares = Array(repeating: 0.0, count: columns.count)
    for (index, column) in columns.enumerated() {
      let own = Double(column.own) * 0x1p-32
      shares[index] += own / Double(columns.count)
      shares[Int(column.other)] += (1 - own) / Double(columns.count)
    }
    return shares
  }
}
