import CacheEngine

/// The status line, and the tabs below it.
enum HeaderView {
  private static let tabs: [(view: DashboardState.View, text: String)] = [
    (.overview, "1 Overview"), (.keys, "2 Keys"), (.timeline, "3 Timeline"),
  ]

  /// Where the tabs lie. On a narrow screen those that are not open keep only their number.
  static func tabPlaces(
    open view: DashboardState.View, isWatching: Bool, width: Int
  ) -> [(view: DashboardState.View, text: String, columns: Range<Int>)] {
    var column = 1
    return tabs.filter { $0.view != .timeline || !isWatching }.map { tab in
      let text = tab.view == view || width >= 60 ? tab.text : String(tab.text.prefix(1))
      defer { column += text.count + 2 }
      return (tab.view, text, column..<column + text.count + 2)
    }
  }

  static func draw(_ state: DashboardState, in layout: ScreenLayout, into frame: inout Frame) {
    let row = layout.header
    let status =
      readOnly(state.shown.store) + TimeStatus.pieces(of: state) + FaultsView.pieces(state.shown.faults) + load(state)
    let figures = figures(state)
    // How live the picture is, and what is being sent, matter more than where the store is.
    let needed = width(of: status) + 1
    let name = needed + Self.name.count <= row.width ? Self.name : ""
    let store = store(state.shown.store, room: name.isEmpty ? 0 : row.width - needed - name.count)
    let used = frame.put([(name, Style(.header, .bold)), (store, Style(.header))], at: 0, row.y, clip: row)
    drawRight(status + figures, after: used, in: row, into: &frame)
    drawTabs(state, in: layout.tabs, into: &frame)
  }

  private static let name = " ttlscope  "

  private static func store(_ status: StoreStatus, room: Int) -> String {
    let full = Wording.store(status)
    if CellWidth.of(full) <= room || room >= 12 { return full.clipped(to: room) }
    return status.kind.count <= room ? status.kind : ""
  }

  private static func readOnly(_ store: StoreStatus) -> [(String, Style)] {
    store.access.reason == nil ? [] : [(" READ-ONLY ", Style(.warning, [.bold, .reverse])), (" ", Style(.header))]
  }

  private static func load(_ state: DashboardState) -> [(String, Style)] {
    guard let load = state.shown.load else { return [] }
    let text = load.isRunning ? Wording.load(load) : "off"
    return [("  load \(text)", load.isRunning ? Style(.header, .bold) : .faint)]
  }

  private static func figures(_ state: DashboardState) -> [(String, Style)] {
    if let watch = state.shown.watch {
      let style = watch.source == .notification ? Style(.header, .bold) : Style(.header)
      return [("  \(Wording.source(watch)) ", style)]
    }
    let counts = state.shown.ledger.total
    let rate = state.shown.ledger.strip.dropLast().last.map { $0.hits + $0.misses + $0.others } ?? 0
    var pieces: [(String, Style)] = [("  \(Figures.count(rate))/s", Style(.header))]
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
    let tabPlaces = tabPlaces(open: state.view, isWatching: state.isWatching, width: row.width)
    for tab in tabPlaces {
      let isOpen = tab.view == state.view
      let text = isOpen ? "[\(tab.text)]" : " \(tab.text) "
      frame.put(text, at: tab.columns.lowerBound - 1, row.y, style: Style(.plain, isOpen ? .bold : []), clip: row)
    }
    let right = tabPlaces.last?.columns.upperBound ?? 0
    let room = Rect(x: right + 1, y: row.y, width: row.width - right - 2, height: 1)
    let store = state.shown.store
    if let trouble = Wording.trouble(store.health, at: state.now) ?? store.warning.map({ safe($0) }) {
      frame.put("store \(trouble)".clipped(to: room.width), at: room.x, row.y, style: .problem, clip: room)
      return
    }
    if let count = state.removing {
      let text = "removing: \(Figures.count(count)) gone, Esc stops"
      frame.put(text.clipped(to: room.width), at: room.x, room.y, style: .warning, clip: room)
      return
    }
    if let reason = state.shown.store.access.reason {
      frame.put(Wording.readOnly(reason).clipped(to: room.width), at: room.x, room.y, style: .warning, clip: room)
      return
    }
    let scenario = state.shown.scenario.map { safe($0.name).clipped(to: room.width) } ?? ""
    let used = frame.put(scenario, at: room.x, row.y, style: .title, clip: room)
    frame.putRight("? help  : command", in: room.splitLeft(used == 0 ? 0 : used + 2).rest, style: .faint)
  }
}
