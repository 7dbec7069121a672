import CacheEngine

/// What the load does, in the lower edge of the endpoints' panel: where every size of screen has room for it.
enum LoadLineView {
  /// A sender that is late by less is on time: that is how exact waiting can be.
  static let punctual = Duration.milliseconds(10)

  static func draw(_ state: DashboardState, onBottomOf rect: Rect, into frame: inout Frame) {
    guard let load = state.shown.load, rect.height >= 2, rect.width >= 12 else { return }
    let edge = Rect(x: rect.x + 2, y: rect.bottom - 1, width: rect.width - 4, height: 1)
    var pieces: [(String, Style)] = []
    // The first ones first; what has no room is left out whole.
    var room = edge.width - 2
    for (text, style) in self.pieces(load, state) {
      let text = pieces.isEmpty ? text : ", " + text
      guard CellWidth.of(text) <= room else { continue }
      room -= CellWidth.of(text)
      pieces.append((text, style))
    }
    frame.put([(" ", .faint)] + pieces + [(" ", .faint)], at: edge.x, edge.y, clip: edge)
  }

  private static func pieces(_ load: LoadStatus, _ state: DashboardState) -> [(String, Style)] {
    var pieces: [(String, Style)] = []
    if load.isRunning {
      pieces.append(("load \(Wording.load(load))", .faint))
    } else {
      let start = state.shown.replay == nil ? ": s starts \(Wording.load(load))" : ""
      pieces.append(("load off\(start)", .faint))
    }
    if load.dropped > 0 { pieces.append(("\(Figures.count(load.dropped)) dropped", .warning)) }
    guard load.isRunning else { return pieces }
    if load.lag > punctual { pieces.append(("behind by \(Figures.latency(load.lag))", .warning)) }
    if let second = state.shown.ledger.strip.dropLast().last {
      pieces.append(("\(Figures.count(second.hits + second.misses + second.others))/s answered", .faint))
    }
    if let end = load.endsAt {
      pieces.append(("\(Figures.timeLeft(state.now.duration(to: end))) left", .faint))
    }
    if load.factor != 1 { pieces.append(("×\(Figures.factor(load.factor)) of the scenario", .faint)) }
    return pieces
  }
}
