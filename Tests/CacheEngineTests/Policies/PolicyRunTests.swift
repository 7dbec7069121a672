import Testing

@testable import CacheEngine

/// Every policy once, on the real path, in virtual time: with numbers that can be worked out by hand.
@Suite("A policy at work") struct PolicyRunTests {
  func get(_ seconds: Double, _ times: Int = 1, row: Int = 5) -> ScenarioStep {
    ScenarioStep(at: .milliseconds(Int64(seconds * 1_000)), .request(Request(target: "/items/\(row)"), times: times))
  }

  func put(_ seconds: Double, _ times: Int = 1) -> ScenarioStep {
    ScenarioStep(
      at: .milliseconds(Int64(seconds * 1_000)), .request(Request(method: "PUT", target: "/items/5"), times: times))
  }

  func fault(_ seconds: Double, _ fault: Fault, lasting: Double) -> ScenarioStep {
    ScenarioStep(
      at: .milliseconds(Int64(seconds * 1_000)), .fault(fault, lasting: .milliseconds(Int64(lasting * 1_000))))
  }

  func run(
    _ cache: CachePolicy, load: Double = 2, lasting: Double = 600, rows: Int? = nil, _ steps: [ScenarioStep]
  ) async throws -> (report: RunReport, records: [LookupRecord]) {
    #expect(cache.contradiction == nil)
    var scenario = try TheoryBench.scenario(
      lasting: .milliseconds(Int64(lasting * 1_000)), load: .fixed(.milliseconds(Int64(load * 1_000))), cache: cache,
      steps: steps.sorted { $0.at < $1.at })
    if let rows { scenario.database.rows = [TableSize(table: "items", rows: rows)] }
    let (report, lab) = await TheoryBench.run(scenario, isWatched: true)
    let records = lab.ledger.snapshot(at: lab.clock.now, records: 512).records.reversed()
    #expect(report.total.counts.isBalanced)
    for record in records {
      #expect((record.cause != nil) == (record.outcome == .miss || record.outcome == .shared), "\(record)")
      #expect((record.staleReason != nil) == (record.outcome == .stale), "\(record)")
    }
    return (report, Array(records))
  }

  func outcomes(_ records: [LookupRecord]) -> String { String(records.map(\.outcome.letter)) }

  @Test("the tutorial's lease of 2 s over a load of 3 s: ten loads, and the slowest takes 5 s")
  func leaseTooShort() async throws {
    let (report, records) = try await run(CachePolicy(protection: .lease(.seconds(2))), load: 3, [get(0, 10)])
    #expect(report.total.counts.loads == 10)
    #expect(report.total.missLatency.greatest >= .seconds(4.9) && report.total.missLatency.greatest <= .seconds(5.1))
    #expect(records.count { $0.remarks.contains(.leaseRanOut) } == 9)
  }

  @Test("a lease longer than the load: one load, nine wait for it")
  func leaseLongEnough() async throws {
    let (report, records) = try await run(CachePolicy(protection: .lease(.seconds(4))), load: 3, [get(0, 10)])
    #expect(report.total.counts.loads == 1)
    #expect(outcomes(records) == "MCCCCCCCCC")
  }

  @Test("a lease whose load fails: every waiter loads, and fails, in turn")
  func leaseFails() async throws {
    let (report, _) = try await run(
      CachePolicy(protection: .lease(.seconds(9))), load: 3, [fault(0, .databaseDown, lasting: 60), get(1, 5)])
    #expect(report.total.counts.errors == 5)
    #expect(report.total.database.failures == 5)
  }

  @Test("a lease when the store is down: everybody loads without it")
  func leaseWithoutStore() async throws {
    let (report, _) = try await run(
      CachePolicy(protection: .lease(.seconds(9))), load: 3, [fault(0, .storeDown, lasting: 60), get(1, 5)])
    #expect(report.total.counts.bypasses == 5)
    #expect(report.total.counts.loads == 5)
  }

