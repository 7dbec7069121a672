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
      LatencyFigures.draw("hit", latency.hits, Style(.hit), in: figures.row(0), into: &frame)
      LatencyFigures.draw("miss", latency.waits, Style(.miss), in: figures.row(1), into: &frame)
      LatencyFigures.drawService(state.shown.ledger.service, in: figures.row(2), into: &frame)
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
}

extension LedgerSnapshot {
  /// True when requests were taken up later than they were due, so that there are two latencies to tell apart.
  var hasOwnService: Bool { service != LatencyPair() && service != latency }
}
