import CacheEngine

/// The overview of watched keys: how many there are and what became of them, the server's hit rate, the changes, and what
/// ends next.
enum WatchView {
  static func draw(_ watch: WatchReading, _ state: DashboardState, in layout: ScreenLayout, into frame: inout Frame) {
    drawFacts(watch, state, in: layout.filter, into: &frame)
    WatchHitsView.draw(watch, state, in: layout.hitRate, into: &frame)
    WatchLogView.draw(watch, state, in: layout.requests, into: &frame)
    SoonToExpireView.draw(state, in: layout.soon, into: &frame)
  }

  private static func drawFacts(
    _ watch: WatchReading, _ state: DashboardState, in row: Rect, into frame: inout Frame
  ) {
    guard !row.isEmpty else { return }
    let listing = state.shown.keys
    let count = listing.entries.count { KeyListState().shows($0, at: state.now) }
    let cut = listing.isTruncated ? " of about \(Figures.count(listing.total))" : ""
    var pieces: [(String, Style)] = [
      (" " + SafeText(limit: 200)(watch.pattern).clipped(to: 30), Style(.accent, .bold)),
      ("   \(Figures.count(count))\(cut) \(count == 1 ? "key" : "keys")", .plain),
    ]
    // What is wrong is worth more than how much has happened.
    if let trouble = listing.error?.description ?? listing.gap?.description {
      pieces.append(("   \(safe(trouble))", .problem))
    }
    pieces += [
      ("   written \(Figures.count(watch.counts.arrivals))", Style(.hit)),
      ("   expired \(Figures.count(watch.counts.expired))", Style(.miss)),
      ("   removed \(Figures.count(watch.counts.removed))", Style(.error)),
    ]
    if watch.skipped > 0 { pieces.append(("   \(Figures.count(watch.skipped)) events skipped", .warning)) }
    let looking = state.shown.store.commands.forLooking
    let hits = FilterLineView.hits(by: listing.cost)
    pieces.append(("   looking cost \(Figures.count(looking)) commands\(hits)", .faint))
    var column = row.x
    for (text, style) in pieces {
      guard column + CellWidth.of(text) <= row.right || style == .problem else { continue }
      column += frame.put(text.clipped(to: row.right - column), at: column, row.y, style: style, clip: row)
    }
  }
}

extension ScreenLayout {
  /// A line of facts, the server's hit rate where it is told, the changes, and beside them what ends next.
  mutating func layOutWatch(_ body: Rect, hasHits: Bool) {
    var rest: Rect
    (filter, rest) = body.splitTop(1)
    (hitRate, rest) = rest.splitTop(hasHits && rest.height >= 14 ? min(12, max(6, rest.height / 3)) : 0)
    guard rest.width >= Self.twoColumns else {
      requests = rest
      return
    }
    (requests, soon) = rest.splitLeft(rest.width - rest.width * 38 / 120)
  }
}
