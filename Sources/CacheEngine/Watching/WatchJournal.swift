/// What is known of watched keys: how long each had to live when it was first seen, and what happened to them.
///
/// Pure: it is told the time. Where the server tells of a change, sampling does not tell of it again. Bounded by the length
/// of a key list, by ``logLength`` and by ``mostTold``.
struct WatchJournal {
  static let logLength = 512
  private static let mostTold = 10_000
  /// Events of one command come within this.
  private static let oneCommand = Duration.milliseconds(5)

  private struct Known {
    var ttl: Duration?
    var writtenAt: Timestamp?
    var type: String?
  }

  private struct Heard {
    var key: CacheKey
    var meaning: KeyspaceMessage.Meaning
    var at: Timestamp
  }

  /// When notifications told of a key last.
  private struct Told {
    var arrival: Timestamp?
    var departure: Timestamp?
  }

  /// The keys as they are by all that is known.
  private(set) var listing = KeyListing()
  private(set) var counts = WatchCounts()
  private(set) var log = Ring<WatchEvent>(capacity: Self.logLength)
  private var known: [CacheKey: Known] = [:]
  /// Beyond ``mostTold`` keys sampling may tell of a change again.
  private var told: [CacheKey: Told] = [:]
  private var lastHeard: Heard?
  private var isFirst = true
  /// When the reading of the last list and of the one on its way began.
  private var rounds = (last: Timestamp.zero, current: Timestamp.zero)
  private var noted: [WatchEvent] = []

  /// True once a whole list was taken in.
  var hasList: Bool { !isFirst }

  /// The type of a key, as far as it was asked for.
  func type(of key: CacheKey) -> String? { known[key]?.type }

  /// A list is about to be read: what is heard from now on, it may have or not.
  mutating func beginRound(at now: Timestamp) {
    rounds.current = now
    noted.removeAll(keepingCapacity: true)
  }

  /// Takes in a list, and returns what must have happened since the one before.
  mutating func take(_ read: KeyListing, at now: Timestamp) -> [WatchEvent] {
    var read = read
    for place in read.entries.indices { addKnown(to: &read.entries[place], at: now) }
    var events: [WatchEvent] = []
    if !isFirst {
      events = KeyDiff(from: listing, to: read, at: now).events.filter { !isTold($0) }
      for event in events { count(event) }
    }
    remember(&read, events)
    let meanwhile = noted
    (listing, isFirst, rounds.last) = (read, false, rounds.current)
    for event in meanwhile { apply(event) }
    told = told.filter { max($0.value.arrival ?? .zero, $0.value.departure ?? .zero) >= rounds.last }
    return events
  }

  /// - Parameter error: Why looking did not succeed; `nil` when it did.
  mutating func noteOutcome(_ error: StoreError?) {
    listing.error = error
  }

  /// The server's clock was set, and with it all times at which keys end: that is no change of theirs.
  mutating func forgetTimes() {
    for place in listing.entries.indices { listing.entries[place].expiry = .unknown }
  }

  /// What a notification came to, once the key was asked how long it lives.
  mutating func note(_ event: WatchEvent) {
    count(event)
    if noted.count < Self.mostTold { noted.append(event) }
    apply(event)
  }

  private mutating func count(_ event: WatchEvent) {
    log.append(event)
    switch event.kind {
    case .appeared, .overwritten, .ttlChanged: counts.arrivals += 1
    case .expired: counts.expired += 1
    case .evicted, .deleted, .gone: counts.removed += 1
    }
  }

  private mutating func addKnown(to entry: inout EntrySummary, at now: Timestamp) {
    let known = known[entry.key]
    entry.writtenAt = known?.writtenAt
    guard case .at(let deadline) = entry.expiry else { return }
    let left = now.duration(to: deadline)
    // The first life seen is what the bar is measured by; a longer one is another life.
    entry.ttl = known?.ttl.map { $0 + KeyDiff.tolerance >= left ? $0 : left.withoutTremble } ?? left.withoutTremble
  }

