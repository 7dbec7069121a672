import CacheEngine

/// How the engine's values are put into words.
public enum Wording {
  static func role(of outcome: Outcome) -> Role {
    switch outcome {
    case .hit: .hit
    case .stale: .stale
    case .negative: .negative
    case .miss: .miss
    case .shared: .shared
    case .bypass: .bypass
    case .error: .error
    case .cancelled: .rejected
    case .write: .accent
    case .refresh: .faint
    }
  }

  static func cause(_ cause: MissCause, on store: StoreStatus) -> String {
    switch cause {
    case .cold: "cold: never seen"
    case .expired(let ago): "expired \(Figures.latency(ago)) ago"
    // A server does not tell what became of an entry that should still be there.
    case .evicted where store.kind != "memory": "gone: evicted or removed elsewhere"
    case .evicted: "evicted"
    case .invalidated: "invalidated"
    case .cleared: "cleared"
    case .version: "of an older version"
    case .undecodable: "undecodable"
    case .storeError: "store error"
    }
  }

  static func departure(_ departure: Departure) -> String {
    departure.rawValue
  }

  /// The remark in a few words, for a line of the log.
  public static func short(_ remark: Remark) -> String {
    switch remark {
    case .notEncodable(let reason): "not stored: \(safe(reason))"
    case .notDecodable(let reason): "undecodable: \(safe(reason))"
    case .excluded: "not stored: excluded"
    case .invalidatedDuringLoad: "not stored: invalidated during the load"
    case .readBypassed: "read bypassed"
    case .writeBypassed: "write bypassed"
    case .storeFailed(let reason): safe(reason)
    case .writeFailed(let reason): "not stored: \(safe(reason))"
    case .notStoredReadOnly: "not stored: read-only, --write allows it"
    case .loadFailed(let reason): "load failed: \(safe(reason))"
    case .sharedKey(let filled, let asked): "got \(safe(filled)), not \(safe(asked)): same key"
    case .loadTimedOut: "hard timeout: the load goes on"
    case .circuitOpen: "circuit open: not tried"
    case .leaseRanOut: "the lease ran out: loaded too"
    case .lockFailed(let reason): "no lock: \(safe(reason))"
    case .tokenVoid: "not stored: the token was void"
    case .refreshRuns: "a refresh was running"
    case .writeBehind: "acknowledged before the database has it"
    case .entryLeft: "the entry was left as it was"
    case .invalidationForgotten: "nobody thought of the entry"
    case .cyclicLoad(let path): "cyclic load: \(safe(path))"
    }
  }

  static func isTrouble(_ remark: Remark) -> Bool {
    switch remark {
    case .excluded, .notStoredReadOnly, .readBypassed, .writeBypassed, .refreshRuns, .writeBehind, .entryLeft: false
    default: true
    }
  }

  /// What the request found, in a line of the log.
  static func note(_ record: LookupRecord, on store: StoreStatus) -> (text: String, style: Style) {
    let remark = record.remarks.first
    if let remark, isTrouble(remark) { return (short(remark), .warning) }
    if let age = record.staleFor { return ("stale by \(self.age(age))", Style(.stale)) }
    if let leader = record.leader { return ("joined \(leader)", Style(.shared)) }
    if let remark { return (short(remark), .faint) }
    if let cause = record.cause { return (self.cause(cause, on: store), .plain) }
    switch record.expiry {
    case .at(let deadline): return ("ttl \(Figures.timeLeft(record.finishedAt.duration(to: deadline)))", .faint)
    case .never: return ("no expiry", .faint)
    case .unknown, nil: return ("", .faint)
    }
  }

  public static func timeLeft(of entry: EntrySummary, at now: Timestamp) -> String {
    switch entry.expiry {
    case .never: "none"
    case .unknown: "?"
    case .at where entry.isOverdue: "past due"
    case .at(let deadline): Figures.timeLeft(now.duration(to: deadline))
    }
  }

  /// The share of an entry's life that is left; `nil` when it has no end or no known life.
  static func shareLeft(of entry: EntrySummary, at now: Timestamp) -> Double? {
    guard case .at(let deadline) = entry.expiry, let ttl = entry.ttl, ttl > .zero else { return nil }
    return min(1, max(0, now.duration(to: deadline) / ttl))
  }

  /// Why nothing can be changed, and what allows it.
  public static func readOnly(_ reason: ReadOnlyReason) -> String {
    let remedy =
      switch reason {
      case .exposed: "; --write --i-know allows changes"
      case _ where reason.isOverridable: "; --write allows changes below the prefix"
      default: ""
      }
    return "read-only: \(safe("\(reason)"))\(remedy)"
  }

  /// The value's size, else the memory that a server says it takes: `88B`, `~152B`, `?`.
  public static func size(of entry: EntrySummary) -> String {
    entry.size.map(Figures.bytes) ?? entry.memory.map { "~" + Figures.bytes($0) } ?? "?"
  }

  /// The store in a few words: `memory LRU max 10 000`, `redis 127.0.0.1:6379/0`.
  static func store(_ status: StoreStatus) -> String {
    let place = status.place.isEmpty ? "" : " \(safe(status.place))"
    let bound = status.capacity.map { " LRU max \(Figures.count($0))" } ?? ""
    return status.kind + place + bound
  }

  /// What is wrong with the store; `nil` when nothing is.
  static func trouble(_ health: StoreHealth, at now: Timestamp) -> String? {
    switch health {
    case .up: nil
    case .connecting: "connecting"
    case .resolving: "looking up the host"
    case .refused(let reason): "REFUSED: \(safe(reason)); C connects again"
    case .down(let reason, let attempts, let retryAt):
      "DOWN: \(safe(reason)), retry in \(Figures.timeLeft(now.duration(to: retryAt))) (\(attempts))"
    }
  }
}
