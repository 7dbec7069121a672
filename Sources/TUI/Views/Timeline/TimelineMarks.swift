import CacheEngine

/// What happened beside the requests: entries that reached the end of their time, and what was done to the lab.
struct TimelineMark: Hashable {
  var at: Timestamp
  var glyph: String
  var role: Role
  var text: String

  /// Oldest first.
  static func all(in snapshot: LabSnapshot, only key: CacheKey?) -> [TimelineMark] {
    let marks =
      expiries(snapshot, key)
      + snapshot.events.map { event in
        TimelineMark(
          at: event.at, glyph: TimeAxis.mark, role: Wording.role(of: event.kind), text: safe(event.text))
      }
    return marks.sorted { ($0.at, $0.text) < ($1.at, $1.text) }
  }

  /// Each end once, however many requests came upon it.
  private static func expiries(_ snapshot: LabSnapshot, _ key: CacheKey?) -> [TimelineMark] {
    var ends: [(key: CacheKey, at: Timestamp)] = []
    var seen: Set<CacheKey> = []
    for record in snapshot.ledger.records where key == nil || record.key == key {
      guard let end = record.expiredAt else { continue }
      if seen.insert(record.key).inserted || !ends.contains(where: { $0.key == record.key && isSame($0.at, end) }) {
        ends.append((record.key, end))
      }
    }
    for entry in snapshot.store.recentlyLeft
    where entry.departure == .expired && entry.at <= snapshot.at && (key == nil || entry.key == key) {
      if !ends.contains(where: { $0.key == entry.key && isSame($0.at, entry.at) }) {
        ends.append((entry.key, entry.at))
      }
    }
    return ends.map { TimelineMark(at: $0.at, glyph: "▲", role: .miss, text: "ttl 0: \(safe($0.key.text))") }
  }

  /// An entry's end is known to the millisecond on some stores.
  private static func isSame(_ left: Timestamp, _ right: Timestamp) -> Bool {
    abs(left.nanoseconds - right.nanoseconds) < 2_000_000
  }

  /// The marks in one row; texts where there is room, the newest first.
  static func draw(_ marks: [TimelineMark], on scale: TimelineScale, in row: Rect, into frame: inout Frame) {
    guard !row.isEmpty else { return }
    let placed = marks.compactMap { mark in scale.column(of: mark.at).map { (mark, $0) } }
    var next = scale.columns
    for (mark, column) in placed.reversed() {
      let room = next - column - 3
      defer { next = min(next, column) }
      if room >= 6 {
        frame.put(mark.text.clipped(to: room), at: row.x + column + 2, row.y, style: Style(mark.role), clip: row)
      } else if next == scale.columns, column >= 20 {
        let text = mark.text.clipped(to: column - 1)
        frame.put(text, at: row.x + column - 1 - CellWidth.of(text), row.y, style: Style(mark.role), clip: row)
        next = column - 2 - CellWidth.of(text)
      }
    }
    for (mark, column) in placed {
      frame.put(mark.glyph, at: row.x + column, row.y, style: Style(mark.role, .bold), clip: row)
    }
  }
}
