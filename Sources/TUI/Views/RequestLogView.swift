import CacheEngine

/// Requests: those still waiting for their load on top, with elapsed against expected time, then the newest that ended
/// and what happened to the lab between them.
enum RequestLogView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let isFocused = state.pane == .requests
    let note = isFocused ? "Enter explains  G follows" : "Tab selects"
    let area = frame.panel(rect, title: "Requests", note: note, isFocused: isFocused)
    BillLine.draw(state.shown.ledger.total, onBottomOf: rect, into: &frame)
    let waitingRows = waitingRows(state, height: area.height)
    let (top, rest) = area.splitTop(waitingRows)
    drawWaiting(state, in: top, into: &frame)
    let lines = LogLines(of: state.shown)
    if lines.isEmpty, waitingRows == 0 { drawInvitation(state, in: rest, into: &frame) }
    let first = lines.firstVisible(selected: isFocused ? state.log.selected : nil, rows: rest.height)
    for (row, line) in lines.lines.dropFirst(first).prefix(rest.height).enumerated() {
      switch line {
      case .record(let index):
        let record = state.shown.ledger.records[index]
        let isSelected = isFocused && record.id == state.log.selected
        RequestLogRow.draw(record, isSelected: isSelected, of: state, in: rest.row(row), into: &frame)
      case .rejection(let index): RequestLogRow.draw(state.shown.rejections[index], in: rest.row(row), into: &frame)
      case .event(let index): RequestLogRow.draw(state.shown.events[index], in: rest.row(row), into: &frame)
      }
    }
  }

  /// The request on a line of the log; `nil` for one that waits or was rejected, and for an event.
  static func record(atLine line: Int, height: Int, of state: DashboardState) -> RequestID? {
    let waiting = waitingRows(state, height: height)
    let lines = LogLines(of: state.shown)
    let selected = state.pane == .requests ? state.log.selected : nil
    let index = lines.firstVisible(selected: selected, rows: height - waiting) + line - waiting
    guard line >= waiting, line < height, lines.lines.indices.contains(index) else { return nil }
    if case .record(let place) = lines.lines[index] { return state.shown.ledger.records[place].id }
    return nil
  }

  private static func waitingRows(_ state: DashboardState, height: Int) -> Int {
    min(state.shown.ledger.waiting.count, max(1, height / 2))
  }

  private static func drawInvitation(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    let isReplay = state.shown.replay != nil
    let start =
      isReplay
      ? ["No request had ended by this moment of the recording."]
      : [
        "Nothing asked yet. Enter sends the selected request: the first has",
        "to wait for the database, the next is served from the cache.",
      ]
    let lines =
      start + [
        "", "H hit  M miss  B bypass: the store was not asked  E error",
        "db loads from the database  ! an endpoint with a trap  ? all keys",
      ]
    for (row, line) in lines.prefix(area.height).enumerated() {
      frame.put(line.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: .faint, clip: area)
    }
  }

  private static func drawWaiting(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    for (row, request) in state.shown.ledger.waiting.prefix(area.height).enumerated() {
      let hidden = state.shown.ledger.waiting.count - area.height
      if row == area.height - 1, hidden > 0 {
        frame.put(
          " and \(Figures.count(hidden + 1)) more in flight", at: area.x, area.y + row, style: Style(.miss), clip: area)
        return
      }
      RequestLogRow.draw(request, of: state, in: area.row(row), into: &frame)
    }
  }
}
