import CacheEngine
import TUI

/// The figures of a report that are told in words.
struct ReportNotes {
  let report: RunReport

  /// Each a label and what follows it; those with nothing to say are left out.
  var all: [(label: String, parts: [String])] {
    [
      ("outcomes", outcomes), ("miss causes", causes), ("database", database), ("stale", stale), ("writes", writes),
      ("store", store),
    ].filter { !$0.parts.isEmpty }
  }

  private var counts: LookupCounts { report.total.counts }

  private var outcomes: [String] {
    nonzero([
      ("hit", counts.hits), ("stale", counts.staleHits), ("negative", counts.negativeHits), ("miss", counts.misses),
      ("shared", counts.shared), ("bypass", counts.bypasses),
      ("error", counts.errors),
    ])
  }

  private var causes: [String] {
    let causes = counts.causes
    return nonzero([
      ("cold", causes.cold), ("expired", causes.expired), ("evicted", causes.evicted),
      ("invalidated", causes.invalidated), ("cleared", causes.cleared), ("version", causes.version),
      ("undecodable", causes.undecodable),
      ("store error", causes.storeError),
    ])
  }

  private var database: [String] {
    let database = report.total.database
    let mean = database.queries == 0 ? .zero : database.waited / Double(database.queries)
    return [
      "\(Figures.count(database.queries)) queries", "\(Figures.count(database.failures)) failed",
      "at most \(database.mostRunning) at once", "longest line \(database.mostWaiting)",
      "mean wait \(Figures.latency(mean))", "\(Figures.count(report.total.queriesSaved)) saved",
    ]
  }

  private var stale: [String] {
    let stale = counts.stale
    guard let mean = stale.meanAge else { return ["none served"] }
    return [
      "\(Figures.count(stale.served)) served", "oldest by \(Figures.latency(stale.mostAge))",
      "mean \(Figures.latency(mean))",
    ]
  }

  private var writes: [String] {
    let writes = counts.writes
    return nonzero([
      ("accepted", writes.accepted), ("to the database", writes.toDatabase), ("at risk", writes.atRisk),
      ("lost", writes.lost),
    ])
  }

  private var store: [String] {
    [
      "\(Figures.count(counts.storeOperations)) commands", "\(Figures.count(report.evictions)) evicted",
      "\(Figures.count(report.expirations)) expired", "\(Figures.count(report.dropped)) requests dropped",
    ]
  }

  /// The figure in full: a rounded one could seem to meet a bound that it misses.
  static func value(_ result: ExpectationResult) -> String {
    guard let value = result.value else { return "–" }
    let isDuration = result.expectation.path.last?.hasSuffix("_s") == true
    if isDuration { return "\(value) s" }
    guard let whole = Int64(exactly: value), result.expectation.path.last != "hit_rate" else {
      return value.description
    }
    return Figures.count(whole)
  }

  private func nonzero(_ figures: [(name: String, count: UInt64)]) -> [String] {
    figures.filter { $0.count > 0 }.map { "\(Figures.count($0.count)) \($0.name)" }
  }
}
