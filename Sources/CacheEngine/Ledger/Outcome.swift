/// How a request ended. Every request has exactly one.
public enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
  /// Served from the store.
  case hit
  /// Served from the store although its time was up, on purpose: see ``LookupRecord/staleReason``.
  case stale
  /// Served from the store: what it keeps is that there is no such row.
  case negative
  /// The store answered that it has nothing usable; the load ran.
  case miss
  /// Nothing usable in the store; waited for the load of another request for the same key.
  case shared
  /// The store was not asked, or did not answer; the load ran.
  case bypass
  /// The load, or the write, failed.
  case error
  /// The caller went away before there was a result.
  case cancelled
  /// The request changed the row; no lookup.
  case write
  /// No request at all: a load in the background, which the request ``LookupRecord/leader`` started.
  case refresh

  /// True when the answer came from the store.
  public var isServed: Bool { self == .hit || self == .stale || self == .negative }

  /// One letter, so that no outcome is told by colour alone.
  public var letter: Character {
    switch self {
    case .hit: "H"
    case .stale: "S"
    case .negative: "N"
    case .miss: "M"
    case .shared: "C"
    case .bypass: "B"
    case .error: "E"
    case .cancelled: "X"
    case .write: "W"
    case .refresh: "R"
    }
  }

  public var name: String {
    switch self {
    case .hit: "hit"
    case .stale: "stale"
    case .negative: "negative"
    case .miss: "miss"
    case .shared: "shared"
    case .bypass: "bypass"
    case .error: "error"
    case .cancelled: "cancelled"
    case .write: "write"
    case .refresh: "refresh"
    }
  }
}

/// Why an entry was served whose time was up.
public enum StaleReason: String, Hashable, Sendable, CaseIterable {
  /// Within stale-while-revalidate.
  case revalidating
  /// The load failed.
  case loadFailed = "load_failed"
  /// A load failed a moment ago, and is not tried again yet.
  case throttled
  /// The load takes longer than the soft timeout.
  case loadTimedOut = "load_timed_out"
  case circuitOpen = "circuit_open"
}

/// Why there was no hit. Every miss has exactly one.
public enum MissCause: Hashable, Sendable {
  /// Nothing is known of the key.
  case cold
  case expired(ago: Duration)
  case evicted, invalidated, cleared
  /// There is an entry of an older version.
  case version
  /// There were bytes, but the serializer could not read them.
  case undecodable
  /// The store answered with an error of its own.
  case storeError

  init(_ absence: Absence, at now: Timestamp) {
    switch absence {
    case .cold: self = .cold
    case .left(.expired, let moment): self = .expired(ago: max(.zero, moment.duration(to: now)))
    case .left(.evicted, _): self = .evicted
    case .left(.invalidated, _): self = .invalidated
    case .left(.cleared, _): self = .cleared
    }
  }

  /// The name in reports, without the time.
  public var name: String {
    switch self {
    case .cold: "cold"
    case .expired: "expired"
    case .evicted: "evicted"
    case .invalidated: "invalidated"
    case .cleared: "cleared"
    case .version: "version"
    case .undecodable: "undecodable"
    case .storeError: "store_error"
    }
  }
}
