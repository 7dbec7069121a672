import CacheEngine

/// How time goes, in the header's first words. Two things can stand still and must not be mistaken for each other: the
/// view (`VIEW FROZEN`: the lab goes on unseen) and the lab's time (`TIME PAUSED`: nothing happens at all).
enum TimeStatus {
  static func pieces(of state: DashboardState) -> [(String, Style)] {
    let clock = state.live.clock
    let moment = Figures.moment(state.now)
    var pieces: [(String, Style)] = []
    if state.isFrozen { pieces.append((" VIEW FROZEN at \(moment) ", frozen)) }
    if clock.isPaused {
      if state.isFrozen { pieces.append((" ", Style(.header))) }
      let isTimeShown = state.isFrozen || state.shown.replay != nil
      pieces.append((isTimeShown ? " TIME PAUSED " : " TIME PAUSED at \(moment) ", paused))
    }
    if let replay = state.shown.replay {
      let text = "REPLAY \(Figures.moment(replay.position))/\(Figures.moment(replay.end))"
      pieces.append(((pieces.isEmpty ? "" : " ") + text, Style(.header, .bold)))
    } else if pieces.isEmpty {
      pieces.append(("LIVE \(moment)", Style(.header, .bold)))
    }
    if clock.speed != 1 { pieces.append((" ×\(Figures.factor(clock.speed))", Style(.accent, .bold))) }
    return pieces
  }

  /// The words alone, for a screen of one line; empty when nothing stands still.
  static func short(_ state: DashboardState) -> [(String, Style)] {
    var pieces: [(String, Style)] = []
    if state.isFrozen { pieces += [("VIEW FROZEN", frozen), (" ", .plain)] }
    if state.live.clock.isPaused { pieces += [("TIME PAUSED", paused), (" ", .plain)] }
    return pieces
  }

  private static let frozen = Style(.warning, [.reverse, .bold])
  private static let paused = Style(.accent, [.reverse, .bold])
}
