import CacheEngine

/// Requests: those still waiting for their load on top, with elapsed against expected time, then the newest that ended.
enum RequestLogView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let isFocused = state.pane == .requests
    let note = isFocused ? "Enter explains  G follows" : "Tab selects"
    let area = frame.panel(rect, title: "Requests", note: note, isFocused: isFocused)
    let waitingRows = waitingRows(state, height: area.height)
    let (top, rest) = area.splitTop(waitingRows)
    drawWaiting(state, in: top, into: &frame)
    let lines = merged(state)
    if lines.isEmpty, waitingRows == 0 { drawInvitation(in: rest, into: &frame) }
    let first = firstVisible(of: lines, selected: isFocused ? state.log.selected : nil, rows: rest.height)
    for (row, line) in lines.dropFirst(first).prefix(rest.height).enumerated() {
      switch line {
      case .record(let record):
        let isSelected = isFocused && record.id == state.log.selected
        drawRecord(record, isSelected: isSelected, of: state, in: rest.row(row), into: &frame)
      case .rejection(let rejection): drawRejection(rejection, in: rest.row(row), into: &frame)
      }
    }
  }

  /// The request on a line of the log; `nil` for one that waits or was rejected.
  static func record(atLine line: Int, height: Int, of state: DashboardState) -> RequestID? {
    let waiting = waitingRows(state, height: height)
    let lines = merged(state)
    let selected = state.pane == .requests ? state.log.selected : nil
    let first = firstVisible(of: lines, selected: selected, rows: height - waiting)
    let index = first + line - waiting
    guard line >= waiting, line < height, lines.indices.contains(index) else { return nil }
    if case .record(let record) = lines[index] { return record.id }
    return nil
  }

  private static func waitingRows(_ state: DashboardState, height: Int) -> Int {
    min(state.shown.ledger.waiting.count, max(1, height / 2))
  }

  private enum Line {
    case record(LookupRecord)
    case rejection(Rejection)

    var at: Timestamp {
      switch self {
      case .record(let record): record.finishedAt
      case .rejection(let rejection): rejection.at
      }
    }
  }

  private static func merged(_ state: DashboardState) -> [Line] {
    let lines = state.shown.ledger.records.map(Line.record)
    guard !state.shown.rejections.isEmpty else { return lines }
    let all = lines + state.shown.rejections.map(Line.rejection)
    return all.enumerated().sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }.map(\.element)
  }

  private static func firstVisible(of lines: [Line], selected: RequestID?, rows: Int) -> Int {
    guard let selected else { return 0 }
    let index = lines.firstIndex { if case .record(let record) = $0 { record.id == selected } else { false } }
    return max(0, min((index ?? 0) - rows / 2, lines.count - rows))
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
}
