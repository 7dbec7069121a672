import CacheEngine

/// The entry under the glass: its life, its value, and the requests that touched it.
enum InspectorView {
  /// The parts of the panel; what does not fit is left out from below.
  private struct Parts {
    var facts: Rect
    var bar: Rect
    var value: Rect
    var history: Rect

    init(of area: Rect, facts count: Int, history records: Int) {
      var rest: Rect
      (facts, rest) = area.splitTop(count)
      (bar, rest) = rest.splitTop(InspectorView.isTall(area) ? 2 : 0)
      (value, history) = rest.splitBottom(records == 0 ? 0 : min(records + 1, rest.height / 3))
    }
  }

  private static func isTall(_ area: Rect) -> Bool { area.height >= 16 }

  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let modes = InspectorState.Mode.allCases.map { $0 == state.inspector.mode ? "[\($0.rawValue)]" : $0.rawValue }
    let area = frame.panel(
      rect, title: "Value", note: modes.joined(separator: " ") + "  v", isFocused: state.pane == .value)
    guard area.height > 0, let entry = state.selectedEntry else { return }
    let facts = facts(entry, state, isTall: isTall(area))
    let history = isTall(area) ? self.history(of: entry.key, state) : []
    let parts = Parts(of: area, facts: facts.count, history: history.count)
    for (row, line) in facts.prefix(parts.facts.height).enumerated() {
      frame.put(
        line.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: row == 0 ? .plain : .faint, clip: area)
    }
    if !parts.bar.isEmpty {
      let bar = Rect(x: area.x + 1, y: parts.bar.y, width: area.width - 2, height: 1)
      EntryRow.drawBar(entry, of: state, in: bar, into: &frame)
      frame.put(EntryRow.legend(entry, of: state), at: bar.x, parts.bar.bottom - 1, clip: parts.bar.row(1))
    }
    drawValue(state, in: parts.value, into: &frame)
    drawHistory(history, state, in: parts.history, into: &frame)
  }

  /// How far the value can be scrolled.
  static func lastScroll(of state: DashboardState) -> Int {
    guard let entry = state.selectedEntry, let preview = state.inspector.preview else { return 0 }
    let area = ScreenLayout(of: state).value.inset(by: 1)
    let parts = Parts(
      of: area, facts: facts(entry, state, isTall: isTall(area)).count,
      history: isTall(area) ? history(of: entry.key, state).count : 0)
    let lines = ValueText.lines(of: preview, as: state.inspector.mode, width: area.width - 2)
    return max(0, lines.count - parts.value.height + (isPartial(preview) ? 1 : 0))
  }

  /// What is known of the entry, a line each where there is room, else in two.
  private static func facts(_ entry: EntrySummary, _ state: DashboardState, isTall: Bool) -> [String] {
    let ttl = EntryMoment.life(entry, of: state)
    let chance = EntryMoment.earlyRefresh(entry, of: state).map { [$0] } ?? []
    let size = Wording.size(of: entry)
    let type = entry.type.map { "type \(safe($0))   " } ?? ""
    let written = entry.writtenAt.map { "written \(Figures.moment($0, decimals: 1))" } ?? "written by another program"
    let key = "key  \(state.safeKey(entry.key, marksTrailingBlanks: true))"
    let serializer =
      state.isWatching
      ? "\(type)only looked at" : "serializer \(safe(entry.serializer ?? "–"))   hits \(Figures.count(entry.hits))"
    return isTall
      ? [key, "\(written)   size \(size)", serializer, ttl] + chance
      : ["\(key)   \(ttl)", "\(written)   size \(size)   \(serializer)"] + chance
  }

  private static func drawValue(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    guard state.inspector.isRead else {
      frame.put("Enter reads the value.", at: area.x + 1, area.y, style: .faint, clip: area)
      let effect = "Before Redis 7.2 that makes it recently used."
      frame.put(effect.clipped(to: area.width - 2), at: area.x + 1, area.y + 1, style: .faint, clip: area)
      return
    }
    guard let preview = state.inspector.preview, state.inspector.key == state.keys.selected else {
      let problem = state.inspector.problem.map { safe($0).clipped(to: area.width - 2) }
      frame.put(problem ?? "reading…", at: area.x + 1, area.y, style: problem == nil ? .faint : .warning, clip: area)
      return
    }
    if let type = preview.type {
      frame.put("a \(safe(type)): named, not read", at: area.x + 1, area.y, style: .faint, clip: area)
      return
    }
    let (text, foot) = area.splitBottom(isPartial(preview) ? 1 : 0)
    let lines = ValueText.lines(of: preview, as: state.inspector.mode, width: text.width - 2)
    let scroll = min(state.inspector.scroll, max(0, lines.count - text.height))
    for (row, line) in lines.dropFirst(scroll).prefix(text.height).enumerated() {
      frame.put(line, at: text.x + 1, text.y + row, clip: text)
    }
    if !foot.isEmpty {
      let size = preview.summary.size.map(Figures.bytes) ?? "more"
      let read = "first \(Figures.bytes(preview.bytes.count)) of \(size)"
      frame.putRight(read + " ", in: foot, style: .warning)
    }
  }

  private static func isPartial(_ preview: EntryPreview) -> Bool {
    preview.isPartial
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
      let note = Wording.note(record, on: state.shown.store)
      frame.put(
        [
          ("  \(Figures.moment(record.finishedAt, decimals: 1))  ", .faint),
          ("\(record.outcome.letter)  ", Style(Wording.role(of: record.outcome), .bold)),
          (Figures.latency(record.latency).padded(to: 7, alignment: .right) + "  ", .plain), (note.text, note.style),
        ], at: area.x, area.y + 1 + row, clip: area.row(1 + row))
    }
  }
}
