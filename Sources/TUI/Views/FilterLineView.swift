import CacheEngine

/// Above the key list: filter, order, how much of the store has been searched, and what looking costs.
enum FilterLineView {
  static func draw(_ state: DashboardState, in row: Rect, into frame: inout Frame) {
    guard !row.isEmpty else { return }
    let listing = state.shown.keys
    let shown = state.shown.keys.entries.count { state.keys.shows($0, at: state.now) }
    let filter = state.keys.filter.isEmpty ? "–" : safe(state.keys.filter)
    var pieces: [(String, Style)] = [
      (" filter: ", .faint), (filter.clipped(to: 24), Style(.accent, .bold)),
      ("   \(Figures.count(shown)) \(shown == 1 ? "key" : "keys")", .plain),
    ]
    if listing.error == nil, let gap = listing.gap { pieces.append(("   \(safe(gap.description))", .problem)) }
    pieces += [
      ("   sort: \(state.keys.order.rawValue) \(state.keys.isReversed ? "▼" : "▲")", .plain)
    ]
    if let error = listing.error {
      pieces.append(("   \(safe(error.description))", .problem))
    } else if listing.isStopped {
      let share = Double(listing.examined) / Double(max(listing.examined, listing.total))
      pieces.append(("   searched \(Figures.percent(share))%, c goes on", .warning))
    } else if listing.isTruncated {
      pieces.append(
        ("   the first \(Figures.count(listing.entries.count)) of about \(Figures.count(listing.total))", .warning))
    } else if !listing.isComplete, listing.gap == nil {
      pieces.append(
        ("   searched \(Figures.count(listing.examined)) of about \(Figures.count(listing.total))", .warning))
    }
    let commands = state.shown.store.commands
    if commands.forLooking > 0 {
      let rate = listing.cost.map { ", \(Figures.rate($0.perSecond))" } ?? ""
      let hits = hits(by: listing.cost)
      pieces.append(("   looking cost \(Figures.count(commands.forLooking)) commands\(rate)\(hits)", .faint))
    }
    for refusal in listing.cost?.refusals ?? [] { pieces.append(("   \(safe(refusal))", .warning)) }
    // What has no room is left out whole; an error is worth showing in part.
    var column = row.x
    for (text, style) in pieces {
      guard column + CellWidth.of(text) <= row.right || style == .problem else { break }
      column += frame.put(text.clipped(to: row.right - column), at: column, row.y, style: style, clip: row)
    }
  }

  /// What this view adds to the server's own count; "" where that is nothing.
  static func hits(by cost: LookingCost?) -> String {
    guard let hits = cost?.hits, hits > 0 else { return "" }
    return ", \(Figures.count(hits)) \(hits == 1 ? "hit" : "hits")"
  }
}
