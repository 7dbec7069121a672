/// The entries that a recording tells of, in an order that is the same every time.
struct ReplayKeys {
  private(set) var bytes = 0
  private(set) var departures = DepartureCounts()
  private var entries: [EntrySummary] = []
  private var places: [CacheKey: Int] = [:]
  private var left = Ring<DepartedEntry>(capacity: MemoryStore.departuresShown)

  var count: Int { entries.count }

  mutating func hit(_ key: CacheKey) {
    if let place = places[key] { entries[place].hits += 1 }
  }

  mutating func write(_ record: LookupRecord, serializer: String) {
    if let place = places[record.key] {
      departures.replaced += 1
      remove(at: place)
    }
    places[record.key] = entries.count
    var entry = EntrySummary(
      key: record.key, expiry: record.expiry ?? .unknown, ttl: record.ttl?.duration, writtenAt: record.finishedAt,
      size: record.size, serializer: serializer)
    if let load = record.phases.load, load > .zero { entry.loadTime = load }
    entries.append(entry)
    bytes += record.key.text.utf8.count + record.size
  }

  /// Entries that had been written again by the time the old one would have expired stay.
  mutating func expire(_ entry: DepartedEntry) {
    departures.expiredBySweep += 1
    left.append(entry)
    if let place = places[entry.key], entries[place].expiry == .at(entry.at) { remove(at: place) }
  }

  mutating func leave(_ entry: DepartedEntry) {
    switch entry.departure {
    case .evicted: departures.evicted += 1
    case .invalidated: departures.invalidated += 1
    case .cleared: departures.cleared += 1
    case .expired: return
    }
    left.append(entry)
    if let place = places[entry.key] { remove(at: place) }
  }

  /// Newest first.
  func recentlyLeft(at now: Timestamp) -> [DepartedEntry] {
    let since = now.advanced(by: .zero - MemoryStore.departuresShownFor)
    return left.newest(MemoryStore.departuresShown).filter { $0.at >= since }.sorted {
      ($1.at, $0.key) < ($0.at, $1.key)
    }
  }

  var listing: KeyListing {
    var listing = KeyListing()
    listing.entries = Array(entries.prefix(KeyLister.longestList))
    listing.examined = listing.entries.count
    listing.total = entries.count
    listing.isComplete = entries.count <= KeyLister.longestList
    listing.isTruncated = !listing.isComplete
    return listing
  }

  private mutating func remove(at place: Int) {
    let gone = entries[place]
    bytes -= gone.key.text.utf8.count + (gone.size ?? 0)
    places[gone.key] = nil
    let last = entries.removeLast()
    if place < entries.count {
      entries[place] = last
      places[last.key] = place
    }
  }
}
