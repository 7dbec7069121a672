import Testing

@testable import CacheEngine

@Suite("Expectations")
struct ExpectationParserTests {
  @Test(
    "compare a figure with a number, a share or a duration",
    arguments: [
      ("hit_rate >= 0.95", ["hit_rate"], .atLeast, 0.95), ("hit_rate>=95%", ["hit_rate"], .atLeast, 0.95),
      ("database.queries <= 20", ["database", "queries"], .atMost, 20),
      ("  database.queries  ==  1e3 ", ["database", "queries"], .equal, 1_000),
      ("endpoints.a.outcomes.stale == 0", ["endpoints", "a", "outcomes", "stale"], .equal, 0),
      ("latency_hit.p99_s < 10ms", ["latency_hit", "p99_s"], .less, 0.01),
      ("latency.mean_s>1m30s", ["latency", "mean_s"], .more, 90),
      ("latency.max_s != 0.5", ["latency", "max_s"], .unequal, 0.5),
      ("virtual_time_s > 5", ["virtual_time_s"], .more, 5), ("hits > -1", ["hits"], .more, -1),
    ] as [(String, [String], CacheEngine.Expectation.Comparison, Double)])
  func read(text: String, path: [String], comparison: CacheEngine.Expectation.Comparison, bound: Double) throws {
    let expectation = try ExpectationParser.expectation(of: text, endpoints: ["a"])
    #expect(expectation == CacheEngine.Expectation(text: text, path: path, comparison: comparison, bound: bound))
  }

  @Test("name every figure there is, of the run and of an endpoint")
  func figures() throws {
    for figure in ReportFields.ofRun {
      #expect(
        try ExpectationParser.expectation(of: "\(figure) > 0", endpoints: []).path.joined(separator: ".") == figure)
    }
    for figure in ReportFields.ofEndpoint {
      let path = "endpoints.a.\(figure)"
      #expect(
        try ExpectationParser.expectation(of: "\(path) > 0", endpoints: ["a"]).path.joined(separator: ".") == path)
    }
    #expect(Set(ReportFields.ofRun).count == ReportFields.ofRun.count)
  }
}
