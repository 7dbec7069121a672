import CacheEngine

/// What the scenario is about: its description, what is cached how, what comes, and the keys to steer it with.
enum AboutView {
  private static let width = 80
  private static let keys: [Action] = [
    .toggleLoad, .lowerRate, .raiseRate, .togglePause, .step, .slower, .faster, .seekBack, .seekForward, .freeze,
  ]

  static func draw(_ state: DashboardState, scroll: Int, into frame: inout Frame) {
    let lines = lines(state)
    let area = OverlayView.window(
      state.shown.scenario.map { safe($0.name) } ?? "", width: width, height: lines.count + 2,
      note: "j k scroll, any other key closes", into: &frame)
    for (row, line) in lines.dropFirst(min(scroll, lastScroll(of: state))).prefix(area.height).enumerated() {
      frame.put(line, at: area.x + 1, area.y + row, clip: area)
    }
  }

  /// How far the text can be scrolled.
  static func lastScroll(of state: DashboardState) -> Int {
    OverlayView.lastScroll(ofLines: lines(state).count, on: state.size)
  }

  private static func lines(_ state: DashboardState) -> [[(String, Style)]] {
    guard let scenario = state.shown.scenario else { return [] }
    let room = min(width, state.size.width) - 4
    var lines = safe(scenario.description).wrapped(to: room).map { [($0, Style.plain)] }
    if !lines.isEmpty { lines.append([]) }
    lines.append([("lasts ", .faint), (Figures.setting(scenario.duration), .plain)])
    for endpoint in state.shown.endpoints {
      lines += item("endpoint", "\(safe(endpoint.title)): \(Wording.setUp(endpoint))", room)
    }
    for stream in scenario.workload { lines += item("stream", Wording.stream(stream), room) }
    lines.append([])
    for binding in keys.compactMap({ action in KeyBindings.all.first { $0.action == action } })
    where state.reasonAgainst(binding.action) == nil {
      lines.append([(binding.label.padded(to: 6), Style(.accent, .bold)), (binding.help.clipped(to: room - 6), .plain)])
    }
    return lines
  }

  /// A labelled text; its further lines are indented below it.
  private static func item(_ label: String, _ text: String, _ room: Int) -> [[(String, Style)]] {
    text.wrapped(to: room - 9).enumerated().map { place, line in
      [((place == 0 ? label : "").padded(to: 9), .faint), (line, .plain)]
    }
  }
}
