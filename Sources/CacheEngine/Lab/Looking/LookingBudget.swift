/// How much looking at a shared server may cost: commands a second, over everything that is only for eyes.
///
/// Token buckets, told the time. A burst is allowed for the first page; what is saved up beyond that is lost.
/// Source: Turner, "New Directions in Communications", 1986. What leaves traces has a stricter bound, a ``LookupWindow``.
struct LookingBudget: Hashable, Sendable {
  enum Kind: Hashable, Sendable, CaseIterable {
    /// A step through the keys.
    case scan
    /// The time a key has left, its type: what the server counts as a hit or a miss.
    case lookup
    case other
  }

  struct Bucket: Hashable, Sendable {
    /// Commands a second, and at once.
    let rate: Double
    let capacity: Double
    private(set) var tokens: Double
    private var filledAt: Timestamp?

    init(rate: Double, capacity: Double) {
      (self.rate, self.capacity) = (rate, capacity)
      tokens = capacity
    }

    mutating func fill(at now: Timestamp) {
      if let filledAt, filledAt < now {
        tokens = min(capacity, tokens + rate * filledAt.duration(to: now).inSeconds)
      }
      filledAt = max(filledAt ?? now, now)
    }

    mutating func spend(_ count: Int) {
      tokens -= Double(count)
    }
  }

  static let perSecond = 20.0
  static let scansPerSecond = 8.0

  private var all = Bucket(rate: perSecond, capacity: 100)
  private var lookups = LookupWindow()
  private var scans = Bucket(rate: scansPerSecond, capacity: 16)
  private var spent = CommandRate()

  /// How many of `wanted` commands may be sent now; they count as sent.
  mutating func take(_ kind: Kind, _ wanted: Int, at now: Timestamp) -> Int {
    fill(at: now)
    let count = max(0, min(wanted, room(for: kind, at: now)))
    spend(kind, count, at: now)
    return count
  }

  /// How many commands may be sent now.
  mutating func room(for kind: Kind, at now: Timestamp) -> Int {
    fill(at: now)
    let own: Int =
      switch kind {
      case .scan: Int(scans.tokens)
      case .lookup: lookups.room(at: now)
      case .other: .max
      }
    return max(0, min(own, Int(all.tokens)))
  }

  /// Whether what a person asked for may be sent now, `lookups` among so many commands; they count as sent then. The
  /// commands may go beyond what is left, and the others wait for it; lookups never do.
  mutating func admit(_ commands: Int, lookups wanted: Int, at now: Timestamp) -> Bool {
    fill(at: now)
    guard all.tokens >= 1, lookups.room(at: now, keepsReserve: false) >= wanted else { return false }
    spend(.other, commands - wanted, at: now)
    spend(.lookup, wanted, at: now)
    return true
  }

  /// Counts what was sent without asking, because one question cost several commands; the next ones wait for it.
  mutating func charge(_ kind: Kind, _ count: Int, at now: Timestamp) {
    fill(at: now)
    spend(kind, count, at: now)
  }

  /// Commands a second, over the last ten seconds.
  func rate(at now: Timestamp) -> Double { spent.rate(at: now) }

  private mutating func fill(at now: Timestamp) {
    all.fill(at: now)
    scans.fill(at: now)
  }

  private mutating func spend(_ kind: Kind, _ count: Int, at now: Timestamp) {
    all.spend(count)
    switch kind {
    case .scan: scans.spend(count)
    case .lookup: lookups.spend(count, at: now)
    case .other: break
    }
    spent.add(count, at: now)
  }
}

/// Counts commands by the second, for the last ten.
struct CommandRate: Hashable, Sendable {
  private static let window: Int64 = 10
  private var seconds = Array(repeating: (second: Int64.min, count: 0), count: 10)

  mutating func add(_ count: Int, at now: Timestamp) {
    let second = now.nanoseconds / 1_000_000_000
    let place = Int(((second % Self.window) + Self.window) % Self.window)
    if seconds[place].second != second { seconds[place] = (second, 0) }
    seconds[place].count += count
  }

  func rate(at now: Timestamp) -> Double {
    let second = now.nanoseconds / 1_000_000_000
    let sum = seconds.reduce(0) { $1.second > second - Self.window ? $0 + $1.count : $0 }
    return Double(sum) / Double(Self.window)
  }

  static func == (left: CommandRate, right: CommandRate) -> Bool {
    left.seconds.elementsEqual(right.seconds, by: ==)
  }

  func hash(into hasher: inout Hasher) {
    for (second, count) in seconds {
      hasher.combine(second)
      hasher.combine(count)
    }
  }
}
