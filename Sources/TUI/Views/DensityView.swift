import CacheEngine

/// How many entries end in each moment of the next minute: deadlines that were given together show before they fire.
enum DensityView {
  static let span = 60.0

  static func draw(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    guard area.height >= 4, area.width > 20 else { return }
    let (title, rest) = area.splitTop(1)
    let (chart, foot) = rest.splitBottom(2)
    let plot = Rect(x: chart.x + 2, y: chart.y, width: chart.width - 4, height: chart.height)
    frame.put("  expiry density, next 60 s", at: title.x, title.y, style: .faint, clip: title)
    let counts = counts(state, columns: plot.width)
    let most = counts.max() ?? 0
    if most > 0 {
      frame.columns(counts.map { $0 == 0 ? nil : Double($0) / Double(most) }, in: plot) { _ in Style(.accent) }
    }
    for (share, label) in [(0.0, "now"), (0.5, "+30s")] {
      frame.put(label, at: plot.x + Int(share * Double(plot.width)), foot.y, style: .faint, clip: foot)
    }
    frame.put("+60s", at: plot.right - 4, foot.y, style: .faint, clip: foot)
    if let warning = warning(counts, most: most) {
      frame.put("  " + warning.clipped(to: foot.width - 3), at: foot.x, foot.y + 1, style: .warning, clip: foot)
    }
  }

  private static func counts(_ state: DashboardState, columns: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: columns)
    for entry in state.shown.keys.entries where state.keys.shows(entry, at: state.now) {
      guard case .at(let deadline) = entry.expiry else { continue }
      let column = Int(state.now.duration(to: deadline).inSeconds / span * Double(columns))
      if counts.indices.contains(column) { counts[column] += 1 }
    }
    return counts
  }

  private static func warning(_ counts: [Int], most: Int) -> String? {
    guard most >= 3, let column = counts.firstIndex(of: most) else { return nil }
    let seconds = Int(Double(column) / Double(counts.count) * span)
    return "\(most) keys share the deadline at +\(seconds) s: when it comes, all of them will be loaded at once."
  }
}
