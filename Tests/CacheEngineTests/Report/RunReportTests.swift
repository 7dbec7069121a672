import Testing

@testable import CacheEngine

@Suite("A report")
struct RunReportTests {
  private static var report: RunReport {
    var figures = ReportFigures()
    figures.counts.hits = 6
    figures.counts.misses = 1
    figures.counts.shared = 1
    figures.counts.bypasses = 2
    figures.counts.errors = 1
    figures.counts.cancelled = 4
    figures.counts.writes.accepted = 7
    figures.counts.stale.count(.milliseconds(1_500))
    figures.latency.count = 10
    figures.latency.p99 = .nanoseconds(2_000_000_001)
    figures.database.queries = 3
    return RunReport(
      name: "lesson", seed: .max, store: "memory", virtualTime: .seconds(60), wallTime: .milliseconds(5),
      total: figures,
      endpoints: [EndpointReport(name: "read_item", figures: figures)], evictions: 9)
  }

  private func expectation(_ path: String, _ comparison: CacheEngine.Expectation.Comparison, _ bound: Double)
    -> CacheEngine.Expectation
  {
    CacheEngine.Expectation(
      text: "\(path) \(comparison.rawValue) \(bound)", path: path.split(separator: ".").map(String.init),
      comparison: comparison, bound: bound)
  }

  @Test("has these fields in this order")
  func fields() {
    guard case .object(let fields) = Self.report.json else {
      Issue.record("no object")
      return
    }
    #expect(
      fields.map(\.name) == [
        "name", "seed", "store", "virtual_time_s", "wall_time_s", "requests", "hits", "misses", "hit_rate", "outcomes",
        "miss_causes", "latency", "latency_hit", "latency_miss", "service", "database", "stale", "writes",
        "store_commands", "bill", "evictions", "expirations", "dropped", "endpoints", "expectations",
      ])
    #expect(Self.report.json.field("seed") == .number("18446744073709551615"))
    #expect(Self.report.json.field("virtual_time_s") == .number("60.000000000"))
  }

  @Test(
    "answers a path with its figure",
    arguments: [
      ("requests", 11.0), ("hits", 6), ("misses", 2), ("hit_rate", 0.75), ("outcomes.shared", 1), ("outcomes.stale", 0),
      ("latency.p99_s", 2.000000001), ("latency_hit.p99_s", nil), ("database.queries_saved", 7), ("stale.served", 1),
      ("stale.max_age_s", 1.5), ("writes.accepted", 7), ("evictions", 9), ("endpoints.read_item.outcomes.bypass", 2),
      ("endpoints.other.hits", nil), ("outcomes", nil), ("name", nil), ("hits.more", nil),
    ] as [(String, Double?)])
  func values(path: String, value: Double?) {
    #expect(Self.report.value(of: expectation(path, .equal, 0)) == value)
  }

  @Test("has no hit rate without a lookup, and an expectation of it is not met")
  func withoutRequests() {
    var report = Self.report
    report.total = ReportFigures()
    report.evaluate([expectation("hit_rate", .atLeast, 0), expectation("requests", .equal, 0)])
    #expect(report.json.field("hit_rate") == .null)
    #expect(report.expectations.map(\.isMet) == [false, true])
    #expect(report.expectations.map(\.value) == [nil, 0])
    #expect(!report.meetsExpectations)
  }

  @Test("compares as it is written", arguments: CacheEngine.Expectation.Comparison.allCases)
  func comparisons(comparison: CacheEngine.Expectation.Comparison) {
    let met: [CacheEngine.Expectation.Comparison: [Bool]] = [
      .less: [true, false, false], .atMost: [true, true, false], .equal: [false, true, false],
      .unequal: [true, false, true], .atLeast: [false, true, true], .more: [false, false, true],
    ]
    let rule = expectation("hits", comparison, 6)
    #expect([5, 6, 7].map { rule.isMet(by: $0) } == met[comparison])
    #expect(!rule.isMet(by: nil))
  }
}
