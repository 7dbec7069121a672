import CacheEngine

/// What an invalidation means, before it is done: the commands, and the keys that they concern.
enum InvalidationView {
  private static let width = 76

  static func draw(_ question: GroupQuestion, _ state: DashboardState, into frame: inout Frame) {
    let lines = lines(question.preview, state)
    let note = question.word == nil ? "y yes, anything else no" : "Esc no"
    let isAll = question.preview.group == .prefix("")
    let what = isAll ? "Remove every entry of the store?" : "Invalidate \(safe("\(question.preview.group)"))?"
    let area = OverlayView.window(
      what, width: width, height: lines.count + 2 + (question.word == nil ? 0 : 1), note: note, into: &frame)
    let (list, foot) = area.splitBottom(question.word == nil ? 0 : 1)
    for (row, line) in lines.prefix(list.height).enumerated() {
      let isCut = row == list.height - 1 && lines.count > list.height
      frame.put(isCut ? [("…", .faint)] : line, at: list.x + 1, list.y + row, clip: list)
    }
    guard let word = question.word else { return }
    frame.put(
      [
        ("type \(safe(word)) and Enter: ", Style(.warning, .bold)), (safe(question.line.text), .plain),
        (" ", Style(.plain, .reverse)),
      ], at: foot.x + 1, foot.y, clip: foot)
  }

  private static func lines(_ preview: GroupPreview, _ state: DashboardState) -> [[(String, Style)]] {
    let dialect = state.shown.store.dialect
    var lines: [[(String, Style)]] = [[(summary(preview), .plain)], []]
    lines.append([("commands", .faint)])
    let commands = commands(preview, dialect)
    for command in commands { lines.append([("  " + safe("\(command)"), Style(.accent))]) }
    let more = dialect.clearsInBatches(preview.group) ? 0 : preview.operationCount - commands.count
    if more > 0 { lines.append([("  and \(Figures.count(more)) more", .faint)]) }
    lines.append([("keys", .faint)])
    if preview.keys.isEmpty { lines.append([("  none", .faint)]) }
    for key in preview.keys { lines.append([("  " + safe(key.text), .plain)]) }
    if preview.count > preview.keys.count || preview.isCut { lines.append([("  and more", .faint)]) }
    return lines
  }

  private static func commands(_ preview: GroupPreview, _ dialect: StoreDialect) -> [StoreCommand] {
    if case .prefix(let prefix) = preview.group, dialect.clearsInBatches(preview.group) {
      return dialect.clearing(prefix: prefix, keys: preview.keys)
    }
    return preview.operations.prefix(5).map { dialect.command(for: $0) }
  }

  private static func summary(_ preview: GroupPreview) -> String {
    let count = preview.count
    let entries = "\(preview.isCut ? "at least " : "")\(Figures.count(count)) \(count == 1 ? "entry" : "entries")"
    let more = preview.isCut ? ": not all keys were counted" : ""
    if preview.removes { return "Removes \(entries)\(more)." }
    if case .version = preview.group { return "Removes nothing: \(entries) stay until their TTL ends, unreachable." }
    return "Removes nothing: \(entries) stay, and count as gone."
  }
}
