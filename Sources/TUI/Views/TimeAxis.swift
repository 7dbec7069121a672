import CacheEngine

/// The axis under the strips: how far back it goes, a caret where a key that was asked for had expired, and a mark for
/// everything that happened to the lab as a whole.
struct TimeAxis {
  static let mark = "◆"

  private let state: DashboardState
  /// How many seconds the plot shows, one a column, the newest at the right edge.
  private let seconds: Int
  private let plot: Rect

  init(_ state: DashboardState, seconds: Int, plot: Rect) {
    self.state = state
    self.seconds = seconds
    self.plot = plot
  }

  func draw(into frame: inout Frame) {
    frame.put("-\(seconds - 1)s", at: plot.x, plot.y, style: .faint, clip: plot)
    frame.putRight("now", in: plot, style: .faint)
    let events = state.shown.events.compactMap { event in column(of: event.at).map { (event: event, column: $0) } }
    // Texts first: no mark may be hidden by one.
    if let newest = events.last {
      drawText(safe(newest.event.text), beside: newest.column, into: &frame)
    }
    drawExpiry(hasText: events.isEmpty, into: &frame)
    for (event, column) in events {
      frame.put(Self.mark, at: column, plot.y, style: Style(Wording.role(of: event.kind), .bold), clip: plot)
    }
  }

  /// Where a moment lies; `nil` when it is not on the axis.
  private func column(of moment: Timestamp) -> Int? {
    let age = state.now.second - moment.second
    return age >= 0 && age < seconds ? plot.right - 1 - Int(age) : nil
  }

  /// To the right of its mark, or else to the left, or else not at all.
  private func drawText(_ text: String, beside column: Int, into frame: inout Frame) {
    let width = CellWidth.of(text)
    if width < plot.right - column - 5 {
      frame.put(text, at: column + 2, plot.y, style: .faint, clip: plot)
    } else if width < column - plot.x - 6 {
      frame.put(text, at: column - 1 - width, plot.y, style: .faint, clip: plot)
    }
  }

  private func drawExpiry(hasText: Bool, into frame: inout Frame) {
    for record in state.shown.ledger.records {
      guard case .expired(let ago) = record.cause else { continue }
      guard let column = column(of: record.startedAt.advanced(by: .zero - ago)) else { continue }
      if hasText { drawText("\(safe(record.key.text)) expired", beside: column, into: &frame) }
      frame.put("▲", at: column, plot.y, style: Style(.miss, .bold), clip: plot)
      return
    }
  }
}
