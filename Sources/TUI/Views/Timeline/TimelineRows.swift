import CacheEngine

/// The rows under the axis: a label with number, letter and path, and the bars.
enum TimelineRows {
  static func draw(
    _ rows: ArraySlice<TimelineRow>, _ state: DashboardState, on scale: TimelineScale, _ parts: TimelineView.Parts,
    into frame: inout Frame
  ) {
    if rows.isEmpty { drawEmpty(state, in: parts.plot(parts.rows), into: &frame) }
    for (line, row) in rows.enumerated() {
      let isSelected = state.log.selected != nil && row.contains(state.log.selected)
      drawLabel(row, isSelected: isSelected, in: parts.labels(parts.rows).row(line), into: &frame)
      let plot = parts.plot(parts.rows).row(line)
      // Ticks after bars: where many share a row, a hit during somebody's wait stays in sight.
      // Where loads and those who waited for them share a row, the loads are seen.
      for item in row.items where item.outcome == .shared { draw(item, of: row, on: scale, in: plot, into: &frame) }
      for item in row.items where item.outcome != .shared && !item.outcome.isServed {
        draw(item, of: row, on: scale, in: plot, into: &frame)
      }
      for item in row.items where item.outcome.isServed { draw(item, of: row, on: scale, in: plot, into: &frame) }
      if isSelected, row.items.count > 1, let item = row.items.first(where: { $0.id == state.log.selected }),
        let column = scale.column(of: item.start)
      {
        frame.restyle(Rect(x: plot.x + column, y: plot.y, width: 1, height: 1)) { $0.with(.reverse) }
      }
    }
  }

  private static func draw(
    _ item: TimelineItem, of row: TimelineRow, on scale: TimelineScale, in plot: Rect, into frame: inout Frame
  ) {
    TimelineBar.draw(item, on: scale, hasExactEdges: row.items.count == 1, in: plot, into: &frame)
  }

  private static func drawLabel(_ row: TimelineRow, isSelected: Bool, in area: Rect, into frame: inout Frame) {
    let letter = row.outcome.map { String($0.letter) } ?? " "
    let style = Style(row.outcome.map(Wording.role) ?? .plain, .bold)
    let number = row.number
    let isGroup = row.outcome == nil
    let numberWidth = area.width < 20 ? 6 : 8
    var pieces: [(String, Style)] = [(isSelected ? "▸" : " ", Style(.accent, .bold))]
    if isGroup {
      let room = area.width - 2 - number.count
      pieces += [(row.label.padded(to: max(0, room)), .plain), (" \(number)", .faint)]
    } else {
      pieces += [(number.padded(to: numberWidth), .plain), (letter, style)]
      let room = area.width - numberWidth - 3
      if room >= 6 { pieces.append((" " + row.label.clipped(to: room), .faint)) }
    }
    frame.put(pieces, at: area.x, area.y, clip: area)
    if isSelected { frame.restyle(area) { $0.with(.reverse) } }
  }

  private static func drawEmpty(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    let text =
      state.timelineItems.isEmpty
      ? "No requests yet. b sends a burst, s starts a scenario's load."
      : "No requests in this stretch of time. 0 fits all of them in, G goes back to now."
    for (row, line) in text.wrapped(to: max(1, area.width - 2)).prefix(area.height).enumerated() {
      frame.put(line, at: area.x + 1, area.y + row, style: .faint, clip: area)
    }
  }
}

/// What the fills mean, each with its letter: whole entries are left out at the right where there is no room.
enum TimelineLegend {
  private static let outcomes: [Outcome] = [
    .miss, .shared, .hit, .stale, .refresh, .error, .negative, .bypass, .cancelled, .write,
  ]

  static func draw(in row: Rect, into frame: inout Frame) {
    var column = row.x + 1
    for outcome in outcomes {
      let text = " \(outcome.name) \(outcome.letter)   "
      guard column + 1 + text.count <= row.right + 2 else { return }
      let sample = String(String.UnicodeScalarView([TimelineBar.fill(outcome)]))
      column = frame.put(
        [(sample, TimelineBar.style(outcome).with(.bold)), (text, .faint)], at: column, row.y, clip: row)
    }
  }
}
