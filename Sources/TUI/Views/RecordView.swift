import CacheEngine

/// One request, explained: what it found and why, where its time went, what it asked of the store.
enum RecordView {
  private static let width = 100
  private static let labelWidth = 10

  static func draw(_ record: LookupRecord, _ state: DashboardState, into frame: inout Frame) {
    let lines = lines(record, state)
    let area = OverlayView.window(
      "Request \(record.id)", width: width, height: lines.count + 2, note: note(lines, state), into: &frame)
    let first = min(state.log.scroll, OverlayView.lastScroll(ofLines: lines.count, on: state.size))
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      let used = frame.put(line.label.padded(to: labelWidth), at: area.x + 1, area.y + row, style: .faint, clip: area)
      frame.put(
        line.text.clipped(to: area.width - used - 2), at: area.x + 1 + used, area.y + row, style: line.style, clip: area
      )
    }
  }

  private static func note(_ lines: [Line], _ state: DashboardState) -> String {
    let isLong = OverlayView.lastScroll(ofLines: lines.count, on: state.size) > 0
    return isLong ? "Space more  j k others, any other key closes" : "j k others, any other key closes"
  }

  /// How far the explanation of the selected request can be scrolled.
  static func lastScroll(of state: DashboardState) -> Int {
    guard let record = state.selectedRecord else { return 0 }
    return OverlayView.lastScroll(ofLines: lines(record, state).count, on: state.size)
  }

  struct Line {
    var label: String
    var text: String
    var style = Style.plain
  }

  /// The lines as they fit: sentences are wrapped, their further lines stand below them without a label.
  private static func lines(_ record: LookupRecord, _ state: DashboardState) -> [Line] {
    let room = max(8, min(width, state.size.width) - labelWidth - 4)
    return ExplanationLines.all(record, state).flatMap { line in
      let texts = CellWidth.of(line.text) <= room ? [line.text] : line.text.wrapped(to: room)
      return texts.enumerated().map { place, text in
        Line(label: place == 0 ? line.label : "", text: text, style: line.style)
      }
    }
  }
}
