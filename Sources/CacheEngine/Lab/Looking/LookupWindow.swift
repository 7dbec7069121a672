/// How many lookups, which a server counts as hits and misses, looking may cause: so many in any five seconds, from the
/// first one on. Told the time.
///
/// A window and not a bucket: a burst for a page of keys would come on top of what a bucket lets through after it.
struct LookupWindow: Hashable, Sendable {
  static let most = 40
  /// Five seconds, and what the way to a server may press together.
  static let span = Duration.milliseconds(5_250)
  /// What is left for whoever wants to see a value, so that nobody waits behind countdowns.
  static let reserve = 8

  private struct Spending: Hashable, Sendable {
    var at: Timestamp
    var count: Int
  }

  /// Oldest first; each counts at least one, so that there are no more than ``most``.
  private var spent: [Spending] = []

  func room(at now: Timestamp, keepsReserve: Bool = true) -> Int {
    let used = spent.reduce(0) { $1.at.duration(to: now) < Self.span ? $0 + $1.count : $0 }
    return max(0, Self.most - used - (keepsReserve ? Self.reserve : 0))
  }

  mutating func spend(_ count: Int, at now: Timestamp) {
    spent.removeAll { $0.at.duration(to: now) >= Self.span }
    if count > 0 { spent.append(Spending(at: now, count: count)) }
  }
}
