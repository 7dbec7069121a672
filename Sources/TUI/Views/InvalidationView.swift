import CacheEngine

/// What an invalidation means, before it is done: the commands, and the keys that they concern.
enum InvalidationView {
  private static let width = 76

  static func draw(_ preview: GroupPreview, _ state: DashboardState, into frame: inout Frame) {
    let lines = lines(preview, state)
    let area = OverlayView.window(
      "Invalidate \(safe("\(preview.group)"))?", width: width, height: lines.count + 2,
      note: "y yes, anything else no", into: &frame)
    for (row, line) in lines.prefix(area.height).enumerated() {
      let isCut = row == area.height - 1 && lines.count > area.height
      frame.put(isCut ? [("…", .faint)] : line, at: area.x + 1, area.y + row, clip: area)
    }
  }

  private static func lines(_ preview: GroupPreview, _ state: DashboardState) -> [[(String, Style)]] {
    let dialect = state.shown.store.dialect
    var lines: [[(String, Style)]] = [[(summary(preview), .plain)], []]
    lines.append([("commands", .faint)])
    for operation in preview.operations.prefix(5) {
      lines.append([("  " + safe("\(dialect.command(for: operation))"), Style(.accent))])
    }
    let more = preview.operationCount - min(5, preview.operations.count)
    if more > 0 { lines.append([("  and \(Figures.count(more)) more", .faint)]) }
    lines.append([("keys", .faint)])
    if preview.keys.isEmpty { lines.append([("  none", .faint)]) }
    for key in preview.keys { lines.append([("  " + safe(key.text), .plain)]) }
    if preview.isCut { lines.append([("  and more", .faint)]) }
    return lines
  }

  private static func summary(_ preview: GroupPreview) -> String {
    let count = preview.keys.count
    let entries = "\(Figures.count(count))\(preview.isCut ? " or more" : "") \(count == 1 ? "entry" : "entries")"
    if preview.removes { return "Removes \(entries)." }
    if case .version = preview.group { return "Removes nothing: \(entries) stay until their TTL ends, unreachable." }
    return "Removes nothing: \(entries) stay, and count as gone."
  }
}
