/// What must have happened between two looks at the keys of a server.
///
/// Pure. What came and went between them stays unseen, and so does a value written over with one that takes
/// the same room and has the same TTL within `tolerance`.
struct KeyDiff {
  /// How far the network may move a deadline that the server tells before it counts as another one.
  static let tolerance = Duration.milliseconds(250)

  /// In the order of their moments, then of the keys.
  private(set) var events: [WatchEvent] = []

  /// - Parameters:
  ///   - later: Complete, like the earlier list: what a cut list lacks says nothing, and then only ends that were due count.
  ///   - now: When the later list was read.
  init(from earlier: KeyListing, to later: KeyListing, at now: Timestamp) {
    let before = Self.table(of: earlier)
    let after = Self.table(of: later)
    for entry in later.entries {
      if let old = before[entry.key] {
        compare(old, entry, at: now)
      } else if !earlier.isTruncated, earlier.gap?.covers(entry.key) != true {
        note(.appeared, entry, at: now)
      }
    }
    for entry in earlier.entries where after[entry.key] == nil {
      if case .at(let deadline) = entry.expiry, deadline <= now.advanced(by: Self.tolerance) {
        events.append(
          WatchEvent(
            at: min(deadline, now), kind: .expired, key: entry.key, type: entry.type, source: .sampling))
      } else if !later.isTruncated, later.gap?.covers(entry.key) != true {
        events.append(WatchEvent(at: now, kind: .gone, key: entry.key, type: entry.type, source: .sampling))
      }
    }
    events.sort { ($0.at, $0.key) < ($1.at, $1.key) }
  }

  private static func table(of listing: KeyListing) -> [CacheKey: EntrySummary] {
    Dictionary(listing.entries.map { ($0.key, $0) }) { _, last in last }
  }

  private mutating func compare(_ old: EntrySummary, _ new: EntrySummary, at now: Timestamp) {
    if case .at(let deadline) = old.expiry, deadline <= now, Self.moved(old.expiry, new.expiry) != nil {
      events.append(WatchEvent(at: deadline, kind: .expired, key: old.key, type: old.type, source: .sampling))
      return note(.appeared, new, at: now)
    }
    // What a notification told of has no size before the next look.
    let isOther =
      Self.differ(old.size, new.size) || Self.differ(old.type, new.type)
      || (Self.differ(old.memory, new.memory) && !Self.hasOnlyGrownByDeadline(old, new))
    switch Self.moved(old.expiry, new.expiry) {
    case .later: note(.overwritten, new, at: now)
    case _ where isOther: note(.overwritten, new, at: now)
    case .earlier, .fromOrToNever: note(.ttlChanged, new, at: now)
    case nil: break
    }
  }

  private static func differ<Fact: Equatable>(_ old: Fact?, _ new: Fact?) -> Bool {
    old != nil && new != nil && old != new
  }

  /// Redis from 8.2 on, and Valkey from 8.1, keep a key and its deadline together: a first deadline then takes room.
  private static func hasOnlyGrownByDeadline(_ old: EntrySummary, _ new: EntrySummary) -> Bool {
    guard case .never = old.expiry, case .at = new.expiry, let before = old.memory, let after = new.memory else {
      return false
    }
    return (before...before + 16).contains(after)
  }

  private mutating func note(_ kind: WatchEvent.Kind, _ entry: EntrySummary, at now: Timestamp) {
    events.append(
      WatchEvent(at: now, kind: kind, key: entry.key, expiry: entry.expiry, type: entry.type, source: .sampling))
  }

  private enum Move {
    case later, earlier, fromOrToNever
  }

  /// How a deadline moved; `nil` when it did not, or that is not known.
  private static func moved(_ old: Expiry, _ new: Expiry) -> Move? {
    switch (old, new) {
    case (.at(let old), .at(let new)):
      let distance = old.duration(to: new)
      return distance > tolerance ? .later : distance < .zero - tolerance ? .earlier : nil
    case (.never, .at), (.at, .never): return .fromOrToNever
    case (.never, .never), (.unknown, _), (_, .unknown): return nil
    }
  }
}
