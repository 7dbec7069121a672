import CacheEngine

/// What lies over the views: help, a line being typed, a question, a request explained.
enum OverlayView {
  static func draw(_ state: DashboardState, footer: Rect, into frame: inout Frame) {
    switch state.overlay {
    case nil: return
    case .prompt(let prompt): drawPrompt(prompt, in: footer, into: &frame)
    case .confirmation(let confirmation):
      frame.fill(footer)
      frame.put(
        [(" \(safe(confirmation.question))", .warning), ("  y yes, anything else no", .faint)], at: footer.x, footer.y,
        clip: footer)
    case .invalidation(let question): InvalidationView.draw(question, state, into: &frame)
    case .server: ServerView.draw(state, into: &frame)
    case .about(let scroll): AboutView.draw(state, scroll: scroll, into: &frame)
    case .help(let scroll): HelpView.draw(state, scroll: scroll, into: &frame)
    case .policy(let panel): PolicyView.draw(panel, state, into: &frame)
    case .faults(let selected): FaultsView.draw(selected: selected, state, into: &frame)
    case .monitor(let panel): MonitorView.draw(panel, state, into: &frame)
    case .record(let id):
      if let record = state.shown.ledger.records.first(where: { $0.id == id }) {
        RecordView.draw(record, state, into: &frame)
      }
    }
  }

  /// How far a window with so many lines can be scrolled.
  static func lastScroll(ofLines count: Int, on screen: Size) -> Int {
    max(0, count - max(0, min(count + 2, screen.height) - 2))
  }

  /// A window in the middle of the screen, its contents cleared.
  static func window(_ title: String, width: Int, height: Int, note: String, into frame: inout Frame) -> Rect {
    let size = Size(width: min(width, frame.size.width), height: min(height, frame.size.height))
    let rect = Rect(
      x: (frame.size.width - size.width) / 2, y: (frame.size.height - size.height) / 2, width: size.width,
      height: size.height)
    frame.fill(rect)
    return frame.panel(rect, title: title, note: note, isFocused: true)
  }

  private static func drawPrompt(_ prompt: Prompt, in row: Rect, into frame: inout Frame) {
    frame.fill(row)
    let label = " " + safe(prompt.label).clipped(to: max(4, row.width * 2 / 3))
    var column = frame.put(label, at: row.x, row.y, style: Style(.accent, .bold), clip: row)
    let characters = prompt.line.characters.map { safe(String($0)) }
    let under = characters.dropFirst(prompt.line.cursor).first ?? " "
    // What is being typed stays in sight, however long the line is.
    let before = tail(of: characters.prefix(prompt.line.cursor), cells: row.right - column - CellWidth.of(under))
    column += frame.put(before, at: column, row.y, clip: row)
    column += frame.put(under, at: column, row.y, style: Style(.plain, .reverse), clip: row)
    frame.put(characters.dropFirst(prompt.line.cursor + 1).joined(), at: column, row.y, clip: row)
    guard row.y > 0 else { return }
    let above = Rect(x: row.x, y: row.y - 1, width: row.width, height: 1)
    if let problem = prompt.problem {
      frame.fill(above)
      frame.put(" " + safe(problem).clipped(to: row.width - 2), at: above.x, above.y, style: .problem, clip: above)
    } else if let completion = prompt.completion {
      frame.fill(above)
      drawCompletion(completion, in: above, into: &frame)
    }
  }

  /// As many characters from the end as fit into `cells`.
  private static func tail(of characters: some BidirectionalCollection<String>, cells: Int) -> String {
    var room = cells
    let fitting = characters.reversed().prefix { character in
      room -= CellWidth.of(character)
      return room >= 0
    }
    return fitting.reversed().joined()
  }

  private static func drawCompletion(_ completion: Completion, in row: Rect, into frame: inout Frame) {
    var column = row.x + 1
    let first = max(0, (completion.taken ?? 0) - 3)
    for (index, candidate) in completion.candidates.enumerated().dropFirst(first) {
      let key = KeyBindings.all.first { $0.name == candidate }.map { " \($0.label)" } ?? ""
      let style = Style(.accent, index == completion.taken ? .reverse : [])
      guard column + CellWidth.of(candidate + key) < row.right else { break }
      column += frame.put(safe(candidate), at: column, row.y, style: style, clip: row)
      column += frame.put(key + "  ", at: column, row.y, style: .faint, clip: row)
    }
  }
}
