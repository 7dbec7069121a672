import CacheEngine

/// Latencies on one logarithmic axis: hits grow up from it, everything that waited for a load grows down, so that two
/// populations never share a column. Heights are logarithmic too: one request in a thousand can still be seen.
enum LatencyView {
  /// The first octave shown, 2^9 ns = 0.5 µs, and the last, 2^34 ns = 17 s. What lies outside counts at the edge.
  static let octaves = 9...34
  private static let labels = 6

  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let latency = state.shown.ledger.latency
    let isNarrow = rect.width < 50
    let hasService = !isNarrow && state.shown.ledger.hasOwnService
    let axes = isNarrow ? "log, log" : "log time, log count"
    let area = frame.panel(rect, title: "Latency", note: hasService ? "from the intended arrival, \(axes)" : axes)
    guard area.height >= 4, area.width >= labels + octaves.count else { return }
    let hasFigures = area.height >= 8
    let serviceRows = hasFigures && hasService && area.height >= 11 ? 1 : 0
    let (chart, figures) = area.splitBottom(hasFigures ? 2 + serviceRows : 0)
    let columnWidth = max(1, (area.width - labels - 1) / octaves.count)
    let up = (chart.height - 1 + 1) / 2
    let (above, below) = chart.splitTop(up)
    let (axis, under) = below.splitTop(1)
    let most = max(peak(latency.hits), peak(latency.waits))
    drawHits(latency.hits, peak: most, columnWidth, in: above, into: &frame)
    drawAxis(columnWidth, in: axis, into: &frame)
    drawWaits(latency.waits, peak: most, columnWidth, in: under, into: &frame)
    if hasFigures {
      drawFigures("hit", latency.hits, Style(.hit), in: figures.row(0), into: &frame)
      drawFigures("miss", latency.waits, Style(.miss), in: figures.row(1), into: &frame)
      drawService(state.shown.ledger.service, in: figures.row(2), into: &frame)
    }
  }

  private static func counts(_ summary: LatencySummary) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: octaves.count)
    for (octave, count) in summary.octaves.enumerated() {
      counts[min(octaves.upperBound, max(octaves.lowerBound, octave)) - octaves.lowerBound] += count
    }
    return counts
  }

  private static func peak(_ summary: LatencySummary) -> Double {
    height(counts(summary).max() ?? 0)
  }

  /// Twice as many requests are one step higher; a single one is one step high.
  private static func height(_ count: UInt64) -> Double {
    count == 0 ? 0 : Double(UInt64.bitWidth - count.leadingZeroBitCount)
  }

  private static func drawHits(
    _ summary: LatencySummary, peak: Double, _ columnWidth: Int, in rect: Rect, into frame: inout Frame
  ) {
    frame.put(" hit", at: rect.x, rect.bottom - 1, style: Style(.hit), clip: rect)
    guard peak > 0 else { return }
    let plot = Rect(
      x: rect.x + labels, y: rect.y, width: octaves.count * columnWidth, height: rect.height)
    let shares = counts(summary).flatMap { count in
      [Double?](repeating: count == 0 ? nil : height(count) / peak, count: columnWidth)
    }
    frame.columns(shares, in: plot) { _ in Style(.hit) }
  }

  private static func drawWaits(
    _ summary: LatencySummary, peak: Double, _ columnWidth: Int, in rect: Rect, into frame: inout Frame
  ) {
    frame.put("miss", at: rect.x + 1, rect.y, style: Style(.miss), clip: rect)
    guard peak > 0 else { return }
    for (place, count) in counts(summary).enumerated() where count > 0 {
      let halves = max(1, Int((height(count) / peak * Double(rect.height) * 2).rounded()))
      for column in 0..<columnWidth {
        let x = rect.x + labels + place * columnWidth + column
        for row in 0..<halves / 2 { frame.put("█", at: x, rect.y + row, style: Style(.miss), clip: rect) }
        if halves % 2 == 1 { frame.put("▀", at: x, rect.y + halves / 2, style: Style(.miss), clip: rect) }
      }
    }
  }

  /// A tick stands where the octave begins that the time lies in: a load of 1 s is drawn at `1s`.
  private static func drawAxis(_ columnWidth: Int, in rect: Rect, into frame: inout Frame) {
    let start = rect.x + labels
    frame.put(String(repeating: "─", count: octaves.count * columnWidth), at: start, rect.y, style: .faint, clip: rect)
    for (octave, label) in [(9, "1µs"), (19, "1ms"), (29, "1s")] {
      frame.put("┼\(label)", at: start + (octave - octaves.lowerBound) * columnWidth, rect.y, style: .faint, clip: rect)
    }
  }

  private static func drawFigures(
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
  private static func drawService(_ service: LatencyPair, in row: Rect, into frame: inout Frame) {
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

extension LedgerSnapshot {
  /// True when requests were taken up later than they were due, so that there are two latencies to tell apart.
  var hasOwnService: Bool { service != LatencyPair() && service != latency }
}
