import CacheEngine

/// What the cache gave and took: queries and time saved, and the stale data and the errors that it made or kept away.
enum BillLine {
  /// As many parts as fit, the first ones first.
  static func pieces(_ counts: LookupCounts, room: Int) -> [(String, Style)] {
    var pieces: [(String, Style)] = []
    var room = room
    for (text, style) in parts(counts) {
      let text = pieces.isEmpty ? text : ", \(text)"
      guard CellWidth.of(text) <= room else { break }
      room -= CellWidth.of(text)
      pieces.append((text, style))
    }
    return pieces
  }

  private static func parts(_ counts: LookupCounts) -> [(String, Style)] {
    let bill = counts.bill
    var parts: [(String, Style)] = []
    let saved = counts.served + counts.shared
    if saved > 0 { parts.append(("saved \(Figures.count(saved)) queries", .faint)) }
    if bill.timeSaved > .zero { parts.append(("saved \(Figures.timeLeft(bill.timeSaved)) of waiting", .faint)) }
    if counts.stale.served > 0 {
      let oldest = Wording.age(counts.stale.mostAge)
      parts.append(("\(Figures.count(counts.stale.served)) stale (oldest \(oldest))", Style(.stale)))
    }
    if bill.errorsAvoided > 0 { parts.append(("\(Figures.count(bill.errorsAvoided)) errors avoided", Style(.hit))) }
    if bill.refreshes > 0 { parts.append(("\(Figures.count(bill.refreshes)) refreshes", .faint)) }
    return parts
  }

  /// In the lower edge of a panel, which has room for it on every screen.
  static func draw(_ counts: LookupCounts, onBottomOf rect: Rect, into frame: inout Frame) {
    guard rect.height >= 2, rect.width >= 12 else { return }
    let pieces = pieces(counts, room: rect.width - 6)
    guard !pieces.isEmpty else { return }
    let edge = Rect(x: rect.x + 2, y: rect.bottom - 1, width: rect.width - 4, height: 1)
    frame.put([(" ", .faint)] + pieces + [(" ", .faint)], at: edge.x, edge.y, clip: edge)
  }
}
