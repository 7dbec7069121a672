import CacheEngine

/// The entries that expire next, their bars running down, and what the store holds.
enum SoonToExpireView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let area = frame.panel(rect, title: "Soon to expire", note: "2 Keys")
    let (list, foot) = area.splitBottom(state.isWatching ? 0 : min(2, area.height))
    let entries = KeyListState().entries(of: state.shown.keys, at: state.now)
    let keyWidth = min(26, max(10, area.width * 2 / 5))
    for (row, entry) in entries.prefix(list.height).enumerated() {
      EntryRow.drawShort(entry, of: state, keyWidth: keyWidth, in: list.row(row), into: &frame)
    }
    if entries.isEmpty, list.height > 0 {
      frame.put(" no entries", at: list.x, list.y, style: .faint, clip: list)
    }
    drawStore(state.shown.store, in: foot, into: &frame)
  }

  private static func drawStore(_ store: StoreStatus, in area: Rect, into frame: inout Frame) {
    var first = " "
    if let entries = store.entries {
      first += "entries \(Figures.count(entries))" + (store.capacity.map { "/\(Figures.count($0))" } ?? "")
    }
    if let bytes = store.bytes { first += "   bytes \(Figures.bytes(bytes))" }
    let evicted = store.kind == "memory" ? "evicted" : "gone"
    first += "   \(evicted) \(Figures.count(store.departures.evicted))"
    let left = store.departures
    var second =
      " expired \(Figures.count(left.expired)) (on access \(Figures.count(left.expiredOnAccess)), swept \(Figures.count(left.expiredBySweep)))"
    if store.commands.forRequests + store.commands.forLooking > 0 {
      second =
        " commands \(Figures.count(store.commands.forRequests)), for looking \(Figures.count(store.commands.forLooking))"
    }
    frame.put(first, at: area.x, area.y, style: .faint, clip: area.row(0))
    frame.put(second, at: area.x, area.y + 1, style: .faint, clip: area.row(1))
  }
}
