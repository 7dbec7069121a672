import Testing

@testable import CacheEngine

@Suite("The seeded generator") struct SeededGeneratorTests {
  @Test("the numbers are those of SplitMix64")
  func published() {
    var generator = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test("a seed gives the same draws for ever")
  func golden() {
    var generator = SeededGenerator(seed: 7)
    #expect(
      (0..<3).map { _ in generator.nextExponential() } == [
        0.49401725975830246, 0.016930815317207037, 2.310220978373141,
      ])
    #expect(
      (0..<3).map { _ in generator.nextNormal() } == [2.2315927041421904, -1.639237027905309, -0.3925423522030236])
    #expect((0..<8).map { _ in generator.nextBelow(1_000) } == [413, 103, 959, 918, 871, 864, 548, 879])
    var part = generator.split("arrivals")
    #expect(part.next() == 15_099_075_484_901_727_731)
  }

  @Test("streams with different labels differ, and drawing from one leaves the others and their origin alone")
  func streams() {
    let origin = SeededGenerator(seed: 1)
    let labels = ["arrivals", "keys", "load", "arrival", "arrivals ", "", "\0", "arrivals\0"]
    var firsts: Set<UInt64> = []
    for label in labels {
      var stream = origin.split(label)
      var again = origin.split(label)
      let numbers = (0..<100).map { _ in stream.next() }
      #expect(numbers == (0..<100).map { _ in again.next() }, "\(label)")
      firsts.formUnion(numbers)
    }
    var itself = origin
    firsts.formUnion((0..<100).map { _ in itself.next() })
    #expect(firsts.count == 100 * (labels.count + 1))
    var other = SeededGenerator(seed: 2).split("arrivals")
    #expect(!firsts.contains(other.next()))
  }

  @Test("two streams of one generator have nothing to do with each other", arguments: 1...5 as ClosedRange<UInt64>)
  func independence(seed: UInt64) {
    var left = SeededGenerator(seed: seed).split("a")
    var right = SeededGenerator(seed: seed).split("b")
    let count = 20_000
    var products = 0.0
    for _ in 0..<count { products += left.nextNormal() * right.nextNormal() }
    // The product of two independent normal numbers has mean 0 and variance 1.
    #expect(abs(products / Double(count)) < 3 / Double(count).squareRoot(), "seed \(seed)")
  }

  @Test("numbers below a bound come equally often", arguments: 1...3 as ClosedRange<UInt64>, [1, 2, 3, 10, 1_000])
  func below(seed: UInt64, bound: Int) {
    var generator = SeededGenerator(seed: seed)
    var counts = Array(repeating: 0, count: bound)
    for _ in 0..<50_000 { counts[generator.nextBelow(bound)] += 1 }
    let expected = Array(repeating: 1 / Double(bound), count: bound)
    #expect(ChiSquare(counts: counts, probabilities: expected).isPlausible, "seed \(seed)")
  }

  @Test("a bound that does not divide the generator's range is not biased")
  func unbiased() {
    // The generator has 8/3 as many values as this range: without the rejection of surplus ones, of any three
    // neighbours two would come three times for every two of the third.
    let bound = 3 << 61
    var generator = SeededGenerator(seed: 3)
    let count = 30_000
    var low = 0
    for _ in 0..<count {
      let number = generator.nextBelow(bound)
      #expect((0..<bound).contains(number))
      if number % 3 == 0 { low += 1 }
    }
    #expect(Share(of: count, expected: 1.0 / 3).agrees(with: low))
  }

  @Test("exponential numbers have the mean, spread and quantiles of theirs", arguments: 1...5 as ClosedRange<UInt64>)
  func exponential(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sample = Sample((0..<20_000).map { _ in generator.nextExponential() })
    #expect(sample.hasMean(1, deviation: 1), "seed \(seed): \(sample.mean)")
    // The fourth central moment is 9.
    #expect(sample.hasVariance(1, fourthMoment: 9), "seed \(seed): \(sample.variance)")
    #expect(sample.hasShare(0.5, below: 0.693_147_180_56), "seed \(seed)")
    #expect(sample.hasShare(0.99, below: 4.605_170_186), "seed \(seed)")
  }

  @Test("normal numbers have the mean, spread and quantiles of theirs", arguments: 1...5 as ClosedRange<UInt64>)
  func normal(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sample = Sample((0..<20_000).map { _ in generator.nextNormal() })
    #expect(sample.hasMean(0, deviation: 1), "seed \(seed): \(sample.mean)")
    #expect(sample.hasVariance(1, fourthMoment: 3), "seed \(seed): \(sample.variance)")
    for (share, quantile) in [(0.01, -2.326_347_874), (0.5, 0), (0.841_344_746, 1), (0.99, 2.326_347_874)] {
      #expect(sample.hasShare(share, below: quantile), "seed \(seed): \(share)")
    }
  }
}
