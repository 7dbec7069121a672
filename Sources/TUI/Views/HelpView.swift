import CacheEngine

/// Every binding that applies here, from the same table that handles the keys, and what the letters mean.
enum HelpView {
  static func draw(_ state: DashboardState, scroll: Int, into frame: inout Frame) {
    let lines = self.lines(state)
    let area = OverlayView.window(
      "Help: \(title(of: state.view))", width: 92, height: lines.count + 2,
      note: "j k scroll, any other key closes", into: &frame)
    let first = min(scroll, lastScroll(of: state))
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      var column = area.x + 1
      for (text, style) in line {
        column += frame.put(text.clipped(to: area.right - column), at: column, area.y + row, style: style, clip: area)
      }
    }
  }

  private static func title(of view: DashboardState.View) -> String {
    switch view {
    case .overview: "Overview"
    case .keys: "Keys"
    case .timeline: "Timeline"
    }
  }

  /// How far the help can be scrolled.
  static func lastScroll(of state: DashboardState) -> Int {
    OverlayView.lastScroll(ofLines: lines(state).count, on: state.size)
  }

  private static func lines(_ state: DashboardState) -> [[(String, Style)]] {
    var lines: [[(String, Style)]] = KeyBindings.bindings(in: state.view).map { binding in
      let reason = state.reasonAgainst(binding.action).map { "  (now: \($0))" } ?? ""
      return [
        (binding.labels.padded(to: 9), Style(.accent, .bold)), (":\(binding.name)".padded(to: 15), .faint),
        (binding.help, reason.isEmpty ? .plain : .faint), (reason, .faint),
      ]
    }
    lines.append([("", .plain)])
    let meanings: [(Outcome, String)] = [
      (.hit, "served from the store"), (.stale, "served from the store although its time was up, on purpose"),
      (.negative, "the store keeps that there is no such row"),
      (.miss, "not in the store: the load ran"),
      (.shared, "not in the store: waited for the load of another request; a miss in the hit rate"),
      (.bypass, "the store was not asked or did not answer"), (.error, "the load failed"),
      (.cancelled, "the caller went away"), (.refresh, "no request: a load in the background"),
    ]
    for (outcome, meaning) in meanings {
      lines.append([
        (String(outcome.letter).padded(to: 9), Style(Wording.role(of: outcome), .bold)),
        (outcome.name.padded(to: 15), .plain), (meaning, .plain),
      ])
    }
    lines.append([
      ("-".padded(to: 9), Style(.rejected, .bold)), ("rejected".padded(to: 15), .plain),
      ("reached no endpoint", .plain),
    ])
    let words = [
      (TimeAxis.mark, "event", "load, faults and clearings, on the strips and in the log"),
      ("/s", "rates", "per second of the lab's time, however fast it goes"),
      ("FROZEN", "the view", "the screen stands still, the lab goes on"),
      ("PAUSED", "the time", "nothing happens until time goes on"),
    ]
    for (sign, name, meaning) in words {
      lines.append([(sign.padded(to: 9), Style(.accent, .bold)), (name.padded(to: 15), .plain), (meaning, .plain)])
    }
    return lines
  }
}
