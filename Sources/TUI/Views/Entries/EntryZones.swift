import CacheEngine

/// What a read of an entry meets at each moment of its life.
enum EntryZone: Int, Hashable, Comparable, CaseIterable {
  case fresh
  /// A read serves it and starts a load.
  case refreshAhead
  /// Beyond the TTL of the policy: only jitter gave it.
  case jitter
  case staleWhileRevalidate
  case keptForErrors

  static func < (left: EntryZone, right: EntryZone) -> Bool { left.rawValue < right.rawValue }

  var name: String {
    switch self {
    case .fresh: "fresh"
    case .refreshAhead: "refresh-ahead"
    case .jitter: "jitter"
    case .staleWhileRevalidate: "stale-while-revalidate"
    case .keptForErrors: "kept for errors"
    }
  }

  /// Different without colours too, and in ASCII.
  var glyph: Unicode.Scalar {
    switch self {
    case .fresh: "█"
    case .refreshAhead: "▓"
    case .jitter: "▞"
    case .staleWhileRevalidate: "▒"
    case .keptForErrors: "░"
    }
  }

  var role: Role {
    switch self {
    case .fresh: .accent
    case .refreshAhead: .miss
    case .jitter: .hit
    case .staleWhileRevalidate: .stale
    case .keptForErrors: .error
    }
  }
}

/// The life of an entry in zones, from when its TTL began to when it is no longer kept.
struct EntryZones: Hashable {
  struct Span: Hashable {
    var zone: EntryZone
    var from: Timestamp
    var until: Timestamp
  }

  /// One after the other, without gaps and without empty ones.
  private(set) var spans: [Span] = []
  let start: Timestamp
  let end: Timestamp
  let freshUntil: Timestamp

  /// `nil` for an entry without an end or without a known life.
  init?(_ entry: EntrySummary, _ policy: CachePolicy?) {
    guard case .at(let end) = entry.expiry, let ttl = entry.ttl, ttl > .zero else { return nil }
    self.end = end
    freshUntil = min(end, entry.freshUntil ?? end)
    start = freshUntil.advanced(by: .zero - ttl)
    var beginnings: [(zone: EntryZone, at: Timestamp)] = [(.fresh, start)]
    if let share = policy?.refreshAhead { beginnings.append((.refreshAhead, start.advanced(by: ttl * share))) }
    // An entry whose life somebody changed by hand owes nothing to jitter.
    if let policy, let usual = policy.ttl?.duration, let most = policy.longestJitter, ttl > usual, ttl <= usual + most {
      beginnings.append((.jitter, start.advanced(by: usual)))
    }
    if let grace = policy?.staleWhileRevalidate {
      beginnings.append((.staleWhileRevalidate, freshUntil))
      beginnings.append((.keptForErrors, freshUntil.advanced(by: grace)))
    } else {
      beginnings.append((.keptForErrors, freshUntil))
    }
    beginnings.sort { ($0.at, $0.zone) < ($1.at, $1.zone) }
    for (place, beginning) in beginnings.enumerated() {
      let until = place + 1 < beginnings.count ? min(end, beginnings[place + 1].at) : end
      if beginning.at < until { spans.append(Span(zone: beginning.zone, from: beginning.at, until: until)) }
    }
  }

  func zone(at now: Timestamp) -> EntryZone? {
    spans.last { $0.from <= now }?.zone
  }

  /// The moment that a place of a bar stands for: 0 is the end, 1 the beginning, as what is left shrinks towards 0.
  func moment(at share: Double) -> Timestamp {
    end.advanced(by: .zero - start.duration(to: end) * share)
  }

  func shareLeft(at now: Timestamp) -> Double {
    min(1, max(0, now.duration(to: end) / start.duration(to: end)))
  }
}

extension CachePolicy {
  fileprivate var longestJitter: Duration? {
    switch jitter {
    case nil: nil
    case .share(let share): ttl.map { $0.duration * share }
    case .upTo(let duration): duration
    }
  }
}
