import CacheEngine

/// Requests as bars on a time axis: above them the loads in flight and what happened, below them the selected one in words.
///
/// ```
/// ┌ Timeline ───────────────────────────────────┐
/// │              -4s      -3s      -2s      -1s │  axis
/// │ db in flight     ▂▅███████████▅▂            │  strip
/// │                  ▲ ttl 0: read_item:1       │  marks
/// │ #1103 M          ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓            │  rows
/// │ ▓ miss M …                                  │  legend
/// └─────────────────────────────────────────────┘
/// ```
enum TimelineView {
  struct Parts {
    var axis: Rect
    var strip: Rect
    var marks: Rect
    var rows: Rect
    var legend: Rect
    var labelWidth: Int

    init(of area: Rect) {
      var rest: Rect
      (axis, rest) = area.splitTop(area.height >= 3 ? 1 : 0)
      (strip, rest) = rest.splitTop(area.height >= 30 ? 3 : area.height >= 20 ? 2 : area.height >= 5 ? 1 : 0)
      (marks, rest) = rest.splitTop(area.height >= 6 ? 1 : 0)
      (rows, legend) = rest.splitBottom(area.height >= 12 ? 1 : 0)
      labelWidth = area.width >= 160 ? 40 : area.width >= 100 ? 30 : area.width >= 60 ? 18 : 9
    }

    func plot(_ rect: Rect) -> Rect { rect.splitLeft(labelWidth + 1).rest.splitLeft(rect.width - labelWidth - 2).left }
    func labels(_ rect: Rect) -> Rect { rect.splitLeft(labelWidth).left }
  }

  static func draw(_ state: DashboardState, in layout: ScreenLayout, into frame: inout Frame) {
    let parts = Parts(of: layout.timeline.inset(by: 1))
    let scale = scale(of: state, parts)
    let area = frame.panel(
      layout.timeline, title: "Timeline", note: note(state, scale, width: layout.timeline.width), isFocused: true)
    guard area.height > 0, area.width > parts.labelWidth + 4 else { return }
    let items = state.timelineItems
    drawAxis(scale, parts, state, into: &frame)
    LoadsInFlightView.draw(
      items, on: scale, labels: parts.labels(parts.strip), in: parts.plot(parts.strip), into: &frame)
    let marks = TimelineMark.all(in: state.shown, only: state.timeline.key)
    TimelineMark.draw(marks, on: scale, in: parts.plot(parts.marks), into: &frame)
    TimelineRows.draw(visibleRows(of: state, items, scale, parts), state, on: scale, parts, into: &frame)
    TimelineLegend.draw(in: parts.legend, into: &frame)
    TimelineText.draw(state, in: layout.selected, into: &frame)
    TimelineText.drawHappened(marks, in: layout.happened, into: &frame)
  }

  private static func scale(of state: DashboardState, _ parts: Parts) -> TimelineScale {
    TimelineScale(
      window: state.timeline.window, end: state.timeline.end ?? state.now, now: state.now,
      columns: parts.plot(parts.rows).width)
  }

  /// The rows with something on the axis, and of these the last ones that have room; or those around the selected one.
  private static func visibleRows(
    of state: DashboardState, _ items: [TimelineItem], _ scale: TimelineScale, _ parts: Parts
  ) -> ArraySlice<TimelineRow> {
    let rows = TimelineRow.rows(of: items.filter(scale.shows), by: state.timeline.grouping, state)
    let height = parts.rows.height
    var first = max(0, rows.count - height)
    if let selected = state.log.selected, let place = rows.firstIndex(where: { $0.contains(selected) }) {
      first = min(first, max(0, place - height / 2))
    }
    return rows[first..<min(rows.count, first + height)]
  }

  /// The request on a row of the panel; of a row with several the newest.
  static func request(atRow line: Int, of state: DashboardState) -> RequestID? {
    let area = ScreenLayout(of: state).timeline.inset(by: 1)
    let parts = Parts(of: area)
    let rows = visibleRows(of: state, state.timelineItems, scale(of: state, parts), parts)
    let place = rows.startIndex + line - (parts.rows.y - area.y)
    return rows.indices.contains(place) ? rows[place].representative?.id : nil
  }

  private static func note(_ state: DashboardState, _ scale: TimelineScale, width: Int) -> String {
    var parts: [String] = []
    if let key = state.timeline.key { parts.append("only \(safe(key.text))") }
    if state.timeline.grouping != .request || width >= 80 {
      parts.append("a row for each \(state.timeline.grouping.rawValue)")
    }
    parts.append("window \(Figures.setting(state.timeline.window))")
    if width >= 80 { parts.append("1 cell = \(Figures.latency(scale.cell))") }
    return parts.joined(separator: "   ")
  }

  private static func drawAxis(
    _ scale: TimelineScale, _ parts: Parts, _ state: DashboardState, into frame: inout Frame
  ) {
    let plot = parts.plot(parts.axis)
    for rect in [parts.axis, parts.strip, parts.marks, parts.rows] {
      for row in 0..<rect.height {
        frame.put("│", at: rect.x + parts.labelWidth, rect.y + row, style: .faint, clip: rect)
      }
    }
    var free = plot.right
    for (age, column) in scale.ticks(apart: 12) {
      let label = age == .zero ? "now" : "-\(Figures.setting(age))"
      let x = min(plot.x + column, plot.right - label.count)
      guard x >= plot.x, x + label.count < free || free == plot.right else { continue }
      frame.put(label, at: x, plot.y, style: .faint, clip: plot)
      free = x
    }
    if state.timeline.end != nil {
      frame.put(
        " G: back to now".clipped(to: parts.labelWidth), at: parts.axis.x, parts.axis.y, style: .warning,
        clip: parts.labels(parts.axis))
    }
  }
}
