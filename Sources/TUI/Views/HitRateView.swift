import CacheEngine

/// The hit rate of the last seconds, one bar a second, and under it, on the same axis, the loads that the database got and what
/// happened to the lab.
enum HitRateView {
  private static let labels = 4

  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let area = frame.panel(rect, title: rect.width < 50 ? "Hit rate" : "Hit rate, and loads per second")
    guard area.height >= 3, area.width > labels + 4 else { return }
    let (charts, axis) = area.splitBottom(1)
    let loadRows = charts.height >= 6 ? max(2, charts.height / 3) : 0
    let (rates, loads) = charts.splitBottom(loadRows)
    let strip = Array(state.shown.ledger.strip.suffix(area.width - labels - 1))
    drawRates(strip, in: rates, into: &frame)
    if loadRows > 0 { drawLoads(strip, in: loads, into: &frame) }
    TimeAxis(state, seconds: strip.count, plot: plot(of: axis)).draw(state, into: &frame)
  }

  private static func plot(of rect: Rect) -> Rect {
    Rect(x: rect.x + labels, y: rect.y, width: rect.width - labels - 1, height: rect.height)
  }

  private static func drawRates(_ strip: [SecondCounts], in rect: Rect, into frame: inout Frame) {
    frame.put("100", at: rect.x, rect.y, style: .faint, clip: rect)
    frame.put("  0", at: rect.x, rect.bottom - 1, style: .faint, clip: rect)
    let plot = plot(of: rect)
    frame.columns(strip.map(\.hitRate), in: plot) { _ in Style(.hit) }
    // A second with requests and no hit is not an empty second.
    for (place, second) in strip.enumerated() where second.hitRate == 0 {
      frame.put("▁", at: plot.right - strip.count + place, plot.bottom - 1, style: Style(.miss), clip: plot)
    }
  }

  private static func drawLoads(_ strip: [SecondCounts], in rect: Rect, into frame: inout Frame) {
    let most = strip.map(\.loads).max() ?? 0
    frame.put(String(most).padded(to: 3, alignment: .right), at: rect.x, rect.y, style: .faint, clip: rect)
    frame.put(" db", at: rect.x, rect.bottom - 1, style: .faint, clip: rect)
    guard most > 0 else { return }
    frame.columns(strip.map { $0.loads == 0 ? nil : Double($0.loads) / Double(most) }, in: plot(of: rect)) { _ in
      Style(.miss)
    }
  }
}
