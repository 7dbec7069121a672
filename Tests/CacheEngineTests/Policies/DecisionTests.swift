import Testing

@testable import CacheEngine

@Suite("What to do about an entry") struct DecisionTests {
  /// Written at 0 s, fresh until 60 s, loaded in 2 s.
  private static let entry = EntryFacts(
    freshUntil: second(60), writtenAt: second(0), loadTime: .seconds(2), filledBy: RequestID(1))

  private static func second(_ seconds: Double) -> Timestamp {
    Timestamp.zero.advanced(by: .milliseconds(Int64(seconds * 1_000)))
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var policy: CachePolicy
    var at: Double
    var decision: LookupDecision
    var retryAt = 0.0
    var unit = 1.0
    var testDescription: String { "\(policy.protection) at \(at) s, retry at \(retryAt) s, drawn \(unit)" }
  }

  private static let ahead = CachePolicy(refreshAhead: 0.8)
  private static let revalidating = CachePolicy(staleWhileRevalidate: .seconds(30))
  private static let emergency = CachePolicy(staleIfError: StaleIfError(keep: .seconds(300)))
  private static let both = CachePolicy(
    staleWhileRevalidate: .seconds(30), staleIfError: StaleIfError(keep: .seconds(300)))
  private static let early = CachePolicy(protection: .earlyRefresh(beta: 1, isLocked: false))

  static let rows: [Row] = [
    Row(policy: CachePolicy(), at: 0, decision: .serve),
    Row(policy: CachePolicy(), at: 59.999, decision: .serve),
    Row(policy: CachePolicy(), at: 60, decision: .load(keepsFallback: false)),
    Row(policy: ahead, at: 47.999, decision: .serve),
    Row(policy: ahead, at: 48, decision: .serveAndRefresh),
    Row(policy: ahead, at: 59.999, decision: .serveAndRefresh),
    Row(policy: ahead, at: 60, decision: .load(keepsFallback: false)),
    Row(policy: revalidating, at: 59.999, decision: .serve),
    Row(policy: revalidating, at: 60, decision: .serveStaleAndRefresh),
    Row(policy: revalidating, at: 89.999, decision: .serveStaleAndRefresh),
    Row(policy: revalidating, at: 90, decision: .load(keepsFallback: false)),
    Row(policy: emergency, at: 60, decision: .load(keepsFallback: true)),
    Row(policy: emergency, at: 359.999, decision: .load(keepsFallback: true)),
    Row(policy: emergency, at: 360, decision: .load(keepsFallback: false)),
    Row(policy: emergency, at: 70, decision: .serveStale, retryAt: 70.001),
    Row(policy: emergency, at: 70, decision: .load(keepsFallback: true), retryAt: 70),
    Row(policy: emergency, at: 360, decision: .load(keepsFallback: false), retryAt: 400),
    Row(policy: both, at: 70, decision: .serveStaleAndRefresh),
    Row(policy: both, at: 70, decision: .serveStale, retryAt: 80),
    Row(policy: both, at: 90, decision: .load(keepsFallback: true)),
    // −2 s · ln(u) reaches the end: at 58 s from u = e⁻¹ = 0.3679 on down.
    Row(policy: early, at: 58, decision: .serveAndRefresh, unit: 0.3678),
    Row(policy: early, at: 58, decision: .serve, unit: 0.3679),
    Row(policy: early, at: 0, decision: .serve, unit: 0.0001),
    Row(policy: early, at: 60, decision: .load(keepsFallback: false), unit: 1),
  ]

  @Test("depends on nothing but the entry, the time, the policy and the draw", arguments: rows)
  func decision(row: Row) {
    let decision = row.policy.decide(
      Self.entry, at: Self.second(row.at), retryAt: Self.second(row.retryAt), unit: row.unit)
    #expect(decision == row.decision)
  }

  @Test("what never ends, or says that there is no row, is not refreshed before its time")
  func neverRefreshed() {
    var negative = Self.entry
    negative.isNegative = true
    #expect(Self.ahead.decide(negative, at: Self.second(59)) == .serve)
    #expect(Self.early.decide(negative, at: Self.second(59), unit: 0.0001) == .serve)
    #expect(Self.early.decide(.unknown, at: Self.second(59), unit: 0.0001) == .serve)
  }

  static let contradictions: [(CachePolicy, PolicyContradiction?)] = [
    (CachePolicy(), nil), (CachePolicy(ttl: nil), nil),
    (CachePolicy(ttl: nil, jitter: .share(0.1)), .neverEnds("jitter")),
    (CachePolicy(ttl: nil, refreshAhead: 0.5), .neverEnds("refresh-ahead")),
    (CachePolicy(ttl: nil, staleWhileRevalidate: .seconds(1)), .neverEnds("stale-while-revalidate")),
    (CachePolicy(ttl: nil, staleIfError: StaleIfError(keep: .seconds(1))), .neverEnds("stale-if-error")),
    (CachePolicy(ttl: nil, protection: .earlyRefresh(beta: 1, isLocked: true)), .neverEnds("early-refresh")),
    (CachePolicy(ttl: nil, isVersioned: true), .versionsPileUp),
    (CachePolicy(protection: .earlyRefresh(beta: 1, isLocked: false), refreshAhead: 0.8), .twoEarlyRefreshes),
    (CachePolicy(loadTimeout: LoadTimeout(soft: .seconds(1))), .nothingForSoftTimeout),
    (
      CachePolicy(staleWhileRevalidate: .seconds(9), loadTimeout: LoadTimeout(soft: .seconds(2), hard: .seconds(2))),
      .softAfterHard
    ),
    (
      CachePolicy(
        staleWhileRevalidate: .seconds(9), staleIfError: StaleIfError(keep: .seconds(60)),
        loadTimeout: LoadTimeout(soft: .seconds(1), hard: .seconds(2))), nil
    ),
  ]

  @Test("settings that make no sense together are told, with the reason", arguments: contradictions.indices)
  func contradiction(row: Int) {
    let (policy, contradiction) = Self.contradictions[row]
    #expect(policy.contradiction == contradiction)
  }
}
