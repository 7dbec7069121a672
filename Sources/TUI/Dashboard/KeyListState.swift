import CacheEngine

/// What the key list shows of what was read: filter, order and selection.
public struct KeyListState: Hashable, Sendable {
  public enum Order: String, Hashable, Sendable, CaseIterable {
    case timeLeft = "ttl left"
    case key, size, hits
  }

  public internal(set) var filter = ""
  public internal(set) var order = Order.timeLeft
  public internal(set) var isReversed = false
  public internal(set) var selected: CacheKey?

  /// The entries to show, in order: filtered, alive at `now`, sorted with the key as the last word.
  public func entries(of listing: KeyListing, at now: Timestamp) -> [EntrySummary] {
    let alive = listing.entries.indices.filter { index in
      shows(listing.entries[index], at: now)
    }
    // Places are sorted, not the entries themselves, which are far larger.
    let sorted = alive.sorted { left, right in
      let (left, right) = isReversed ? (right, left) : (left, right)
      return precedes(listing.entries[left], listing.entries[right])
    }
    return sorted.map { listing.entries[$0] }
  }

  /// True for entries that are alive and pass the filter.
  func shows(_ entry: EntrySummary, at now: Timestamp) -> Bool {
    if case .at(let deadline) = entry.expiry, deadline <= now, !entry.isOverdue { return false }
    return filter.isEmpty || entry.key.text.contains(filter)
  }

  private func precedes(_ left: EntrySummary, _ right: EntrySummary) -> Bool {
    switch order {
    case .timeLeft: (left.deadline, left.key) < (right.deadline, right.key)
    case .key: left.key < right.key
    case .size: (right.bytes, left.key) < (left.bytes, right.key)
    case .hits: (right.hits, left.key) < (left.hits, right.key)
    }
  }
}

extension EntrySummary {
  /// For ordering: entries that never end, or whose end is not known, come last.
  var deadline: Timestamp {
    if case .at(let deadline) = expiry { deadline } else { .distantFuture }
  }

  /// For ordering: the value's size, else the memory that a server says it takes.
  fileprivate var bytes: Int { size ?? memory ?? 0 }
}

/// The entry under the glass.
public struct InspectorState: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable, CaseIterable { case json, text, hex }

  public internal(set) var key: CacheKey?
  /// `nil` while it is being read, and when it cannot be.
  public internal(set) var preview: EntryPreview?
  /// Why there is nothing to show.
  public internal(set) var problem: String?
  /// When the entry whose value was asked for had been written; `nil` also for one that another program wrote.
  var askedFor: Timestamp?
  /// False when the value was not asked for: a server is not, unless somebody wants to see it.
  var isRead = true
  public internal(set) var mode = Mode.json
  public internal(set) var scroll = 0
}
