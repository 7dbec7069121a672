import CacheEngine

/// The lines of the request log: all kinds share their columns.
enum RequestLogRow {
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

  static func draw(
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

  static func draw(
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

  static func draw(_ rejection: Rejection, in row: Rect, into frame: inout Frame) {
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
  static func draw(_ event: LabEvent, in row: Rect, into frame: inout Frame) {
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
