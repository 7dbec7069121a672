import CacheEngine

/// How keys left in the last five seconds of whoever watches, so that the moment can be seen.
enum GoneView {
  private struct Gone {
    var key: CacheKey
    var word: String
    var role: Role
    var at: Timestamp
    var ttl: Duration?
  }

  static func draw(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    guard area.height > 0 else { return }
    let gone = entries(state)
    guard !gone.isEmpty else { return }
    let (line, rest) = area.splitTop(1)
    let title = " just gone "
    frame.put(String(repeating: "─", count: max(0, line.width - 2)), at: line.x + 1, line.y, style: .faint, clip: line)
    frame.put(title, at: line.x + 2, line.y, style: .faint, clip: line)
    for (row, entry) in gone.prefix(rest.height).enumerated() {
      let age = entry.at.duration(to: state.now)
      // The shortest life there is was given by hand, to end the entry.
      let life = entry.ttl.flatMap { $0 == TTL.shortest ? nil : "of \(Figures.setting($0))" } ?? ""
      frame.put(
        [
          ("   \(state.safeKey(entry.key).padded(to: 24)) ", .faint),
          (entry.word.padded(to: 13), Style(entry.role, .bold)),
          (life.padded(to: 9), .faint), ("\(Figures.timeLeft(max(.zero, age))) ago", .faint),
        ], at: rest.x, rest.y + row, clip: rest.row(row))
    }
  }

  /// What the store says left, and what by the countdown must have: a server tells nobody when a key expires.
  private static func entries(_ state: DashboardState) -> [Gone] {
    let since = state.now.advanced(by: .seconds(-5 * max(1, state.live.clock.speed)))
    if let watch = state.shown.watch {
      return watch.events.filter { !$0.kind.isArrival && $0.at >= since }.map {
        Gone(key: $0.key, word: Wording.change($0.kind), role: Wording.role(of: $0.kind), at: $0.at, ttl: nil)
      }
    }
    var gone = state.shown.store.recentlyLeft.filter { $0.at >= since }
    for entry in state.shown.keys.entries {
      guard case .at(let deadline) = entry.expiry, deadline <= state.now, deadline >= since, !entry.isOverdue else {
        continue
      }
      guard !gone.contains(where: { $0.key == entry.key }) else { continue }
      gone.append(DepartedEntry(key: entry.key, departure: .expired, at: deadline, ttl: entry.ttl))
    }
    return gone.sorted { ($1.at, $0.key) < ($0.at, $1.key) }.map {
      Gone(key: $0.key, word: Wording.departure($0.departure), role: role(of: $0.departure), at: $0.at, ttl: $0.ttl)
    }
  }

  private static func role(of departure: Departure) -> Role {
    switch departure {
    case .expired: .miss
    case .evicted: .warning
    case .invalidated, .cleared: .error
    }
  }
}