  @Test("lease tokens: one load a burst; a deletion during it voids the token, and what it read is not stored")
  func tokens() async throws {
    let policy = CachePolicy(protection: .leaseToken(.seconds(10)), lateWrite: .allow)
    let (report, records) = try await run(policy, load: 2, [get(0, 4), put(0.5), get(10)])
    // The write ends at 2.5 s, after the load.
    #expect(report.total.counts.loads == 2)
    #expect(report.total.servedNothingStale)
    let (late, lateRecords) = try await run(policy, load: 2, [put(0), get(0.5), get(10)])
    #expect(lateRecords.contains { $0.remarks.contains(.tokenVoid) })
    #expect(late.total.counts.loads == 2)
    #expect(late.total.counts.stale.served == 1)
    #expect(records.count == 6)
  }

  @Test("without a token, a late write is kept, and stale until its TTL ends; refused, it is not")
  func lateWrites() async throws {
    let steps = [put(0), get(0.5), get(10), get(20)]
    let (allowed, _) = try await run(CachePolicy(lateWrite: .allow), load: 2, steps)
    #expect(allowed.total.counts.stale.served == 3)
    let (refused, records) = try await run(CachePolicy(), load: 2, steps)
    #expect(refused.total.counts.stale.served == 1)
    #expect(records.contains { $0.remarks.contains(.invalidatedDuringLoad) })
  }

  @Test("refresh-ahead: a read in the last fifth of the TTL starts one load, and nobody waits again")
  func refreshAhead() async throws {
    let policy = CachePolicy(ttl: .seconds(60), refreshAhead: 0.8)
    let (report, records) = try await run(policy, [get(0), get(49), get(50, 3), get(51), get(100), get(120)])
    // Written at 2 s: the fifth begins at 50 s; loaded again by 52 s, so that from 100 s on it begins anew.
    #expect(outcomes(records) == "MHHHHHRHRH")
    #expect(report.total.counts.misses == 1)
    #expect(report.total.counts.bill.refreshes == 2)
    let refresh = try #require(records.first { $0.outcome == .refresh })
    #expect(records.first { $0.startedRefresh == refresh.id }?.id == refresh.leader)
  }

  @Test("stale-while-revalidate: the first read past the TTL gets the old value at once and starts one load")
  func staleWhileRevalidate() async throws {
    let policy = CachePolicy(ttl: .seconds(10), staleWhileRevalidate: .seconds(30))
    let (report, records) = try await run(policy, [get(0), get(13, 3), get(16), get(60)])
    #expect(outcomes(records) == "MSSSRHM")
    #expect(report.total.counts.loads == 3)
    #expect(report.total.counts.bill.waitsAvoided == 3)
    #expect(records.last?.cause?.name == "expired")
  }

  @Test("stale-if-error: while the database is down the old value is served, and a load tried only now and then")
  func staleIfError() async throws {
    let policy = CachePolicy(
      ttl: .seconds(10), staleIfError: StaleIfError(keep: .seconds(100), retryAfter: .seconds(30)))
    let (report, records) = try await run(
      policy, [get(0), fault(11, .databaseDown, lasting: 60), get(20), get(30), get(49), get(51), get(90), get(99)])
    #expect(outcomes(records) == "MSSSSMH")
    #expect(records.compactMap(\.staleReason) == [.loadFailed, .throttled, .throttled, .loadFailed])
    #expect(report.total.database.failures == 2)
    #expect(report.total.counts.bill.errorsAvoided == 4)
    #expect(report.total.counts.errors == 0)
  }

  @Test("stale-if-error: with nothing kept, or kept too long, the error reaches the client")
  func staleIfErrorInVain() async throws {
    let policy = CachePolicy(ttl: .seconds(10), staleIfError: StaleIfError(keep: .seconds(20)))
    let (_, records) = try await run(
      policy, [get(0), fault(11, .databaseDown, lasting: 90), get(40), get(50, 1, row: 6)])
    #expect(outcomes(records) == "MEE")
  }

