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
    let told = watch.nodes.count(where: \.tells)
    guard watch.nodes.count > 1, told > 0 else { return source(watch) }
    return "live from \(told) of \(watch.nodes.count) nodes"
      + places(watch.nodes.filter { !$0.tells && !$0.isAway }, after: ", sampling on ")
      + places(watch.nodes.filter(\.isAway), after: ", no answer from ")
  }

  private static func places(_ nodes: [WatchedNode], after words: String) -> String {
    guard let first = nodes.first else { return "" }
    return words + safe(first.place) + (nodes.count > 1 ? " and \(nodes.count - 1) more" : "")
  }
}
