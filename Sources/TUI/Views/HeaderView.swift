import CacheEngine

/// The status line, and the tabs below it.
enum HeaderView {
  static let tabPlaces: [(view: DashboardState.View, text: String, columns: Range<Int>)] = [
    (.overview, "1 Overview", 1..<13), (.keys, "2 Keys", 13..<21),
  ]

  static func draw(_ state: DashboardState, in layout: ScreenLayout, into frame: inout Frame) {
    let status = self.status(state)
    // How live the picture is matters more than where the store is.
    let name = " ttlscope  "
    let room = layout.header.width - CellWidth.of(name) - CellWidth.of(status[0].0) - 1
    let store = Wording.store(state.shown.store).clipped(to: max(0, room))
    let used = frame.put(
      [(name, Style(.header, .bold)), (store, Style(.header))], at: 0, layout.header.y, clip: layout.header)
    drawRight(status, after: used, in: layout.header, into: &frame)
    drawTabs(state, in: layout.tabs, into: &frame)
  }

  private static func status(_ state: DashboardState) -> [(String, Style)] {
    let counts = state.shown.ledger.total
    let rate = state.shown.ledger.strip.dropLast().last.map { $0.hits + $0.misses + $0.others } ?? 0
    let time = Figures.moment(state.now)
    var pieces: [(String, Style)] = []
    if state.isFrozen {
      pieces.append((" FROZEN at \(time) ", Style(.warning, [.reverse, .bold])))
    } else {
      pieces.append(("LIVE \(time)", Style(.header, .bold)))
    }
    pieces.append(("  \(Figures.count(rate))/s", Style(.header)))
    pieces.append(
      ("  hit \(Figures.percent(counts.hitRate))\(counts.hitRate == nil ? "" : "%")", Style(.header, .bold)))
    pieces.append(("  in flight \(Figures.count(counts.inFlight)) ", Style(counts.inFlight > 0 ? .miss : .header)))
    if state.droppedFrames > 0 { pieces.append((" drop \(state.droppedFrames) ", Style(.warning, .bold))) }
    return pieces
  }

  /// Draws as many pieces as fit, the first ones first, ending at the right edge.
  private static func drawRight(_ pieces: [(String, Style)], after used: Int, in row: Rect, into frame: inout Frame) {
    var shown = pieces
    while !shown.isEmpty, width(of: shown) + used + 1 > row.width { shown.removeLast() }
    if shown.isEmpty, let first = pieces.first { shown = [first] }
    frame.put(shown, at: max(0, row.right - width(of: shown)), row.y, clip: row)
  }

  private static func width(of pieces: [(String, Style)]) -> Int {
    pieces.reduce(0) { $0 + CellWidth.of($1.0) }
  }

  private static func drawTabs(_ state: DashboardState, in row: Rect, into frame: inout Frame) {
    for tab in tabPlaces {
      let isOpen = tab.view == state.view
      let text = isOpen ? "[\(tab.text)]" : " \(tab.text) "
      frame.put(text, at: tab.columns.lowerBound - 1, row.y, style: Style(.plain, isOpen ? .bold : []), clip: row)
    }
    let right = tabPlaces.last?.columns.upperBound ?? 0
    let room = Rect(x: right + 1, y: row.y, width: row.width - right - 2, height: 1)
    if let trouble = Wording.trouble(state.shown.store.health, at: state.now) {
      frame.put("store \(trouble)".clipped(to: room.width), at: room.x, row.y, style: .problem, clip: room)
    } else {
      frame.putRight("? help  : command", in: room, style: .faint)
    }
  }
}
