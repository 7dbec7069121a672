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

  /// How changes are known, in a few words.
  static func source(_ watch: WatchReading) -> String {
    let told = watch.nodes.count(where: \.tells)
    if told == 0 { return "events: sampling" }
    return told == watch.nodes.count ? "events: notifications" : "events: \(told) of \(watch.nodes.count) nodes"
  }

  /// The same, and where it is not so: `live from 2 of 3 nodes, sampling on 127.0.0.1:7002`.
  static func sources(_ watch: WatchReading) -> String {
    let silent = watch.nodes.filter { !$0.tells }
    guard watch.nodes.count > 1, silent.count < watch.nodes.count else { return source(watch) }
    let live = "live from \(watch.nodes.count - silent.count) of \(watch.nodes.count) nodes"
    guard let first = silent.first else { return live }
    return live + ", sampling on \(safe(first.place))" + (silent.count > 1 ? " and \(silent.count - 1) more" : "")
  }
}
