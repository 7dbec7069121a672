import CacheEngine

/// Everything that is known of a request, from what it came to over who waited for whom to what it asked of the store.
enum ExplanationLines {
  typealias Line = RecordView.Line

  static func all(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    let endpoint = state.endpoint(of: record)
    return outcome(record, state, endpoint) + time(record) + company(record, state) + entry(record, state)
      + burst(record, state) + store(record, state) + notes(record, state)
      + (endpoint?.trap.map { [Line(label: "trap", text: safe($0), style: .warning)] } ?? [])
  }

  private static func outcome(_ record: LookupRecord, _ state: DashboardState, _ endpoint: EndpointSummary?) -> [Line] {
    let cause = record.cause.map { ", \(Wording.cause($0, on: state.shown.store))" } ?? ""
    let key = safe(record.key.text) + (endpoint.map { "   (\(safe($0.key)) key of \(safe($0.name)))" } ?? "")
    var lines = [
      Line(label: "request", text: safe(record.request ?? "called directly")),
      Line(
        label: "outcome", text: "\(record.outcome.letter)  \(record.outcome.name)\(cause)",
        style: Style(Wording.role(of: record.outcome), .bold)),
    ]
    if let why = Explanation.why(record, on: state.shown.store) { lines.append(Line(label: "why", text: why)) }
    lines.append(Line(label: "key", text: key))
    let relations = KeyRelations(of: record, in: state.shown.ledger.records)
    return lines + Explanation.sentences(relations).map { Line(label: "keys", text: $0, style: .warning) }
  }

  /// Who sends may be late: the client's time runs from when the request was due.
  private static func time(_ record: LookupRecord) -> [Line] {
    let late = record.arrivedAt.duration(to: record.startedAt)
    let wait = late > .zero ? ", taken up \(Figures.latency(late)) later" : ""
    return [
      Line(
        label: "time",
        text: "\(Figures.moment(record.startedAt, decimals: 3)) to \(Figures.moment(record.finishedAt, decimals: 3))"),
      Line(label: "latency", text: "\(Figures.latency(record.latency)) from the intended arrival\(wait)"),
      Line(label: "service", text: Explanation.phases(record)),
    ]
  }

  private static func company(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    var lines: [Line] = []
    if let leader = record.leader {
      let text = record.outcome == .refresh ? "started by \(leader)" : "waited for the load of \(leader)"
      lines.append(Line(label: record.outcome == .refresh ? "refresh" : "shared", text: text, style: Style(.shared)))
    }
    let waited = state.shown.ledger.records.count { $0.leader == record.id && $0.outcome == .shared }
    if waited > 0 {
      let text =
        waited == 1 ? "1 request waited for this load" : "\(Figures.count(waited)) requests waited for this load"
      lines.append(Line(label: "led", text: text, style: Style(.shared)))
    }
    if let refresh = record.startedRefresh {
      lines.append(Line(label: "refresh", text: "started \(refresh), a load in the background"))
    }
    return lines
  }

  /// The entry that was served: who filled it, when, and what that took.
  private static func entry(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    var lines: [Line] = []
    var parts: [String] = []
    if let filler = record.filledBy { parts.append("by \(filler)") }
    if let written = record.writtenAt {
      parts.append("\(Wording.age(written.duration(to: record.startedAt))) before it was served")
    }
    if let load = record.savedLoad {
      parts.append("by a load of \(Figures.latency(load)), which this request was spared")
    }
    if !parts.isEmpty { lines.append(Line(label: "filled", text: parts.joined(separator: ", "))) }
    if let age = record.staleFor {
      let text = "the row had changed \(Wording.age(age)) before this was served"
      lines.append(Line(label: "stale", text: text, style: Style(.stale, .bold)))
    }
    return lines
  }

  private static func burst(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    guard let burst = Burst(around: record, in: state.shown.ledger.records), burst.requests.count > 1 else { return [] }
    let sentence = Line(label: "burst", text: Explanation.sentence(burst), style: burst.isStampede ? .warning : .plain)
    let remedies = Explanation.remedies(burst, state.lease(of: record))
    return [sentence]
      + remedies.enumerated().map { Line(label: $0.offset == 0 ? "instead" : "", text: $0.element) }
  }

  private static func store(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    var lines = record.storeOperations.map { operation in
      Line(label: "store", text: safe(state.shown.store.dialect.command(for: operation).description))
    }
    if record.wrote {
      let life = record.ttl.map { "for \(Figures.setting($0.duration))" } ?? "for ever"
      lines.append(Line(label: "stored", text: "\(Figures.bytes(record.size)) \(life)"))
    }
    return lines
  }

  private static func notes(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    record.remarks.map { remark in
      Line(label: "note", text: Explanation.sentence(remark), style: Wording.isTrouble(remark) ? .warning : .plain)
    }
  }
}
