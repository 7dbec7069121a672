import CacheEngine

/// What a read of an entry would meet now, in words.
enum EntryMoment {
  /// `ttl 41s of 60s`, and after the TTL what the entry is kept for.
  static func life(_ entry: EntrySummary, of state: DashboardState) -> String {
    let left = Wording.timeLeft(of: entry, at: state.now)
    switch entry.expiry {
    case .never: return "no expiry"
    case .unknown: return "ttl not known"
    case .at where entry.isOverdue: return "past deadline, not collected"
    case .at:
      let life = entry.ttl.map { " of \(Figures.setting($0))" } ?? ""
      guard let zones = EntryZones(entry, state.shown.policy(of: entry.key)) else { return "ttl \(left)\(life)" }
      if state.now >= zones.freshUntil, zones.freshUntil < zones.end {
        return "ttl over, \(left) left: \(zones.zone(at: state.now)?.name ?? "")"
      }
      let fresh = Figures.timeLeft(state.now.duration(to: zones.freshUntil))
      let zone = zones.zone(at: state.now) ?? .fresh
      return "ttl \(fresh)\(life)\(zone == .fresh ? "" : ", \(zone.name)")"
    }
  }

  /// How likely the next read refreshes the entry; `nil` without early refresh.
  static func earlyRefresh(_ entry: EntrySummary, of state: DashboardState) -> String? {
    guard case .earlyRefresh(let beta, _) = state.shown.policy(of: entry.key)?.protection,
      case .at(let end) = entry.expiry
    else { return nil }
    guard let loadTime = entry.loadTime else { return "early refresh: the load's time is not known" }
    let left = state.now.duration(to: entry.freshUntil ?? end)
    let chance = CachePolicy.earlyRefreshProbability(timeLeft: left, loadTime: loadTime, beta: beta)
    return "early refresh: the next read with \(Figures.percent(chance))%"
  }
}
