import TUI
import Testing

@testable import App
@testable import CacheEngine

@Suite("A report as a table")
struct ReportTableTests {
  private var report: RunReport {
    var figures = ReportFigures()
    figures.counts.hits = 1_180
    figures.counts.misses = 12
    figures.counts.shared = 12
    figures.counts.causes.expired = 10
    figures.counts.causes.cold = 2
    figures.counts.stale.count(.milliseconds(1_500))
    figures.latency.count = 1_204
    figures.latency.p99 = .seconds(2)
    figures.database.queries = 12
    figures.database.mostRunning = 5
    figures.database.waited = .seconds(6)
    var report = RunReport(
      name: "les\u{1B}son", seed: 1, store: "memory", virtualTime: .seconds(60), wallTime: .milliseconds(500),
      total: figures, endpoints: [EndpointReport(name: "a_very_long_endpoint", figures: figures)])
    report.evaluate([
      CacheEngine.Expectation(text: "hit_rate >= 0.99", path: ["hit_rate"], comparison: .atLeast, bound: 0.99),
      CacheEngine.Expectation(text: "latency.p99_s <= 2s", path: ["latency", "p99_s"], comparison: .atMost, bound: 2),
      CacheEngine.Expectation(
        text: "hits == \(String(repeating: "1", count: 90))", path: ["hits"], comparison: .equal, bound: 1e90),
    ])
    return report
  }

  @Test("fits eighty columns and carries no control characters")
  func width() {
    let text = ReportTable(report: report).text
    #expect(!text.contains("\u{1B}"))
    for line in text.split(separator: "\n") { #expect(CellWidth.of(line) <= 80, "\(line)") }
  }

  @Test("reads like this")
  func wording() {
    #expect(
      ReportTable(report: report).text == #"""
        les\x1bson  seed 1, memory
        60s of the lab's time in 500ms, 2 408 requests/s

                       requests     hits   misses   errors hit rate  queries      p99
        total             1 204    1 180       24        0    98.0%       12    2.00s
        a_very_long_e…    1 204    1 180       24        0    98.0%       12    2.00s

        latency           count      p50      p90      p99    p99.9      max     mean
        all               1 204      0ns      0ns    2.00s      0ns      0ns      0ns
        hit                   0        –        –        –        –        –        –
        miss                  0        –        –        –        –        –        –
        service               0        –        –        –        –        –        –

        outcomes      1 180 hit, 12 miss, 12 shared
        miss causes   2 cold, 10 expired
        database      12 queries, 0 failed, at most 5 at once, longest line 0,
                      mean wait 500ms, 1 192 saved
        stale         1 served, oldest by 1.50s, mean 1.50s
        store         0 commands, 0 evicted, 0 expired, 0 requests dropped

        NOT MET  hit_rate >= 0.99                                     0.9800664451827242
        ok       latency.p99_s <= 2s                                               2.0 s
        NOT MET  hits == 1111111111111111111111111111111111111111111111111111111…  1 180
        """#)
  }
}
