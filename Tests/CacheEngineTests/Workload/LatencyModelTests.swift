import Testing

@testable import CacheEngine

@Suite("Drawn latencies") struct LatencyModelTests {
  private func sample(_ model: LatencyModel, seed: UInt64) -> Sample {
    var generator = SeededGenerator(seed: seed)
    return Sample((0..<20_000).map { _ in model.draw(using: &generator).inSeconds })
  }

  @Test("a fixed time draws nothing from the generator")
  func fixed() {
    var generator = SeededGenerator(seed: 1)
    #expect(LatencyModel.fixed(.seconds(2)).draw(using: &generator) == .seconds(2))
    var untouched = SeededGenerator(seed: 1)
    #expect(generator.next() == untouched.next())
  }

  @Test("uniform times fill their range, both ends included")
  func ends() {
    var generator = SeededGenerator(seed: 1)
    let model = LatencyModel.uniform(.nanoseconds(5), .nanoseconds(7))
    let drawn = (0..<100).map { _ in model.draw(using: &generator).wholeNanoseconds }
    #expect(Set(drawn) == [5, 6, 7])
  }

  @Test("uniform times have the mean, spread and quantiles of theirs", arguments: 1...5 as ClosedRange<UInt64>)
  func uniform(seed: UInt64) {
    let sample = sample(.uniform(.seconds(1), .seconds(3)), seed: seed)
    #expect(sample.hasMean(2, deviation: (1.0 / 3).squareRoot()), "seed \(seed): \(sample.mean)")
    #expect(sample.hasVariance(1.0 / 3, fourthMoment: 0.2), "seed \(seed): \(sample.variance)")
    #expect(sample.hasShare(0.5, below: 2), "seed \(seed)")
    #expect(sample.hasShare(0.99, below: 2.98), "seed \(seed)")
  }

  @Test("exponential times have the mean, spread and quantiles of theirs", arguments: 1...5 as ClosedRange<UInt64>)
  func exponential(seed: UInt64) {
    let sample = sample(.exponential(mean: .milliseconds(500)), seed: seed)
    #expect(sample.hasMean(0.5, deviation: 0.5), "seed \(seed): \(sample.mean)")
    #expect(sample.hasVariance(0.25, fourthMoment: 9 * 0.0625), "seed \(seed): \(sample.variance)")
    #expect(sample.hasShare(0.5, below: LatencyModel.exponential(mean: .milliseconds(500)).median.inSeconds))
    #expect(sample.hasShare(0.99, below: 0.5 * 4.605_170_186), "seed \(seed)")
  }

  @Test("log-normal times have the mean and quantiles of theirs", arguments: 1...5 as ClosedRange<UInt64>)
  func logNormal(seed: UInt64) {
    let sample = sample(.logNormal(median: .milliseconds(80), sigma: 0.8), seed: seed)
    // The mean is the median times e^(σ²/2), and the deviation is the mean times √(e^(σ²) − 1).
    let mean = 0.08 * 1.377_127_764
    #expect(sample.hasMean(mean, deviation: mean * 0.896_480_879.squareRoot()), "seed \(seed): \(sample.mean)")
    #expect(sample.hasShare(0.5, below: 0.08), "seed \(seed)")
    #expect(sample.hasShare(0.99, below: 0.08 * PortableMath.exp(0.8 * 2.326_347_874)), "seed \(seed)")
  }

  @Test(
    "a time is never negative and never longer than a day",
    arguments: [
      (.fixed(.seconds(-1)), 0...0), (.fixed(.seconds(90_000)), 86_400...86_400),
      (.uniform(.seconds(3), .seconds(1)), 1...3), (.uniform(.seconds(-9), .seconds(-3)), 0...0),
      (.uniform(.seconds(90_000), .seconds(Int64.max)), 86_400...86_400),
      (.exponential(mean: .seconds(-5)), 0...0), (.exponential(mean: .seconds(Int64.max)), 86_400...86_400),
      (.logNormal(median: .seconds(1), sigma: 1e308), 0...86_400),
      (.logNormal(median: .seconds(1), sigma: .nan), 0...0), (.logNormal(median: .zero, sigma: .infinity), 0...0),
    ] as [(LatencyModel, ClosedRange<Double>)])
  func bounds(model: LatencyModel, seconds: ClosedRange<Double>) {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let time = model.draw(using: &generator)
      #expect(seconds.contains(time.inSeconds))
    }
  }

  @Test("a seed gives the same times for ever")
  func golden() {
    var generator = SeededGenerator(seed: 7)
    func three(_ model: LatencyModel) -> [Int64] {
      (0..<3).map { _ in model.draw(using: &generator).wholeNanoseconds }
    }
    #expect(three(.uniform(.seconds(1), .seconds(3))) == [1_779_659_497, 1_033_576_589, 2_801_521_362])
    #expect(three(.exponential(mean: .milliseconds(500))) == [437_250_954, 301_143_348, 143_462_195])
    #expect(three(.logNormal(median: .milliseconds(80), sigma: 0.8)) == [59_235_604, 34_834_692, 193_116_724])
  }
}
