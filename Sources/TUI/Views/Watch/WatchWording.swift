import CacheEngine

extension Wording {
  static func change(_ kind: WatchEvent.Kind) -> String {
    switch kind {
    case .appeared: "appeared"
    case .overwritten: "overwritten"
    case .ttlChanged: "ttl changed"
    case .expired: "expired"
    case .evicted: "evicted"
    case .deleted: "deleted"
    case .gone: "gone"
    }
  }

  static func role(of kind: WatchEvent.Kind) -> Role {
    switch kind {
    case .appeared: .hit
    case .overwritten: .accent
    case .ttlChanged: .shared
    case .expired: .miss
    case .evicted: .warning
    case .deleted, .gone: .error
    }
  }

  /// How changes are known.
  static func source(_ watch: WatchReading) -> String {
    "events: " + (watch.source == .notification ? "notifications" : "sampling")
  }
}
