import CacheEngine

/// One entry of a list: key, time left, bar.
enum EntryRow {
  static func drawShort(
    _ entry: EntrySummary, of state: DashboardState, keyWidth: Int, in row: Rect, into frame: inout Frame
  ) {
    let now = state.now
    let used = frame.put(
      [
        (" " + state.safeKey(entry.key).padded(to: keyWidth), .plain),
        (Wording.timeLeft(of: entry, at: now).padded(to: 8, alignment: .right) + " ", timeStyle(entry, at: now)),
      ], at: row.x, row.y, clip: row)
    drawBar(entry, of: state, in: Rect(x: used, y: row.y, width: row.right - used - 1, height: 1), into: &frame)
  }

  /// The share of life that is left, in its zones, the one that comes last at the left; an entry without an end shows a
  /// dotted line.
  static func drawBar(_ entry: EntrySummary, of state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard rect.width > 2 else { return }
    let inner = Rect(x: rect.x, y: rect.y, width: rect.width - 1, height: 1)
    frame.put("│", at: inner.right, rect.y, style: .faint, clip: rect)
    guard let zones = EntryZones(entry, state.shown.policy(of: entry.key)) else {
      frame.put(String(repeating: "·", count: inner.width), at: inner.x, rect.y, style: .faint, clip: inner)
      return
    }
    let share = zones.shareLeft(at: state.now)
    let isEnding = share <= 0.1 && zones.spans.count == 1
    let style = Style(isEnding ? .warning : .accent, isEnding ? .bold : [])
    frame.bar(share, in: inner, style: style)
    guard zones.spans.count > 1 else { return }
    let (whole, _) = Bars.across(share, width: inner.width)
    for cell in 0..<whole {
      let middle = zones.moment(at: (Double(cell) + 0.5) / Double(inner.width))
      guard let zone = zones.zone(at: middle) else { continue }
      frame.put(String(zone.glyph), at: inner.x + cell, rect.y, style: Style(zone.role), clip: inner)
    }
    // The tip is in the zone of the moment.
    if whole < inner.width, let zone = zones.zone(at: state.now) {
      frame.restyle(Rect(x: inner.x + whole, y: rect.y, width: 1, height: 1)) { _ in Style(zone.role) }
    }
  }

  /// What the glyphs of an entry's bar mean; nothing where there is one zone only.
  static func legend(_ entry: EntrySummary, of state: DashboardState) -> [(String, Style)] {
    guard let zones = EntryZones(entry, state.shown.policy(of: entry.key)), zones.spans.count > 1 else { return [] }
    let present = EntryZone.allCases.filter { zone in zones.spans.contains { $0.zone == zone } }
    return present.flatMap { [("\($0.glyph) ", Style($0.role)), ("\($0.name)  ", .faint)] }
  }

  static func timeStyle(_ entry: EntrySummary, at now: Timestamp) -> Style {
    guard let share = Wording.shareLeft(of: entry, at: now), share <= 0.1 else { return .plain }
    return Style(.warning, .bold)
  }
}
