/// How a request ended. Every request has exactly one.
public enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
  /// Served from the store.
  case hit
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

  /// One letter, so that no outcome is told by colour alone.
  public var letter: Character {
    switch self {
    case .hit: "H"
    case .miss: "M"
    case .shared: "C"
    case .bypass: "B"
    case .error: "E"
    case .cancelled: "X"
    case .write: "W"
    }
  }

  public var name: String {
    switch self {
    case .hit: "hit"
    case .miss: "miss"
    case .shared: "shared"
    case .bypass: "bypass"
    case .error: "error"
    case .cancelled: "cancelled"
    case .write: "write"
    }
  }
}

/// Why there was no hit. Every miss has exactly one.
public enum MissCause: Hashable, Sendable {
  /// Nothing is known of the key.
  case cold
  case expired(ago: Duration)
  case evicted, invalidated, cleared
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
    case .undecodable: "undecodable"
    case .storeError: "store_error"
    }
  }
}
