import Testing

@testable import CacheEngine

@Suite("Runs of built-in scenarios") struct ReproducibilityTests {
  private func bytes(_ scenario: Scenario) async throws -> [UInt8] {
    var (report, lab) = await TheoryBench.run(builtIn: scenario)
    let counts = report.total.counts
    #expect(counts.isBalanced && counts.inFlight == 0)
    // Writes and loads in the background are begun too, and are no requests of the report.
    #expect(counts.started == report.total.requests + counts.writes.accepted + counts.bill.refreshes)
    #expect(lab.sender.requestsInFlight == 0)
    report.wallTime = .zero
    return try JSONWriter.bytes(of: report.json)
  }

  private func isRandom(_ stream: WorkloadDefinition) -> Bool {
    if case .open(_, .poisson) = stream.load { return true }
    switch stream.keys {
    case .uniform, .zipf: return true
    case .sequence, .fixed: return false
    }
  }

  @Test("the same seed gives the same bytes, another one others", arguments: BuiltInScenarios.all)
  func sameBytes(builtIn: BuiltInScenario) async throws {
    var scenario = try builtIn.scenario()
    scenario.duration = min(scenario.duration, .seconds(65))
    let first = try await bytes(scenario)
    let second = try await bytes(scenario)
    #expect(first == second)
    guard scenario.workload.contains(where: isRandom) else { return }
    scenario.seed += 1
    let seedText = Array("\"seed\": \(scenario.seed)".utf8)
    let other = try await bytes(scenario)
    #expect(other.count != first.count || zip(other, first).count { $0 != $1 } > seedText.count)
  }
}
