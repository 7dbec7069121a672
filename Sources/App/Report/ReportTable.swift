import CacheEngine
import TUI

/// A report as a person reads it, in at most eighty columns, expectations last.
struct ReportTable {
  static let width = 80
  static let labelWidth = 14

  let report: RunReport

  var text: String {
    let sections = [heading, requests, latencies, notes, expectations].filter { !$0.isEmpty }
    return sections.map { $0.map(Self.trimmed).joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var heading: [String] {
    let name = SafeText()(report.name).clipped(to: 40)
    let seconds = report.wallTime.inSeconds
    let rate =
      seconds > 0 ? ", \(Figures.count(Int64((Double(report.total.requests) / seconds).rounded()))) requests/s" : ""
    return [
      "\(name)  seed \(report.seed), \(report.store)",
      "\(Figures.setting(report.virtualTime)) of the lab's time in \(Figures.latency(report.wallTime))\(rate)",
    ]
  }

  private var requests: [String] {
    [Self.row("", ["requests", "hits", "misses", "errors", "hit rate", "queries", "p99"])]
      + [Self.row("total", Self.figures(report.total))]
      + report.endpoints.map { Self.row(SafeText()($0.name), Self.figures($0.figures)) }
  }

  private static func figures(_ figures: ReportFigures) -> [String] {
    let counts = figures.counts
    return [figures.requests, counts.hits, figures.misses, counts.errors].map { Figures.count($0) }
      + [
        counts.hitRate == nil ? "–" : Figures.percent(counts.hitRate) + "%", Figures.count(figures.database.queries),
        latency(figures.latency, \.p99),
      ]
  }

  private var latencies: [String] {
    let summaries = [
      ("all", report.total.latency), ("hit", report.total.hitLatency), ("miss", report.total.missLatency),
      ("service", report.total.service),
    ]
    let places = [\LatencySummary.p50, \.p90, \.p99, \.p999, \.greatest, \.mean]
    return [Self.row("latency", ["count", "p50", "p90", "p99", "p99.9", "max", "mean"])]
      + summaries.map { name, summary in
        Self.row(name, [Figures.count(summary.count)] + places.map { Self.latency(summary, $0) })
      }
  }

  private static func latency(_ summary: LatencySummary, _ place: KeyPath<LatencySummary, Duration>) -> String {
    summary.count == 0 ? "–" : Figures.latency(summary[keyPath: place])
  }

  private var notes: [String] {
    let notes = ReportNotes(report: report)
    return notes.all.flatMap { Self.paragraph($0.label, $0.parts) }
  }

  private var expectations: [String] {
    report.expectations.map { result in
      let value = ReportNotes.value(result)
      let room = Self.width - 9 - 2 - CellWidth.of(value)
      return (result.isMet ? "ok" : "NOT MET").padded(to: 9)
        + SafeText()(result.expectation.text).padded(to: room) + "  " + value
    }
  }

  private static func row(_ label: String, _ cells: [String]) -> String {
    label.padded(to: labelWidth) + cells.map { $0.padded(to: 9, alignment: .right) }.joined()
  }

  /// The parts after a label, broken between two of them where a line is full.
  private static func paragraph(_ label: String, _ parts: [String]) -> [String] {
    var lines = [label.padded(to: labelWidth)]
    for (position, part) in parts.enumerated() {
      let text = part + (position < parts.count - 1 ? ", " : "")
      let used = CellWidth.of(lines[lines.count - 1])
      if used > labelWidth, used + CellWidth.of(part) + 1 > width { lines.append("".padded(to: labelWidth)) }
      lines[lines.count - 1] += text
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
