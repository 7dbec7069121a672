import Testing

@testable import CacheEngine

@Suite("Random choices as theory has them") struct RandomnessTheoryTests {
  /// With 20 keys χ² has 19 degrees of freedom: mean 19, standard deviation √38.
  @Test("keys of a Zipf workload come as often as they should, counted in the ledger")
  func zipf() async throws {
    let count = 20
    var seen = [Double](repeating: 0, count: count)
    for seed in 1...20 as ClosedRange<UInt64> {
      let scenario = try TheoryBench.scenario(
        seed: seed, lasting: .seconds(2), cache: CachePolicy(ttl: nil), requests: .open(perSecond: 100, .constant),
        keys: .zipf(exponent: 1, count: count))
      let records = await TheoryBench.run(scenario, isWatched: true).lab.ledger.snapshot(at: .zero, records: .max)
        .records
      #expect(records.count == 199)
      for record in records {
        let rank = try #require(record.key.text.split(separator: ":").last.flatMap { Int($0) })
        seen[rank - 1] += 1
      }
    }
    let total = seen.reduce(0, +)
    let square = (1...count).reduce(0.0) { sum, rank in
      let expected = total * KeySampler.probability(of: rank, exponent: 1, count: count)
      return sum + (seen[rank - 1] - expected) * (seen[rank - 1] - expected) / expected
    }
    #expect(square <= 19 + 3 * 38.0.squareRoot(), "\(square)")
  }

  /// The quantile q of n values has a standard error of √(p(1-p)/n)/f(q). For a log-normal distribution f(q) = φ(z)/(σq), so
  /// that relative to q it is σ√(p(1-p)/n)/φ(z), with φ(0) = 0.398942 and φ(2.326348) = 0.026652.
  @Test("log-normal loads have the median and the p99 they should", arguments: TheoryBench.seeds)
  func logNormal(seed: UInt64) async throws {
    let (median, sigma) = (0.08, 0.8)
    let scenario = try TheoryBench.scenario(
      seed: seed, lasting: .seconds(80), load: .logNormal(median: .milliseconds(80), sigma: sigma), cache: nil,
      requests: .open(perSecond: 100, .constant))
    let latency = await TheoryBench.run(scenario).report.total.latency
    #expect(latency.count == 7_999)
    for (found, share, z, density) in [(latency.p50, 0.5, 0.0, 0.398942), (latency.p99, 0.99, 2.326348, 0.026652)] {
      let wanted = median * PortableMath.exp(sigma * z)
      let error = sigma * (share * (1 - share) / Double(latency.count)).squareRoot() / density
      #expect(abs(found.inSeconds / wanted - 1) <= 3 * error + 0.01, "seed \(seed), \(share): \(found)")
    }
  }

  /// With 16 classes χ² has 15 degrees of freedom: mean 15, standard deviation √30.
  @Test("jitter spreads deadlines evenly over what it may add, and never shortens a life", arguments: TheoryBench.seeds)
  func jitter(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var classes = [Double](repeating: 0, count: 16)
    for _ in 0..<16_000 {
      let added = Jitter.share(0.5).applied(to: .seconds(60), using: &generator).duration - .seconds(60)
      #expect(added >= .zero && added < .seconds(30))
      classes[min(15, max(0, Int(added.inSeconds / 30 * 16)))] += 1
    }
    let square = classes.reduce(0.0) { $0 + ($1 - 1_000) * ($1 - 1_000) / 1_000 }
    #expect(square <= 15 + 3 * 30.0.squareRoot(), "seed \(seed): \(square)")
  }
}
