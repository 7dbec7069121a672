import CacheEngine

/// Requests: those still waiting for their load on top, with elapsed against expected time, then the newest that ended
/// and what happened to the lab between them.
enum RequestLogView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let isFocused = state.pane == .requests
    let note = isFocused ? "Enter explains  G follows" : "Tab selects"
    let area = frame.panel(rect, title: "Requests", note: note, isFocused: isFocused)
    let waitingRows = waitingRows(state, height: area.height)
    let (top, rest) = area.splitTop(waitingRows)
    drawWaiting(state, in: top, into: &frame)
    let lines = LogLines(of: state.shown)
    if lines.isEmpty, waitingRows == 0 { drawInvitation(in: rest, into: &frame) }
    let first = lines.firstVisible(selected: isFocused ? state.log.selected : nil, rows: rest.height)
    for (row, line) in lines.lines.dropFirst(first).prefix(rest.height).enumerated() {
      switch line {
      case .record(let index):
        let record = state.shown.ledger.records[index]
        let isSelected = isFocused && record.id == state.log.selected
        drawRecord(record, isSelected: isSelected, of: state, in: rest.row(row), into: &frame)
      case .rejection(let index): drawRejection(state.shown.rejections[index], in: rest.row(row), into: &frame)
      case .event(let index): drawEvent(state.shown.events[index], in: rest.row(row), into: &frame)
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

  private static func drawInvitation(in area: Rect, into frame: inout Frame) {
    let lines = [
      "Nothing asked yet. Enter sends the selected request: the first has",
      "to wait for the database, the next is served from the cache.",
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
      drawWaiting(request, of: state, in: area.row(row), into: &frame)
    }
  }

  private static func drawWaiting(
    _ request: WaitingRequest, of state: DashboardState, in row: Rect, into frame: inout Frame
  ) {
    let elapsed = request.loadStartedAt.duration(to: state.now)
    let expected = state.shown.endpoints.first { endpoint in
      state.shown.ledger.functions.indices.contains(request.function.index)
        && state.shown.ledger.functions[request.function.index].name == endpoint.name
    }?.load.median
    let columns = Columns(width: row.width)
    var column = frame.put(
      [
        (" \(Figures.moment(request.startedAt, decimals: 3)) ".padded(to: columns.time), .faint),
        (columns.hasID ? "\(request.id)".padded(to: 8) : "", .faint), ("…  ", Style(.miss, .bold)),
        (safe(request.request ?? request.key.text).padded(to: columns.request), .plain),
        (Figures.latency(max(.zero, elapsed)).padded(to: columns.latency, alignment: .right) + "  ", Style(.miss)),
      ], at: row.x, row.y, clip: row)
    guard let expected, expected > .zero else { return }
    let width = max(0, min(20, row.right - column - 10))
    let share = min(1, elapsed / expected)
    frame.put("▕", at: column, row.y, style: .faint, clip: row)
    frame.bar(share, in: Rect(x: column + 1, y: row.y, width: width, height: 1), style: Style(.miss))
    column += 1 + width
    frame.put("▏of \(Figures.setting(expected))", at: column, row.y, style: .faint, clip: row)
  }

  /// The widths of the log's columns: the same in every line.
  private struct Columns {
    var time = 11
    var hasID: Bool
    var request: Int
    var latency = 8

    init(width: Int) {
      hasID = width >= 90
      request = min(32, max(14, width * 30 / 100))
    }
  }

  private static func drawRecord(
    _ record: LookupRecord, isSelected: Bool, of state: DashboardState, in row: Rect, into frame: inout Frame
  ) {
    let columns = Columns(width: row.width)
    let role = Wording.role(of: record.outcome)
    let note = Wording.note(record, on: state.shown.store)
    let used = frame.put(
      [
        (" \(Figures.moment(record.finishedAt, decimals: 3)) ".padded(to: columns.time), .faint),
        (columns.hasID ? "\(record.id)".padded(to: 8) : "", .faint),
        ("\(record.outcome.letter)  ", Style(role, .bold)),
        (safe(record.request ?? record.key.text).padded(to: columns.request), .plain),
        (Figures.latency(record.latency).padded(to: columns.latency, alignment: .right) + "  ", Style(role)),
      ], at: row.x, row.y, clip: row)
    frame.put(note.text.clipped(to: row.right - used - 1), at: used, row.y, style: note.style, clip: row)
    if isSelected { frame.restyle(row) { $0.with(.reverse) } }
  }

  private static func drawRejection(_ rejection: Rejection, in row: Rect, into frame: inout Frame) {
    let columns = Columns(width: row.width)
    let why =
      switch rejection.status {
      case 404: "404: no such path"
      case 405: "405: only GET"
      default: "\(rejection.status): bad parameter"
      }
    let used = frame.put(
      [
        (" \(Figures.moment(rejection.at, decimals: 3)) ".padded(to: columns.time), .faint),
        (columns.hasID ? "".padded(to: 8) : "", .faint), ("-", Style(.rejected, .bold)), ("  ", .plain),
        (safe(rejection.request.description).padded(to: columns.request), .plain),
        ("".padded(to: columns.latency + 2), .plain),
      ], at: row.x, row.y, clip: row)
    frame.put(why.clipped(to: row.right - used - 1), at: used, row.y, style: Style(.rejected), clip: row)
  }
  private static func drawEvent(_ event: LabEvent, in row: Rect, into frame: inout Frame) {
    let columns = Columns(width: row.width)
    let style = Style(Wording.role(of: event.kind), .bold)
    let used = frame.put(
      [
        (" \(Figures.moment(event.at, decimals: 3)) ".padded(to: columns.time), .faint),
        (columns.hasID ? "".padded(to: 8) : "", .faint), ("\(TimeAxis.mark)  ", style),
      ], at: row.x, row.y, clip: row)
    frame.put(safe(event.text).clipped(to: row.right - used - 1), at: used, row.y, style: style, clip: row)
  }
}
