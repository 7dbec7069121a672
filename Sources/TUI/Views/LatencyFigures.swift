import CacheEngine

/// Percentiles under the latency chart, a line each for hits and for what waited, and one for the service times.
enum LatencyFigures {
  static func draw(
    _ name: String, _ summary: LatencySummary, _ style: Style, in row: Rect, into frame: inout Frame
  ) {
    var pieces: [(String, Style)] = [(" \(name.padded(to: 4))", style), (" n \(Figures.count(summary.count))", .plain)]
    if summary.count > 0 {
      let figures: [(rank: Int, label: String, duration: Duration)] = [
        (5, "min", summary.least), (0, "p50", summary.p50), (3, "p90", summary.p90), (1, "p99", summary.p99),
        (4, "p99.9", summary.p999), (2, "max", summary.greatest),
      ]
      let texts = figures.map { (rank: $0.rank, text: "  \($0.label) \(Figures.latency($0.duration))") }
      // Shown in their natural order, left out by rank.
      var room = row.width - pieces.reduce(0) { $0 + CellWidth.of($1.0) }
      var lastRank = -1
      for (rank, text) in texts.sorted(by: { $0.rank < $1.rank }) {
        guard CellWidth.of(text) < room else { break }
        room -= CellWidth.of(text)
        lastRank = rank
      }
      pieces += texts.filter { $0.rank <= lastRank }.map { ($0.text, .plain) }
    }
    frame.put(pieces, at: row.x, row.y, clip: row)
  }

  /// The same from when a request was taken up: what the sender's lateness adds is not in it.
  static func drawService(_ service: LatencyPair, in row: Rect, into frame: inout Frame) {
    guard !row.isEmpty else { return }
    let both: [(String, KeyPath<LatencySummary, Duration>)] = [("p50", \.p50), ("p99", \.p99)]
    let candidates = [
      servicePieces(service, "service, from being taken up:", both), servicePieces(service, "service", both),
      servicePieces(service, "service", [("p50", \.p50)]),
    ]
    let fitting = candidates.first { pieces in pieces.reduce(0) { $0 + CellWidth.of($1.0) } <= row.width }
    frame.put(fitting ?? [], at: row.x, row.y, clip: row)
  }

  private static func servicePieces(
    _ service: LatencyPair, _ label: String, _ figures: [(name: String, path: KeyPath<LatencySummary, Duration>)]
  ) -> [(String, Style)] {
    var pieces: [(String, Style)] = [(" \(label)", .faint)]
    for (name, summary, role) in [("hit", service.hits, Role.hit), ("miss", service.waits, .miss)]
    where summary.count > 0 {
      let texts = figures.map { " \($0.name) \(Figures.latency(summary[keyPath: $0.path]))" }
      pieces += [(" \(name)", Style(role)), (texts.joined(), .plain)]
    }
    return pieces
  }
}
