import CacheEngine

/// One entry of a list: key, time left, bar.
enum EntryRow {
  static func drawShort(_ entry: EntrySummary, at now: Timestamp, keyWidth: Int, in row: Rect, into frame: inout Frame)
  {
    let used = frame.put(
      [
        (" " + safe(entry.key.text).padded(to: keyWidth), .plain),
        (Wording.timeLeft(of: entry, at: now).padded(to: 8, alignment: .right) + " ", timeStyle(entry, at: now)),
      ], at: row.x, row.y, clip: row)
    drawBar(entry, at: now, in: Rect(x: used, y: row.y, width: row.right - used - 1, height: 1), into: &frame)
  }

  /// The share of life that is left, in eighths of a cell; an entry without an end shows a dotted line.
  static func drawBar(_ entry: EntrySummary, at now: Timestamp, in rect: Rect, into frame: inout Frame) {
    guard rect.width > 2 else { return }
    let inner = Rect(x: rect.x, y: rect.y, width: rect.width - 1, height: 1)
    frame.put("│", at: inner.right, rect.y, style: .faint, clip: rect)
    if let share = Wording.shareLeft(of: entry, at: now) {
      let style = Style(share <= 0.1 ? .warning : .accent, share <= 0.1 ? .bold : [])
      frame.bar(share, in: inner, style: style)
    } else {
      frame.put(String(repeating: "·", count: inner.width), at: inner.x, rect.y, style: .faint, clip: inner)
    }
  }

  static func timeStyle(_ entry: EntrySummary, at now: Timestamp) -> Style {
    guard let share = Wording.shareLeft(of: entry, at: now), share <= 0.1 else { return .plain }
    return Style(.warning, .bold)
  }
}
