import CacheEngine

/// How the selected endpoint is cached, a row a setting; below it what the last change did, and the bill.
enum PolicyView {
  private static let width = 78
  private static let nameWidth = 25

  static func draw(_ panel: PolicyPanel, _ state: DashboardState, into frame: inout Frame) {
    guard let endpoint = state.policyEndpoint, let policy = endpoint.policy else { return }
    let foot = foot(panel, state, endpoint)
    let rows = PolicyRow.allCases
    let area = OverlayView.window(
      "Policy of \(safe(endpoint.title))", width: width, height: rows.count + foot.count + 2, note: "Esc closes",
      into: &frame)
    // The settings are what can be acted on: of what stands below, a refusal is the last to go.
    let (list, below) = area.splitTop(area.height - min(foot.count, max(0, area.height - rows.count)))
    let place = rows.firstIndex(of: panel.row) ?? 0
    let first = max(0, min(place - list.height / 2, rows.count - list.height))
    for (line, row) in rows.dropFirst(first).prefix(list.height).enumerated() {
      draw(row, isChosen: row == panel.row, policy, endpoint.load, in: list.row(line), into: &frame)
    }
    for (line, pieces) in foot.prefix(below.height).enumerated() {
      frame.put(pieces, at: below.x + 1, below.y + line, clip: below)
    }
    if below.isEmpty, let problem = panel.problem {
      frame.fill(list.row(list.height - 1))
      frame.put(
        " " + problem.clipped(to: list.width - 2), at: list.x, list.bottom - 1, style: .problem, clip: list)
    }
  }

  private static func draw(
    _ row: PolicyRow, isChosen: Bool, _ policy: CachePolicy, _ load: LatencyModel, in line: Rect,
    into frame: inout Frame
  ) {
    let ladder = PolicyLadder(row, of: policy, load: load)
    let value = row.value(of: policy, load: load)
    let name = row.rawValue.padded(to: min(nameWidth, max(0, line.width - 18)))
    let style: Style = isChosen ? Style(.accent, .bold) : value == "none" ? .faint : .plain
    frame.put(
      [
        (isChosen ? " ▸ " : "   ", Style(.accent, .bold)), (name, isChosen ? Style(.plain, .bold) : .plain),
        (isChosen && ladder.below != nil ? "◂ " : "  ", .faint), (safe(value), style),
        (isChosen && ladder.above != nil ? " ▸" : "", .faint),
      ], at: line.x, line.y, clip: line)
  }

  private static func foot(
    _ panel: PolicyPanel, _ state: DashboardState, _ endpoint: EndpointSummary
  ) -> [[(String, Style)]] {
    let problem: [(String, Style)]
    if let reason = panel.problem {
      problem = [(reason.clipped(to: width - 4), .problem)]
    } else {
      problem = [("↑↓ choose  ←→ change", .faint)]
    }
    let presets = PolicyPreset.allCases.enumerated().flatMap { place, preset in
      [("\(place + 1) ", Style(.accent, .bold)), (preset.rawValue + " ", Style.plain)]
    }
    let reading = state.live.reading(ofEndpoint: state.endpoints.index)
    let bill = BillLine.pieces(reading?.counts ?? LookupCounts(), room: width - 4)
    return [problem, presets, []] + effect(state, endpoint, reading) + [bill]
  }

  private static func effect(
    _ state: DashboardState, _ endpoint: EndpointSummary, _ reading: FunctionReading?
  ) -> [[(String, Style)]] {
    guard
      let effect = PolicyEffect(
        of: endpoint.name, events: state.live.events, strip: reading?.strip ?? [], now: state.live.at)
    else { return [[("after a change: its last minute beside the minute before", .faint)]] }
    let columns = [("before", effect.before), ("after", effect.after)]
    let titles =
      "".padded(to: 14) + ["hit rate", "loads/s", "misses/s"].map { $0.padded(to: 12, alignment: .right) }.joined()
    return [[(titles, .faint)]]
      + columns.map { name, rates in
        let figures: [(String, Role)] = [
          (rates.hitRate == nil ? "–" : Figures.percent(rates.hitRate) + "%", .hit),
          (rates.seconds == 0 ? "–" : Figures.factor(rates.loads), .miss),
          (rates.seconds == 0 ? "–" : Figures.factor(rates.misses), .miss),
        ]
        return [("\(name) \(rates.seconds)s".padded(to: 14), .plain)]
          + figures.map { ($0.padded(to: 12, alignment: .right), Style($1, .bold)) }
      }
  }
}
