import Testing

@testable import CacheEngine

@Suite("Caching as theory has it") struct CachingTheoryTests {
  /// A cycle is one miss and the hits of one TTL, which are Poisson distributed with mean and variance a = λT. By the renewal
  /// theorem the misses among n requests have a share of 1/(1+a) with a standard error of √(a / (n (1+a)³)).
  @Test(
    "Poisson arrivals at λ on a TTL of T with instant loads hit λT/(1+λT) of the time",
    arguments: [0.1, 1, 10, 100], TheoryBench.seeds)
  func hitRate(mean: Double, seed: UInt64) async throws {
    let rate = mean / 0.1
    let scenario = try TheoryBench.scenario(
      seed: seed, lasting: .milliseconds(Int((6_000 / rate * 1_000).rounded())),
      cache: CachePolicy(ttl: .milliseconds(100)), requests: .open(perSecond: rate, .poisson))
    let report = await TheoryBench.run(scenario).report
    let found = try #require(report.total.counts.hitRate)
    let cycle = 1 + mean
    let error = (mean / (Double(report.total.requests) * cycle * cycle * cycle)).squareRoot()
    #expect(report.total.requests > 5_000)
    #expect(abs(found - mean / cycle) <= 3 * error, "seed \(seed), λT \(mean): \(found)")
  }

  /// Whoever comes while the first load of a cycle runs loads too: 1 + Poisson(λδ) loads, so that the mean over n cycles has a
  /// standard error of √(λδ/n). A cycle ends with an expiry, but the last one, whose entry may be there still.
  @Test(
    "an expiry costs 1 + λδ loads without protection, and one with single flight",
    arguments: [0.1, 1, 5], TheoryBench.seeds)
  func loadsPerExpiry(mean: Double, seed: UInt64) async throws {
    for protection in [Protection.none, .singleFlight] {
      let scenario = try TheoryBench.scenario(
        seed: seed, lasting: .seconds(60), load: .fixed(.milliseconds(20)),
        cache: CachePolicy(ttl: .milliseconds(100), protection: protection),
        requests: .open(perSecond: mean / 0.02, .poisson))
      let (report, lab) = await TheoryBench.run(scenario)
      let cycles = report.expirations + UInt64(lab.store.status(at: lab.clock.now).entries ?? 0)
      let queries = report.total.database.queries
      #expect(cycles > 100)
      switch protection {
      case .singleFlight: #expect(queries == cycles)
      case .none:
        let found = Double(queries) / Double(cycles)
        let error = (mean / Double(cycles)).squareRoot()
        #expect(abs(found - 1 - mean) <= 3 * error, "seed \(seed), λδ \(mean): \(found)")
      default: break
      }
    }
  }

  @Test(
    "a round robin over one key more than there is room for never hits; with room for all only the first round misses")
  func roundRobin() async throws {
    // The first of 100 requests a second comes after 10 ms, the last one before 10 s.
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(10), cache: CachePolicy(ttl: nil), requests: .open(perSecond: 100, .constant),
      keys: .sequence(count: 50))
    let tight = await TheoryBench.run(scenario, capacity: 49).report.total.counts
    #expect((tight.hits, tight.causes.cold, tight.causes.evicted) == (0, 50, 949))
    let roomy = await TheoryBench.run(scenario, capacity: 50).report.total.counts
    #expect((roomy.hits, roomy.misses, roomy.causes.cold) == (949, 50, 50))
  }
}
