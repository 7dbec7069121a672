import CacheEngine

/// How reads of the whole server fared in the last seconds, whoever but us sent them.
enum WatchHitsView {
  private static let labels = 4

  static func draw(_ watch: WatchReading, _ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let area = frame.panel(
      rect, title: "Hit rate of the \(watch.nodes.count > 1 ? "cluster" : "server"), all clients but us",
      note: note(watch))
    guard area.height >= 2, area.width > labels + 4 else { return }
    let (rates, axis) = area.splitBottom(area.height >= 4 ? 1 : 0)
    let plot = Rect(x: rates.x + labels, y: rates.y, width: rates.width - labels - 1, height: rates.height)
    frame.put("100", at: rates.x, rates.y, style: .faint, clip: rates)
    frame.put("  0", at: rates.x, rates.bottom - 1, style: .faint, clip: rates)
    let seconds = Array(watch.serverHits.suffix(plot.width))
    frame.columns(seconds.map { $0?.hitRate }, in: plot) { _ in Style(.hit) }
    // A second with reads and no hit is not an empty second.
    for (place, second) in seconds.enumerated() where second?.hitRate == 0 {
      frame.put("▁", at: plot.right - seconds.count + place, plot.bottom - 1, style: Style(.miss), clip: plot)
    }
    frame.put("-\(seconds.count - 1)s", at: plot.x, axis.y, style: .faint, clip: axis)
    frame.put("now", at: plot.right - 3, axis.y, style: .faint, clip: axis)
  }

  /// The last minute in figures.
  private static func note(_ watch: WatchReading) -> String {
    let minute = watch.serverHits.suffix(60).compactMap(\.self)
    guard !minute.isEmpty else { return "" }
    let (hits, misses) = minute.reduce((0, 0)) { ($0.0 + $1.hits, $0.1 + $1.misses) }
    let rate = ServerHits(hits: hits, misses: misses).hitRate
    return "last minute \(Figures.percent(rate))\(rate == nil ? "" : "%") of \(Figures.count(hits + misses)) reads"
  }
}
