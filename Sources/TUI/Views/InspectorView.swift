import CacheEngine

/// The entry under the glass: its life, its value, and the requests that touched it.
enum InspectorView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let modes = InspectorState.Mode.allCases.map { $0 == state.inspector.mode ? "[\($0.rawValue)]" : $0.rawValue }
    let area = frame.panel(
      rect, title: "Value", note: modes.joined(separator: " ") + "  v", isFocused: state.pane == .value)
    guard area.height > 0, let entry = state.selectedEntry else { return }
    let isTall = area.height >= 16
    var lines = facts(entry, state, isTall: isTall)
    let factRows = min(area.height, lines.count)
    lines.removeLast(lines.count - factRows)
    for (row, line) in lines.enumerated() {
      frame.put(
        line.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: row == 0 ? .plain : .faint, clip: area)
    }
    var (_, rest) = area.splitTop(factRows)
    if isTall {
      let (bar, below) = rest.splitTop(2)
      EntryRow.drawBar(
        entry, at: state.now, in: Rect(x: bar.x + 1, y: bar.y, width: bar.width - 2, height: 1), into: &frame)
      rest = below
    }
    let history = isTall ? self.history(of: entry.key, state) : []
    let historyRows = history.isEmpty ? 0 : min(history.count + 1, rest.height / 3)
    let (value, life) = rest.splitBottom(historyRows)
    drawValue(state, in: value, into: &frame)
    drawHistory(history, state, in: life, into: &frame)
  }

  /// What is known of the entry, a line each where there is room, else in two.
  private static func facts(_ entry: EntrySummary, _ state: DashboardState, isTall: Bool) -> [String] {
    let left = Wording.timeLeft(of: entry, at: state.now)
    let life = entry.ttl.map { " of \(Figures.setting($0))" } ?? ""
    let ttl =
      switch entry.expiry {
      case .at: "ttl \(left)\(life)"
      case .never: "no expiry"
      case .unknown: "ttl not known"
      }
    let size = entry.size.map { Figures.bytes($0) } ?? "?"
    let written = entry.writtenAt.map { "written \(Figures.moment($0, decimals: 1))" } ?? "written by another program"
    let key = "key  \(SafeText(limit: 500, marksTrailingBlanks: true)(entry.key.text))"
    let serializer = "serializer \(safe(entry.serializer ?? "–"))   hits \(Figures.count(entry.hits))"
    return isTall
      ? [key, "\(written)   size \(size)", serializer, ttl]
      : ["\(key)   \(ttl)", "\(written)   size \(size)   \(serializer)"]
  }

  private static func drawValue(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    guard let preview = state.inspector.preview, state.inspector.key == state.keys.selected else {
      frame.put("reading…", at: area.x + 1, area.y, style: .faint, clip: area)
      return
    }
    let lines = ValueText.lines(of: preview.bytes, as: state.inspector.mode, width: area.width - 2)
    let scroll = min(state.inspector.scroll, max(0, lines.count - area.height))
    for (row, line) in lines.dropFirst(scroll).prefix(area.height).enumerated() {
      frame.put(line, at: area.x + 1, area.y + row, clip: area)
    }
    if let size = preview.summary.size, size > preview.bytes.count {
      let text = "first \(Figures.bytes(preview.bytes.count)) of \(Figures.bytes(size))"
      frame.putRight(text + " ", in: area.row(area.height - 1), style: .warning)
    }
  }

  private static func history(of key: CacheKey, _ state: DashboardState) -> [LookupRecord] {
    state.shown.ledger.records.filter { $0.key == key }
  }

  private static func drawHistory(
    _ records: [LookupRecord], _ state: DashboardState, in area: Rect, into frame: inout Frame
  ) {
    guard area.height > 1 else { return }
    frame.put("last requests", at: area.x + 1, area.y, style: .faint, clip: area)
    for (row, record) in records.prefix(area.height - 1).enumerated() {
      let note = Wording.note(record, at: state.now)
      frame.put(
        [
          ("  \(Figures.moment(record.finishedAt, decimals: 1))  ", .faint),
          ("\(record.outcome.letter)  ", Style(Wording.role(of: record.outcome), .bold)),
          (Figures.latency(record.latency).padded(to: 7, alignment: .right) + "  ", .plain), (note.text, note.style),
        ], at: area.x, area.y + 1 + row, clip: area.row(1 + row))
    }
  }
}
