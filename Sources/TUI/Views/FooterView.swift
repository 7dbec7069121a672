/// The last line: what just happened, or what can be done now. Hints come from the binding table; whole ones are left out at
/// the right when there is no room.
enum FooterView {
  static func draw(_ state: DashboardState, in row: Rect, into frame: inout Frame) {
    if let timed = state.notice {
      let style: Style = timed.notice.isProblem ? .problem : Style(.accent)
      frame.put(" " + safe(timed.notice.text).clipped(to: row.width - 2), at: row.x, row.y, style: style, clip: row)
      return
    }
    var column = row.x + 1
    for binding in bindings(state) {
      guard let hint = hint(for: binding, in: state) else { continue }
      let label = binding.label
      let width = CellWidth.of(label) + 1 + CellWidth.of(hint)
      guard column + width < row.right else { break }
      column +=
        frame.put([(label, Style(.accent, .bold)), (" \(hint)  ", .plain)], at: column, row.y, clip: row) - column
    }
  }

  /// In the order of the table; but who finds time standing still first needs the way to let it go on.
  private static func bindings(_ state: DashboardState) -> [KeyBinding] {
    let bindings = KeyBindings.bindings(in: state.view)
    guard state.live.clock.isPaused else { return bindings }
    let first: Set<Action> = [.togglePause, .step]
    return bindings.filter { first.contains($0.action) } + bindings.filter { !first.contains($0.action) }
  }

  private static func hint(for binding: KeyBinding, in state: DashboardState) -> String? {
    // What this lab never does is no hint; what only waits for a selection is.
    if isOutOfPlace(binding.action, in: state) { return nil }
    return switch binding.action {
    case .fire where state.pane == .requests: "explain"
    case .burst: binding.hint.map { hint in state.endpoints.burst.map { "\(hint) \($0)" } ?? hint }
    case .freeze where state.isFrozen: "go on"
    case .undo where !state.live.canUndo: nil
    case .toggleLoad: state.live.load.map { $0.isRunning ? "stop load" : "start load" }
    case .togglePause where state.live.clock.isPaused: "time goes on"
    default: binding.hint
    }
  }

  private static func isOutOfPlace(_ action: Action, in state: DashboardState) -> Bool {
    if state.reasonOfWatching(against: action) != nil { return true }
    return switch action {
    case .step: !state.live.clock.isPaused
    case .togglePause, .faster: !state.live.clock.canSteer
    case .toggleLoad: state.live.load == nil || state.isRefusedByRecording(action)
    case .seekBack, .seekForward: !state.live.clock.canSeek
    case .lesson, .nextInLesson: state.live.scenario?.lesson == nil
    case .about: state.live.scenario == nil
    default: state.isRefusedByRecording(action)
    }
  }
}
