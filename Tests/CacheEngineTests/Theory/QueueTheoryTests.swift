import Testing

@testable import CacheEngine

@Suite("The line at the database as theory has it") struct QueueTheoryTests {
  private static let connections = 4
  private static let mean = 0.1

  /// Erlang C: who finds all connections taken waits, 1/(cμ-λ) on average.
  private func meanWait(utilisation: Double) -> Double {
    let servers = Self.connections
    let offered = utilisation * Double(servers)
    var term = 1.0
    var sum = 0.0
    for count in 0..<servers {
      sum += term
      term *= offered / Double(count + 1)
    }
    let last = term / (1 - utilisation)
    let waits = last / (sum + last)
    return waits * Self.mean / (Double(servers) * (1 - utilisation))
  }

  /// Waits that follow each other are alike, so each run is one batch; independent ones with a seed each give the standard
  /// error. Forty of them, because the means are skewed: at ρ 0.8 they spread by 13.4 ms in an independent simulation, and ten
  /// can seem to spread by half of that. The error is to be less than a tenth of the mean wait, or the test would say nothing.
  /// Each run is many times as long as the empty line at its beginning is remembered, 1/(cμ(1-√ρ)²): 2.2 s at ρ 0.8.
  @Test("the mean wait for a connection is Erlang C's", arguments: [(0.3, 50), (0.6, 50), (0.8, 200)])
  func erlang(utilisation: Double, seconds: Int) async throws {
    var means: [Double] = []
    for seed in 1...40 as ClosedRange<UInt64> {
      let scenario = try TheoryBench.scenario(
        seed: seed, lasting: .seconds(seconds), load: .exponential(mean: .milliseconds(100)), cache: nil,
        connections: Self.connections,
        requests: .open(perSecond: utilisation * Double(Self.connections) / Self.mean, .poisson))
      let database = await TheoryBench.run(scenario).report.total.database
      means.append(database.waited.inSeconds / Double(database.queries))
    }
    let found = means.reduce(0, +) / Double(means.count)
    let variance = means.reduce(0) { $0 + ($1 - found) * ($1 - found) } / Double(means.count - 1)
    let error = (variance / Double(means.count)).squareRoot()
    let wanted = meanWait(utilisation: utilisation)
    #expect(abs(found - wanted) <= 3 * error, "ρ \(utilisation): \(found) ± \(error), not \(wanted)")
    #expect(error < wanted / 10, "ρ \(utilisation): \(error) of \(wanted)")
  }

  /// Without writes, failures, waits for something else, and loads in the background.
  private static let isWaitedFor = BuiltInScenarios.all.filter { builtIn in
    guard let scenario = try? builtIn.scenario() else { return true }
    return scenario.workload.allSatisfy { $0.writes == 0 } && scenario.steps.allSatisfy { $0.at > .seconds(65) }
      && scenario.endpoints.allSatisfy { endpoint in
        guard let cache = endpoint.cache else { return true }
        return [.none, .singleFlight].contains(cache.protection) && cache.refreshAhead == nil
          && cache.loadTimeout == nil
          && cache.staleWhileRevalidate == nil
      }
  }

  /// The integral of the number in the database is busy + waited; it is also the sum of what each request took. Sums are exact,
  /// a mean is rounded down to a nanosecond.
  @Test("Little's law holds in every built-in scenario in which all queries are waited for", arguments: isWaitedFor)
  func little(builtIn: BuiltInScenario) async throws {
    var scenario = try builtIn.scenario()
    scenario.duration = min(scenario.duration, .seconds(65))
    let report = await TheoryBench.run(builtIn: scenario).report
    let inDatabase = (report.total.database.busy + report.total.database.waited).wholeNanoseconds
    let waits = report.total.missLatency
    let missing = inDatabase - waits.sumInNanoseconds
    #expect(inDatabase > 0 && report.total.counts.errors == 0)
    if report.total.counts.shared == 0 {
      #expect((0..<Int64(waits.count)).contains(missing), "\(missing) ns")
    } else {
      // Who waits for another one's load is not in the database.
      #expect(missing < Int64(waits.count), "\(missing) ns")
    }
  }
}