  private mutating func remember(_ read: inout KeyListing, _ events: [WatchEvent]) {
    let newest = Dictionary(events.map { ($0.key, $0) }) { _, last in last }
    known.removeAll(keepingCapacity: true)
    for place in read.entries.indices {
      if let event = newest[read.entries[place].key], event.kind.isArrival { read.entries[place].begin(with: event) }
      let entry = read.entries[place]
      known[entry.key] = Known(ttl: entry.ttl, writtenAt: entry.writtenAt, type: entry.type)
    }
  }

  /// True when a notification told of it, or of something since the list began to be read, which knows better.
  private func isTold(_ event: WatchEvent) -> Bool {
    guard let told = told[event.key] else { return false }
    let moment = event.kind.isArrival ? told.arrival : told.departure
    if let moment, moment >= rounds.last { return true }
    return max(told.arrival ?? .zero, told.departure ?? .zero) >= rounds.current
  }
}

/// Notifications.
extension WatchJournal {
  /// What a notification tells; `nil` when it belongs to the one before, or tells nothing.
  ///
  /// A written key that is in no list counts as one that appeared, also where it only lies beyond the list's end.
  mutating func hear(_ meaning: KeyspaceMessage.Meaning, _ key: CacheKey, at now: Timestamp) -> WatchEvent.Kind? {
    let before = lastHeard.flatMap { $0.key == key && $0.at.duration(to: now) < Self.oneCommand ? $0.meaning : nil }
    lastHeard = Heard(key: key, meaning: meaning, at: now)
    let kind: WatchEvent.Kind
    switch (meaning, before) {
    // One command can be told of as two events, one right after the other: "new" and "set", "set" and "expire".
    case (.nothing, _), (.written, .new), (.ttlChanged, .new), (.ttlChanged, .written): return nil
    case (.ttlChanged, _): kind = .ttlChanged
    case (.new, _): kind = .appeared
    case (.written, _): kind = known[key] == nil ? .appeared : .overwritten
    case (.left(let left), _): kind = left
    }
    if told[key] != nil || told.count < Self.mostTold {
      if kind.isArrival { told[key, default: Told()].arrival = now } else { told[key, default: Told()].departure = now }
    }
    if !kind.isArrival {
      known[key] = nil
    } else if known[key] == nil, known.count < KeySurvey.mostEntries {
      known[key] = Known()
    }
    return kind
  }

  /// Changes the list by one event: the next list is seconds away.
  private mutating func apply(_ event: WatchEvent) {
    let place = listing.entries.firstIndex { $0.key == event.key }
    guard event.kind.isArrival else {
      if let place { listing.entries.remove(at: place) }
      return
    }
    var entry = place.map { listing.entries[$0] } ?? EntrySummary(key: event.key, expiry: .unknown)
    entry.expiry = event.expiry ?? .unknown
    entry.type = event.type ?? entry.type
    // What the new value takes, the next list will tell.
    if event.kind != .ttlChanged { (entry.size, entry.memory) = (nil, nil) }
    entry.begin(with: event)
    known[event.key] = Known(ttl: entry.ttl, writtenAt: entry.writtenAt, type: entry.type)
    if let place {
      listing.entries[place] = entry
    } else if listing.entries.count < KeySurvey.mostEntries {
      listing.entries.append(entry)
    }
  }
}

extension EntrySummary {
  /// A life that began with the event, as far as it is one that begins a life.
  fileprivate mutating func begin(with event: WatchEvent) {
    if case .at(let deadline) = expiry { ttl = event.at.duration(to: deadline).withoutTremble } else { ttl = nil }
    if event.kind != .ttlChanged { writtenAt = event.at }
  }
}

extension Duration {
  /// A life as it was meant: what is told of it through a network is off by some hundredths of a second.
  fileprivate var withoutTremble: Duration {
    guard self >= .seconds(1) else { return self }
    return .milliseconds((wholeNanoseconds / 1_000_000 + 50) / 100 * 100)
  }
}