  @Test("a soft timeout serves the old value, and the load goes on and fills the cache")
  func softTimeout() async throws {
    let policy = CachePolicy(
      ttl: .seconds(10), staleIfError: StaleIfError(keep: .seconds(100)),
      loadTimeout: LoadTimeout(soft: .milliseconds(200), hard: .seconds(5)))
    let (report, records) = try await run(policy, [get(0), get(20), get(23)])
    #expect(outcomes(records) == "MSH")
    #expect(records[1].staleReason == .loadTimedOut)
    #expect(records[1].latency == .milliseconds(200))
    #expect(report.total.counts.loads == 2)
  }

  @Test("a hard timeout fails the request, and the load goes on and fills the cache", arguments: [true, false])
  func hardTimeout(isShared: Bool) async throws {
    let policy = CachePolicy(
      protection: isShared ? .singleFlight : .none, loadTimeout: LoadTimeout(hard: .seconds(1)))
    let (_, records) = try await run(policy, [get(0), get(0.5), get(3)])
    #expect(outcomes(records) == "EEH")
    #expect(records.map(\.latency).prefix(2) == [.seconds(1), .seconds(1)])
  }

  @Test("negative caching: a row that is not there is looked up once a negative TTL")
  func negative() async throws {
    let (report, records) = try await run(
      CachePolicy(negativeTTL: .seconds(5)), rows: 1, [get(0), get(3), get(6), get(8), get(9)])
    #expect(outcomes(records) == "MNNMM")
    #expect(report.total.counts.negativeHits == 2)
    let (without, _) = try await run(CachePolicy(), rows: 1, [get(0), get(3), get(6), get(8), get(9)])
    #expect(without.total.counts.loads == 5)
  }

  @Test("an open circuit spares the database, and closes when a trial succeeds")
  func circuit() async throws {
    let policy = CachePolicy(
      circuitBreaker: CircuitBreakerPolicy(
        period: .seconds(10), minimumLoads: 3, failures: 0.5, openFor: .seconds(10)))
    let (report, records) = try await run(
      policy, [fault(0, .databaseDown, lasting: 20), get(1), get(2), get(3), get(4), get(5), get(14), get(25), get(30)])
    #expect(outcomes(records) == "EEEEEEMH")
    #expect(records.count { $0.remarks.contains(.circuitOpen) } == 2)
    #expect(report.total.database.failures == 4)
  }

  @Test("early refresh: under load nobody waits again after the first")
  func earlyRefresh() async throws {
    for isLocked in [true, false] {
      let scenario = try TheoryBench.scenario(
        lasting: .seconds(300), load: .fixed(.seconds(2)),
        cache: CachePolicy(ttl: .seconds(30), protection: .earlyRefresh(beta: 1, isLocked: isLocked)),
        requests: .open(perSecond: 50, .poisson))
      let (report, _) = await TheoryBench.run(scenario)
      #expect(report.total.counts.causes.expired == 0)
      #expect(report.total.counts.bill.refreshes > 9)
      if isLocked { #expect(report.total.counts.loads < 40) }
    }
  }

  @Test("a store that loses entries only costs loads")
  func losing() async throws {
    let (report, records) = try await run(
      CachePolicy(), [fault(0, .storeLosing(1), lasting: 20), get(1), get(5), get(10), get(30), get(35)])
    #expect(outcomes(records) == "MMMHH")
    #expect(report.total.counts.causes.evicted == 2)
  }

  @Test("a database that fails at random fails that share of its queries")
  func failing() async throws {
    var scenario = try TheoryBench.scenario(
      lasting: .seconds(100), load: .fixed(.milliseconds(1)), cache: nil, requests: .open(perSecond: 40, .poisson))
    scenario.steps = [fault(0, .databaseFailing(0.2), lasting: 100)]
    let (report, _) = await TheoryBench.run(scenario)
    let share = Double(report.total.database.failures) / Double(report.total.database.queries)
    let error = (0.2 * 0.8 / Double(report.total.database.queries)).squareRoot()
    #expect(abs(share - 0.2) < 3 * error)
  }
}

extension ReportFigures {
  var servedNothingStale: Bool { counts.stale.served == 0 }
}
