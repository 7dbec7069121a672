@testable import CacheEngine
@testable import TUI

extension Snapshots {
  /// Another program's keys, changes known by sampling.
  static let watched: LabSnapshot = {
    var snapshot = reading(at: now, ledger: LedgerSnapshot(at: now), store: memory())
    snapshot.endpoints = []
    snapshot.store = StoreStatus(
      kind: "redis", place: "127.0.0.1:6379/0", dialect: .redis(prefix: ""),
      commands: CommandCounts(forRequests: 0, forLooking: 377))
    snapshot.keys.entries = [
      entry("user:1", end: 44, life: 60, size: 44, type: "string", written: 26),
      entry("user:2", end: 42.9, life: 15, size: 5, type: "string", written: nil),
      entry("user:session:ab12cd34", end: 3_642, life: 3_600, size: nil, type: "hash", written: nil),
      entry("user:\\xff\\xfe", end: nil, life: nil, size: 3, type: "string", written: nil),
    ]
    snapshot.keys.isComplete = true
    snapshot.keys.total = 4_000
    var watch = WatchReading(pattern: "user:*")
    watch.events = [
      event(41.9, .gone, "user:9"), event(40, .overwritten, "user:1", end: 101), event(38.25, .expired, "user:7"),
      event(36, .ttlChanged, "user:2", end: 43), event(34, .appeared, "user:\\xff\\xfe", isForEver: true),
    ]
    watch.counts.arrivals = 3
    watch.counts.expired = 1
    watch.counts.removed = 1
    snapshot.watch = watch
    return snapshot
  }()

  /// The same, told by the server, which tells its counters too.
  static let watchedByNotifications: LabSnapshot = {
    var snapshot = watched
    snapshot.watch?.nodes = [WatchedNode(place: "127.0.0.1:6379", tells: true)]
    snapshot.watch?.skipped = 12
    snapshot.watch?.events = [
      event(42, .evicted, "user:9", source: .notification), event(41, .deleted, "user:8", source: .notification),
      event(40.5, .overwritten, "user:1", end: 101, source: .notification),
    ]
    snapshot.watch?.serverHits = (0..<128).map { (second: UInt64) -> ServerHits? in
      second % 17 == 0 ? nil : ServerHits(hits: second % 10 * 10, misses: 10 - second % 10)
    }
    return snapshot
  }()

  /// A cluster of three: one node tells, one does not, one is away.
  static let watchedCluster: LabSnapshot = {
    var snapshot = watchedByNotifications
    snapshot.store.place = "127.0.0.1:7000/0, cluster of 3"
    snapshot.store.health = .down(
      reason: "2 of 3 nodes: slots 5461–10922 unreachable (refused: nobody listens there)", attempts: 4,
      retryAt: now.advanced(by: .milliseconds(400)))
    snapshot.watch?.nodes = [
      WatchedNode(place: "127.0.0.1:7000", tells: true),
      WatchedNode(place: "127.0.0.1:7001", tells: false, isAway: true),
      WatchedNode(place: "127.0.0.1:7002", tells: false),
    ]
    var slots = SlotSet()
    for slot in (5_461...10_922).compactMap(HashSlot.init) { slots.insert(slot) }
    snapshot.keys.isComplete = false
    snapshot.keys.gap = ListGap(
      nodes: ["127.0.0.1:7001"], of: 3, slots: slots, names: ServerNames(.watched(pattern: "user:*")))
    return snapshot
  }()

  static let watchedNothing: LabSnapshot = {
    var snapshot = watched
    snapshot.keys.entries = []
    snapshot.watch?.events = []
    snapshot.watch?.refusal = "NOPERM this user has no permissions to access one of the channels"
    return snapshot
  }()

  static let sample: MonitorSample = {
    var sample = MonitorSample(duration: .seconds(2))
    sample.lines = 8_123
    sample.patterns = [
      MonitorSample.Pattern(
        pattern: "user:*", reads: 6_000, writes: 500, deletes: 3, likelyHits: 5_400, likelyMisses: 600),
      MonitorSample.Pattern(pattern: "user:*:page:*", reads: 20),
    ]
    sample.others = 7
    return sample
  }()

  private static func entry(
    _ key: String, end: Double?, life: Double?, size: Int?, type: String, written: Double?
  ) -> EntrySummary {
    var entry = EntrySummary(
      key: CacheKey(key), expiry: end.map { .at(seconds($0)) } ?? .never, ttl: life.map { .seconds($0) },
      writtenAt: written.map { seconds($0) }, size: size)
    entry.type = type
    return entry
  }

  private static func event(
    _ at: Double, _ kind: WatchEvent.Kind, _ key: CacheKey, end: Double? = nil, isForEver: Bool = false,
    source: WatchEvent.Source = .sampling
  ) -> WatchEvent {
    WatchEvent(
      at: seconds(at), kind: kind, key: key, expiry: isForEver ? .never : end.map { .at(seconds($0)) }, type: "string",
      source: source)
  }
}
