import Testing

@testable import CacheEngine

/// Ten requests a second for one key: the first after 100 ms, the 99th and last one after 9.9 s.
@Suite("Steps of a scenario") struct StepTests {
  private func report(cache: CachePolicy?, _ steps: [ScenarioStep]) async throws -> RunReport {
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(10), cache: cache, requests: .open(perSecond: 10, .constant), steps: steps)
    return await TheoryBench.run(scenario).report
  }

  /// From 3.05 s to 5.05 s: for the twenty requests from 3.1 s to 5.0 s.
  private func during(_ fault: Fault) -> [ScenarioStep] {
    [ScenarioStep(at: .milliseconds(3_050), .fault(fault, lasting: .seconds(2)))]
  }

  @Test("while the database is down every load fails, and none afterwards")
  func databaseDown() async throws {
    let total = try await report(cache: nil, during(.databaseDown)).total
    #expect((total.counts.errors, total.counts.bypasses) == (20, 79))
    #expect((total.database.queries, total.database.failures) == (99, 20))
  }

  @Test(
    "while the store is down every request goes past it, and the entries are still there afterwards"
  )
  func storeDown() async throws {
    let counts = try await report(cache: CachePolicy(ttl: nil), during(.storeDown)).total.counts
    #expect((counts.bypasses, counts.misses, counts.hits, counts.errors) == (20, 1, 78, 0))
  }

  @Test("while the store is slow hits take as long as it does")
  func storeSlow() async throws {
    let total = try await report(
      cache: CachePolicy(ttl: nil), during(.storeSlow(.milliseconds(10)))
    ).total
    #expect((total.counts.misses, total.counts.hits) == (1, 98))
    #expect(total.hitLatency.greatest == .milliseconds(10))
    // Twenty times 10 ms among 98 hits, rounded down.
    #expect(total.hitLatency.mean == .nanoseconds(200_000_000 / 98))
  }

  @Test("a clearing costs one miss, which says so")
  func clearing() async throws {
    let counts = try await report(
      cache: CachePolicy(ttl: nil),
      [ScenarioStep(at: .milliseconds(3_050), .clear(prefix: "read_item"))]
    ).total.counts
    #expect(
      (counts.misses, counts.causes.cold, counts.causes.cleared, counts.hits) == (2, 1, 1, 97))
  }

  @Test("a new TTL is for entries written from then on")
  func newTTL() async throws {
    let change = PolicyChange(.ttl(.seconds(1)))
    let counts = try await report(
      cache: CachePolicy(ttl: nil),
      [
        ScenarioStep(at: .milliseconds(3_050), .set(endpoint: "read_item", change)),
        ScenarioStep(at: .milliseconds(5_050), .clear(prefix: "")),
      ]
    ).total.counts
    // Written at 5.1 s, and again at 6.1, 7.1, 8.1 and 9.1 s.
    #expect(
      (counts.causes.cold, counts.causes.cleared, counts.causes.expired, counts.hits) == (
        1, 1, 4, 93
      ))
  }

  @Test("fifty requests at once load fifty times, and once from when single flight was set")
  func requests() async throws {
    let wave = ScenarioStep.Action.request(Request(target: "/items/2"), times: 50)
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(10), load: .fixed(.seconds(1)), cache: CachePolicy(ttl: .seconds(1)),
      steps: [
        ScenarioStep(at: .seconds(1), wave),
        ScenarioStep(
          at: .seconds(4), .set(endpoint: "read_item", PolicyChange(.protection(.singleFlight)))),
        ScenarioStep(at: .seconds(5), wave),
      ])
    let total = await TheoryBench.run(scenario).report.total
    #expect((total.counts.misses, total.counts.shared, total.database.queries) == (51, 49, 51))
    #expect(total.database.mostRunning == 50)
  }

  @Test("an answer is stale by how long ago its row changed when it is given")
  func stale() async throws {
    // Read from 1 s to 2 s; the write ends at 1.5 s.
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(5), load: .fixed(.seconds(1)), cache: nil,
      steps: [
        ScenarioStep(
          at: .milliseconds(500), .request(Request(method: "PUT", target: "/items/5"), times: 1)),
        ScenarioStep(at: .seconds(1), .request(Request(target: "/items/5"), times: 1)),
        ScenarioStep(at: .seconds(3), .request(Request(target: "/items/5"), times: 1)),
      ])
    let counts = await TheoryBench.run(scenario).report.total.counts
    #expect((counts.bypasses, counts.writes.accepted, counts.stale.served) == (2, 1, 1))
    #expect(counts.stale.mostAge == .milliseconds(500))
  }
}
