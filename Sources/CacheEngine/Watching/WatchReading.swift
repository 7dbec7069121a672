/// What a screen shows of a watched server, beside its keys.
public struct WatchReading: Hashable, Sendable {
  /// Which keys are watched.
  public var pattern: String
  /// The servers that have the keys: more than one in a cluster, in the order of their slots.
  public var nodes: [WatchedNode] = []
  /// The newest changes, newest first.
  public var events: [WatchEvent] = []
  public var counts = WatchCounts()
  /// Notifications that came too fast to be taken in.
  public var skipped: UInt64 = 0
  /// Why there can be no notifications; `nil` where there may be.
  public var refusal: String?
  /// What reads of the whole server, by whoever but us, met in the last seconds, oldest first; `nil` in seconds of which nothing is
  /// known. Empty where the server does not tell.
  public var serverHits: [ServerHits?] = []

  public init(pattern: String) {
    self.pattern = pattern
  }

  /// How changes are known: by sampling everywhere, or from notifications of some server at least.
  public var source: WatchEvent.Source { nodes.contains(where: \.tells) ? .notification : .sampling }
}

/// A server whose keys are watched.
public struct WatchedNode: Hashable, Sendable {
  /// "127.0.0.1:7002"
  public var place: String
  /// Whether it tells of changes: it has told of one, and the way to it is open.
  public var tells: Bool
  /// Whether it does not answer.
  public var isAway: Bool

  public init(place: String, tells: Bool, isAway: Bool = false) {
    (self.place, self.tells, self.isAway) = (place, tells, isAway)
  }
}

/// How many changes there were.
public struct WatchCounts: Hashable, Sendable {
  public var arrivals: UInt64 = 0
  public var expired: UInt64 = 0
  /// Evicted or deleted.
  public var removed: UInt64 = 0

  public init() {}
}

/// What a server counted of reads: since it was started, or within a second.
public struct ServerHits: Hashable, Sendable {
  public var hits: UInt64
  public var misses: UInt64

  public init(hits: UInt64, misses: UInt64) {
    self.hits = hits
    self.misses = misses
  }

  /// `nil` where nothing was read.
  public var hitRate: Double? {
    hits + misses == 0 ? nil : Double(hits) / (Double(hits) + Double(misses))
  }
}

/// A server's totals, asked for every two seconds or so, as what happened in each second. Pure.
struct ServerHitsSeries {
  static let length = 128

  private var seconds: [Int64: ServerHits] = [:]
  private var last: (total: ServerHits, own: ServerHits, runs: [String], at: Timestamp)?

  /// What was counted since the last look is spread evenly over the seconds between. A total that shrank means that the
  /// server was started anew, or its counters were.
  ///
  /// - Parameters:
  ///   - own: What of the total our own commands caused: it is left out.
  ///   - runs: Which servers counted it; of others nothing is known before the next look.
  mutating func take(
    _ total: ServerHits, own: ServerHits = ServerHits(hits: 0, misses: 0), runs: [String] = [], at now: Timestamp
  ) {
    defer { last = (total, own, runs, now) }
    guard let (before, ownBefore, runsBefore, then) = last, runs == runsBefore, total.hits >= before.hits,
      total.misses >= before.misses, then < now
    else {
      return
    }
    let passed = Array((then.second + 1)...max(then.second + 1, now.second)).suffix(Self.length)
    let count = UInt64(passed.count)
    let hits = Self.growth(total.hits, since: before.hits, without: Self.growth(own.hits, since: ownBefore.hits))
    let misses = Self.growth(
      total.misses, since: before.misses, without: Self.growth(own.misses, since: ownBefore.misses))
    for (place, second) in passed.enumerated() {
      let share = { (amount: UInt64) in amount / count + (UInt64(place) < amount % count ? 1 : 0) }
      var sum = seconds[second] ?? ServerHits(hits: 0, misses: 0)
      sum.hits += share(hits)
      sum.misses += share(misses)
      seconds[second] = sum
    }
    seconds = seconds.filter { $0.key > now.second - Int64(Self.length) }
  }

  private static func growth(_ now: UInt64, since before: UInt64, without own: UInt64 = 0) -> UInt64 {
    let all = now >= before ? now - before : 0
    return all >= own ? all - own : 0
  }

  /// The seconds up to and including the one of `now`, oldest first; empty before the first total.
  func last(through now: Timestamp) -> [ServerHits?] {
    guard last != nil else { return [] }
    return (now.second - Int64(Self.length) + 1...now.second).map { seconds[$0] }
  }
}
