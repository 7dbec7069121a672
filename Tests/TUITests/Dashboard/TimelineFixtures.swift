@testable import CacheEngine
@testable import TUI

/// Ten seconds in which everything happens that a timeline can show: a stampede, then the same burst with single flight, a
/// stale answer with its refresh, an error, and requests that still wait.
extension Snapshots {
  static let stampede: LabSnapshot = {
    var snapshot = busy
    snapshot.store.recentlyLeft = []
    snapshot.ledger.records = Records.ofAStampede.sorted { ($1.finishedAt, $1.id) < ($0.finishedAt, $0.id) }
    snapshot.ledger.waiting = [
      Records.waiting(1_170, "GET /users", started: 41.2, load: 41.201, function: 1),
      Records.waiting(1_171, "GET /users", started: 41.4, load: 41.4, function: 1),
    ]
    snapshot.ledger.waiting[1].leader = RequestID(1_170)
    snapshot.events = [
      LabEvent(at: seconds(30), kind: .loadStarted, text: "load 50/s"),
      LabEvent(at: seconds(36.6), kind: .policyChanged, text: "read_item: single-flight"),
      LabEvent(at: seconds(40.3), kind: .faultBegan, text: "database down"),
    ]
    return snapshot
  }()

  /// A timeline at its worst: moments at both ends of time, and texts that want to move the cursor.
  static let hostileTimeline: LabSnapshot = {
    var snapshot = hostileScenario
    var record = Records.hostile[0]
    record.startedAt = Timestamp(nanoseconds: .min)
    record.arrivedAt = .distantFuture
    record.phases.load = .nanoseconds(Int64.max)
    snapshot.ledger.records.append(record)
    record.id = RequestID(.max)
    record.startedAt = .distantFuture
    record.finishedAt = Timestamp(nanoseconds: .min)
    record.cause = .expired(ago: .nanoseconds(Int64.max))
    record.staleReason = .throttled
    record.filledBy = RequestID(.max)
    record.writtenAt = .distantFuture
    record.savedLoad = .nanoseconds(Int64.max)
    snapshot.ledger.records.append(record)
    return snapshot
  }()
}

extension Records {
  static let ofAStampede: [LookupRecord] = {
    var records = (0..<4).map { number in
      record(
        UInt64(1_101 + number), .hit, at: 32.6 + Double(number) * 0.25, "GET /items/9", key: "read_item:9", micros: 9)
    }
    records += (0..<8).map { number in
      let start = 33.7 + Double(number) * 0.09
      return record(
        UInt64(1_105 + number), .miss, .expired(ago: .milliseconds(100 + number * 90)), at: start + 2, "GET /items/9",
        key: "read_item:9", micros: 2_000_000, wrote: true)
    }
    var leader = record(
      1_120, .miss, .expired(ago: .milliseconds(40)), at: 38.9, "GET /items/9", key: "read_item:9", micros: 2_000_000,
      wrote: true)
    leader.ttl = .seconds(60)
    records.append(leader)
    records += (0..<6).map { number in
      let start = 37.0 + Double(number) * 0.2
      var shared = record(
        UInt64(1_121 + number), .shared, .expired(ago: .milliseconds(140 + number * 200)), at: 38.9, "GET /items/9",
        key: "read_item:9", micros: (38.9 - start) * 1e6)
      shared.phases.load = nil
      shared.leader = leader.id
      return shared
    }
    var stale = record(1_140, .stale, at: 39.4, "GET /items/7", key: "read_item:7", micros: 11)
    stale.phases.load = nil
    stale.staleReason = .revalidating
    stale.startedRefresh = RequestID(1_141)
    stale.filledBy = RequestID(1_044)
    stale.writtenAt = Snapshots.seconds(20.9)
    stale.savedLoad = .milliseconds(2_000)
    var refresh = record(1_141, .refresh, at: 40.9, nil, key: "read_item:7", micros: 1_500_000, wrote: true)
    refresh.leader = stale.id
    return records + [
      stale, refresh,
      record(
        1_150, .error, .cold, at: 41.3, "GET /orders/8", key: "read_order:8", micros: 900_000, function: 2,
        [.loadFailed("database down")]),
      record(1_151, .hit, at: 41.5, "GET /items/9", key: "read_item:9", micros: 8),
      record(1_152, .hit, at: 41.9, "GET /items/9", key: "read_item:9", micros: 8),
    ]
  }()
}
