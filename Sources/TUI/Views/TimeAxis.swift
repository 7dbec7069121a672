import CacheEngine

/// The axis under the strips: how far back it goes, a caret where a key that was asked for had expired, and a mark for
/// everything that happened to the lab as a whole.
struct TimeAxis {
  static let mark = "◆"
  /// A text that would be cut shorter is left out.
  private static let shortestText = 8

  private struct Mark {
    var column: Int
    var glyph: String
    var role: Role
    var text: String
  }

  /// How many seconds the plot shows, one a column, the newest at the right edge.
  private let seconds: Int
  private let plot: Rect
  private let now: Timestamp

  init(_ state: DashboardState, seconds: Int, plot: Rect) {
    self.seconds = seconds
    self.plot = plot
    now = state.now
  }

  func draw(_ state: DashboardState, into frame: inout Frame) {
    let expiry = expiryMark(state)
    let events = eventMarks(state)
    let marks = (expiry.map { [$0] } ?? []) + events
    var taken = Set(marks.map(\.column))
    for (label, column) in [("-\(seconds - 1)s", plot.x), ("now", plot.right - 3)] {
      let columns = column..<column + label.count
      guard taken.isDisjoint(with: columns) else { continue }
      frame.put(label, at: column, plot.y, style: .faint, clip: plot)
      taken.formUnion(columns)
    }
    if let newest = events.last ?? expiry { drawText(of: newest, avoiding: taken, into: &frame) }
    for mark in marks {
      frame.put(mark.glyph, at: mark.column, plot.y, style: Style(mark.role, .bold), clip: plot)
    }
  }

  private func eventMarks(_ state: DashboardState) -> [Mark] {
    state.shown.events.compactMap { event in
      column(of: event.at).map {
        Mark(column: $0, glyph: Self.mark, role: Wording.role(of: event.kind), text: safe(event.text))
      }
    }
  }

  /// The latest expiry that a request came upon.
  private func expiryMark(_ state: DashboardState) -> Mark? {
    for record in state.shown.ledger.records {
      guard case .expired(let ago) = record.cause else { continue }
      guard let column = column(of: record.startedAt.advanced(by: .zero - ago)) else { continue }
      return Mark(column: column, glyph: "▲", role: .miss, text: "\(safe(record.key.text)) expired")
    }
    return nil
  }

  /// Where a moment lies; `nil` when it is not on the axis.
  private func column(of moment: Timestamp) -> Int? {
    let age = now.second - moment.second
    return age >= 0 && age < seconds ? plot.right - 1 - Int(age) : nil
  }

  /// Beside its mark, on the side with more room up to whatever comes next, with a blank at both ends.
  private func drawText(of mark: Mark, avoiding taken: Set<Int>, into frame: inout Frame) {
    var right = mark.column + 1
    while right < plot.right, !taken.contains(right) { right += 1 }
    var left = mark.column - 1
    while left >= plot.x, !taken.contains(left) { left -= 1 }
    let rooms = (left: mark.column - left - 3, right: right - mark.column - 3)
    let room = max(rooms.left, rooms.right)
    guard room >= Self.shortestText else { return }
    let text = mark.text.clipped(to: room)
    let column = rooms.right >= rooms.left ? mark.column + 2 : mark.column - 1 - CellWidth.of(text)
    frame.put(text, at: column, plot.y, style: .faint, clip: plot)
  }
}
