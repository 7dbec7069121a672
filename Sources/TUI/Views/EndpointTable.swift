import CacheEngine

/// One row per endpoint; columns of fixed width, chosen by what fits, so that nothing moves while numbers grow.
enum EndpointTable {
  struct Column: Sendable {
    var title: String
    var width: Int
    /// Columns with a lower rank are the last to go.
    var rank: Int
    var text: @Sendable (EndpointSummary, FunctionReading) -> (String, Style)
  }

  /// Only there once something stale was served: elsewhere its place is better used.
  static let staleTitle = "stale"
  static let columns: [Column] = [
    Column(title: "ttl", width: 5, rank: 0) { endpoint, _ in
      (endpoint.isCached ? endpoint.ttl.map { Figures.setting($0.duration) } ?? "none" : "off", .plain)
    },
    Column(title: "reqs", width: 7, rank: 0) { _, reading in (Figures.count(reading.counts.started), .plain) },
    Column(title: "hit%", width: 6, rank: 0) { _, reading in
      (Figures.percent(reading.counts.hitRate), Style(.hit, .bold))
    },
    Column(title: "p50 hit", width: 8, rank: 1) { _, reading in latency(reading.latency.hits, \.p50, .hit) },
    Column(title: "p99 hit", width: 8, rank: 7) { _, reading in latency(reading.latency.hits, \.p99, .hit) },
    Column(title: "p50 miss", width: 9, rank: 1) { _, reading in latency(reading.latency.waits, \.p50, .miss) },
    Column(title: "p99 miss", width: 9, rank: 7) { _, reading in latency(reading.latency.waits, \.p99, .miss) },
    Column(title: "db", width: 6, rank: 2) { _, reading in (Figures.count(reading.counts.loads), .plain) },
    Column(title: staleTitle, width: 6, rank: 3) { _, reading in count(reading.counts.stale.served, .warning) },
    Column(title: "byp", width: 5, rank: 5) { _, reading in count(reading.counts.bypasses, .bypass) },
    Column(title: "err", width: 4, rank: 4) { _, reading in count(reading.counts.errors, .error) },
    Column(title: "unstored", width: 9, rank: 8) { _, reading in count(reading.counts.notStored, .warning) },
    Column(title: "same key", width: 9, rank: 9) { _, reading in count(reading.counts.sharedKeyHits, .warning) },
    Column(title: "key", width: 22, rank: 10) { endpoint, _ in (safe(endpoint.key), .faint) },
  ]
  static let stripWidth = 12
  static let stripRank = 6
  static let nameWidth = 19
  static let narrowNameWidth = 13

  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    let area = frame.panel(
      rect, title: "Endpoints", note: DatabaseNote.text(state.shown, width: rect.width),
      isFocused: state.pane == .endpoints)
    LoadLineView.draw(state, onBottomOf: rect, into: &frame)
    guard area.height > 0 else { return }
    let layout = chosen(for: area.width, hasStale: state.shown.ledger.total.stale.served > 0)
    drawTitles(layout, in: area.row(0), into: &frame)
    let (rows, detail) = area.splitTop(area.height).top.splitTop(1).rest.splitTop(state.shown.endpoints.count)
    for (index, endpoint) in state.shown.endpoints.enumerated() where index < rows.height {
      drawRow(endpoint, at: index, of: state, layout, in: rows.row(index), into: &frame)
    }
    if !detail.isEmpty { drawDetail(state, in: detail.row(0), into: &frame) }
  }

  private static func chosen(
    for width: Int, hasStale: Bool
  ) -> (columns: [Column], hasStrip: Bool, name: Int) {
    let nameWidth = width < 50 ? narrowNameWidth : nameWidth
    var room = width - 6 - nameWidth
    var chosen: Set<Int> = []
    var hasStrip = false
    for rank in 0...10 {
      for index in columns.indices where columns[index].rank == rank && columns[index].width < room {
        if !hasStale, columns[index].title == staleTitle { continue }
        chosen.insert(index)
        room -= columns[index].width
      }
      if rank == stripRank, stripWidth < room {
        hasStrip = true
        room -= stripWidth
      }
    }
    return (columns.indices.filter(chosen.contains).map { columns[$0] }, hasStrip, nameWidth + min(room, 14))
  }

  private static func drawTitles(
    _ layout: (columns: [Column], hasStrip: Bool, name: Int), in row: Rect, into frame: inout Frame
  ) {
    frame.put("   #  endpoint", at: row.x, row.y, style: .faint, clip: row)
    var column = row.x + 5 + layout.name
    for (index, title) in layout.columns.enumerated() {
      column += frame.put(
        title.title.padded(to: title.width, alignment: .right), at: column, row.y, style: .faint, clip: row)
      if index == 2, layout.hasStrip {
        column += frame.put("  last 10s".padded(to: stripWidth), at: column, row.y, style: .faint, clip: row)
      }
    }
  }

  private static func drawRow(
    _ endpoint: EndpointSummary, at index: Int, of state: DashboardState,
    _ layout: (columns: [Column], hasStrip: Bool, name: Int), in row: Rect, into frame: inout Frame
  ) {
    let isSelected = index == state.endpoints.index
    let reading = state.shown.reading(ofEndpoint: index) ?? FunctionReading(name: endpoint.name)
    let mark = endpoint.trap == nil ? " " : "!"
    frame.put(
      [
        (isSelected ? " ▸ " : "   ", Style(.accent, .bold)), ("\(index + 1)", .plain), (mark, .warning),
        (safe(endpoint.title).padded(to: layout.name), Style(.plain, isSelected ? .bold : [])),
      ], at: row.x, row.y, clip: row)
    var column = row.x + 5 + layout.name
    for (place, cell) in layout.columns.enumerated() {
      let (text, style) = cell.text(endpoint, reading)
      column += frame.put(text.padded(to: cell.width, alignment: .right), at: column, row.y, style: style, clip: row)
      if place == 2, layout.hasStrip {
        let strip = Rect(x: column + 2, y: row.y, width: stripWidth - 2, height: 1)
        frame.columns(reading.strip.map(\.hitRate), in: strip) { Style($0 > 0.5 ? .hit : .miss) }
        column += stripWidth
      }
    }
  }

  /// What Enter sends, and how the endpoint is set up; or the trap, which matters more.
  private static func drawDetail(_ state: DashboardState, in row: Rect, into frame: inout Frame) {
    guard state.shown.endpoints.indices.contains(state.endpoints.index) else { return }
    let endpoint = state.shown.endpoints[state.endpoints.index]
    if let trap = endpoint.trap {
      frame.put("    ! \(safe(trap))".clipped(to: row.width - 1), at: row.x, row.y, style: .warning, clip: row)
      return
    }
    let target = state.shown.replay == nil ? state.endpoints.target.map { "Enter sends \($0)   " } ?? "" : ""
    let setUp =
      "load \(endpoint.load.description)   key \(safe(endpoint.key))   serializer \(endpoint.serializer)"
      + (endpoint.protection == .none ? "" : "   \(endpoint.protection)")
    frame.put(
      "     \(safe(target))\(setUp)".clipped(to: row.width - 1), at: row.x, row.y, style: .faint, clip: row)
  }

  private static func latency(
    _ summary: LatencySummary, _ percentile: KeyPath<LatencySummary, Duration>, _ role: Role
  ) -> (String, Style) {
    summary.count == 0 ? ("–", .faint) : (Figures.latency(summary[keyPath: percentile]), Style(role))
  }

  private static func count(_ number: UInt64, _ role: Role) -> (String, Style) {
    number == 0 ? ("0", .faint) : (Figures.count(number), Style(role, .bold))
  }
}
