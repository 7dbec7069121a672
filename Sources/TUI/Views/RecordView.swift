import CacheEngine

/// One request, explained: what it found and why, where its time went, what it asked of the store.
enum RecordView {
  static func draw(_ record: LookupRecord, _ state: DashboardState, into frame: inout Frame) {
    let lines = self.lines(record, state)
    let area = OverlayView.window(
      "Request \(record.id)", width: 100, height: lines.count + 2, note: "j k others, any other key closes",
      into: &frame)
    for (row, line) in lines.prefix(area.height).enumerated() {
      let used = frame.put(line.label.padded(to: 10), at: area.x + 1, area.y + row, style: .faint, clip: area)
      frame.put(
        line.text.clipped(to: area.width - used - 2), at: area.x + 1 + used, area.y + row, style: line.style, clip: area
      )
    }
  }

  struct Line {
    var label: String
    var text: String
    var style = Style.plain
  }

  private static func lines(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    var lines = [
      Line(label: "request", text: safe(record.request ?? "called directly")),
      Line(label: "outcome", text: outcome(record, state), style: Style(Wording.role(of: record.outcome), .bold)),
      Line(label: "key", text: key(record, state)),
      Line(
        label: "time",
        text: "\(Figures.moment(record.startedAt, decimals: 3)) to \(Figures.moment(record.finishedAt, decimals: 3))"),
      Line(label: "latency", text: latency(record)), Line(label: "service", text: phases(record)),
    ]
    if let leader = record.leader {
      lines.append(Line(label: "shared", text: "waited for the load of \(leader)", style: Style(.shared)))
    }
    if let age = record.staleFor {
      let text = "the row had changed \(Wording.age(age)) before this was served"
      lines.append(Line(label: "stale", text: text, style: Style(.stale, .bold)))
    }
    for operation in record.storeOperations {
      lines.append(Line(label: "store", text: safe(state.shown.store.dialect.command(for: operation).description)))
    }
    if record.wrote { lines.append(Line(label: "stored", text: stored(record))) }
    for remark in record.remarks {
      lines.append(
        Line(label: "note", text: Wording.short(remark), style: Wording.isTrouble(remark) ? .warning : .plain))
    }
    if let trap = endpoint(of: record, state)?.trap {
      lines.append(Line(label: "trap", text: safe(trap), style: .warning))
    }
    return lines
  }

  private static func outcome(_ record: LookupRecord, _ state: DashboardState) -> String {
    let cause = record.cause.map { ", \(Wording.cause($0, on: state.shown.store))" } ?? ""
    return "\(record.outcome.letter)  \(record.outcome.name)\(cause)"
  }

  private static func key(_ record: LookupRecord, _ state: DashboardState) -> String {
    let endpoint = endpoint(of: record, state)
    return safe(record.key.text) + (endpoint.map { "   (\(safe($0.key)) key of \(safe($0.name)))" } ?? "")
  }

  private static func endpoint(of record: LookupRecord, _ state: DashboardState) -> EndpointSummary? {
    let functions = state.shown.ledger.functions
    guard functions.indices.contains(record.function.index) else { return nil }
    return state.shown.endpoints.first { $0.name == functions[record.function.index].name }
  }

  /// Who sends may be late: the client's time runs from when the request was due.
  private static func latency(_ record: LookupRecord) -> String {
    let late = record.arrivedAt.duration(to: record.startedAt)
    let wait = late > .zero ? ", taken up \(Figures.latency(late)) later" : ""
    return "\(Figures.latency(record.latency)) from the intended arrival\(wait)"
  }

  private static func phases(_ record: LookupRecord) -> String {
    let parts: [(String, Duration?)] = [
      ("read", record.phases.read), ("load", record.phases.load), ("write", record.phases.write),
    ]
    let known = parts.compactMap { name, time in time.map { "\(name) \(Figures.latency($0))" } }
    return Figures.latency(record.service) + (known.isEmpty ? "" : " = " + known.joined(separator: " + "))
  }

  private static func stored(_ record: LookupRecord) -> String {
    let life = record.ttl.map { "for \(Figures.setting($0.duration))" } ?? "for ever"
    return "\(Figures.bytes(record.size)) \(life)"
  }
}
