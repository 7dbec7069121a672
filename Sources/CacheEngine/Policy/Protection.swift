/// What happens when several requests miss the same key at once.
public enum Protection: Hashable, Sendable {
  /// Each of them loads.
  case none
  /// One of them loads, the others wait for its result, or its error.
  case singleFlight
  /// A lock in the store: its holder loads; the others wait at most this long, look again, and load where nothing is there.
  ///
  /// Source: aiocache's `cached_stampede`; across processes `SET NX PX`. A lease shorter than the load is worse than none.
  case lease(TTL)
  /// A miss takes a token, valid this long, and only its holder's result is stored; a deletion voids it. The others wait for it.
  ///
  /// Source: Nishtala et al., Scaling Memcache at Facebook, NSDI 2013.
  case leaseToken(TTL)
  /// XFetch: a read near the end refreshes with a probability that rises towards it; with a lock one refresh at a time.
  ///
  /// Source: Vattani, Chierichetti, Lowenstein, Optimal Probabilistic Cache Stampede Prevention, PVLDB 8(8), 2015.
  case earlyRefresh(beta: Double, isLocked: Bool)

  /// As scenarios and screens name it.
  public var name: String {
    switch self {
    case .none: "none"
    case .singleFlight: "single-flight"
    case .lease: "lease"
    case .leaseToken: "lease-token"
    case .earlyRefresh: "early-refresh"
    }
  }
}

extension Protection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .none, .singleFlight: name
    case .lease(let lease), .leaseToken(let lease): "\(name) \(lease.duration.text)"
    case .earlyRefresh(let beta, let isLocked): "\(name) β \(beta.text)\(isLocked ? " with lock" : "")"
    }
  }
}
