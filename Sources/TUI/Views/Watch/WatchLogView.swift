import CacheEngine

/// What happened to the watched keys, newest first.
enum WatchLogView {
  static func draw(_ watch: WatchReading, _ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let area = frame.panel(rect, title: "Changes", note: Wording.sources(watch))
    let keyWidth = max(12, min(44, area.width - 46))
    for (row, event) in watch.events.prefix(area.height).enumerated() {
      draw(event, of: state, keyWidth: keyWidth, in: area.row(row), into: &frame)
    }
    if watch.events.isEmpty { drawEmpty(watch, state, in: area, into: &frame) }
  }

  private static func draw(
    _ event: WatchEvent, of state: DashboardState, keyWidth: Int, in row: Rect, into frame: inout Frame
  ) {
    let role = Wording.role(of: event.kind)
    // Between two looks: when exactly, nobody said.
    let about = event.source == .sampling && event.kind != .expired ? "~" : " "
    let used = frame.put(
      [
        ("\(about)\(Figures.moment(event.at, decimals: 3)) ".padded(to: 11), .faint),
        (Wording.change(event.kind).padded(to: 12), Style(role, .bold)),
        (state.safeKey(event.key, marksTrailingBlanks: true).padded(to: keyWidth) + " ", .plain),
      ], at: row.x, row.y, clip: row)
    frame.put(life(event).clipped(to: max(0, row.right - used - 1)), at: used, row.y, style: .faint, clip: row)
  }

  private static func life(_ event: WatchEvent) -> String {
    switch event.expiry {
    case .at(let deadline): "ttl \(Figures.timeLeft(event.at.duration(to: deadline)))"
    case .never: "no expiry"
    case .unknown, nil: event.kind == .gone ? "deleted or evicted" : ""
    }
  }

  private static func drawEmpty(
    _ watch: WatchReading, _ state: DashboardState, in area: Rect, into frame: inout Frame
  ) {
    var lines = ["Nothing has changed so far."]
    // In a cluster it is set on each node.
    let first = watch.nodes.count > 1 ? watch.nodes.first : nil
    let cluster = first.map { "--cluster call \(safe($0.place)) " } ?? ""
    if watch.source == .sampling {
      lines += [
        "The keys are looked at again and again; differences are shown.",
        "What comes and goes in between is seen where the server tells of it:",
        "whoever may change it can switch that on, by",
        "redis-cli \(cluster)config set notify-keyspace-events KEA",
        "~ before a time: it was between two looks, when exactly nobody knows.",
      ]
    }
    if let refusal = watch.refusal { lines.append("The server tells us nothing: \(safe(refusal))") }
    for (row, line) in lines.prefix(area.height).enumerated() {
      frame.put(line.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: .faint, clip: area)
    }
  }
}
