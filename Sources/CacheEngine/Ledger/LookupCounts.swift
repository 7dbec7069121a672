/// Counts of requests by how they ended. Rules of counting:
///
/// - A request counts in `started` when it begins and in exactly one outcome when it ends; between the two it is in flight.
/// - Hit rate is hits over hits and misses: a bypass says nothing about the cache, an error nothing about its contents.
/// - A write is a request, but no lookup: it is counted in `writes`, or as an error.
/// - Waiting for another request's load is a miss too, counted apart as `shared`.
/// - A load counts when it begins, also one that fails.
public struct LookupCounts: Hashable, Sendable {
  public var started: UInt64 = 0
  public var hits: UInt64 = 0
  /// Served although their time was up, on purpose; not part of `hits`.
  public var staleHits: UInt64 = 0
  /// Answered with a remembered absence; not part of `hits`.
  public var negativeHits: UInt64 = 0
  public var misses: UInt64 = 0
  /// Requests that waited for another one's load; not part of `misses`.
  public var shared: UInt64 = 0
  public var bypasses: UInt64 = 0
  public var errors: UInt64 = 0
  public var cancelled: UInt64 = 0
  public var inFlight: UInt64 = 0
  public var loads: UInt64 = 0
  public var causes = MissCauseCounts()
  /// Results that were returned but could not be stored.
  public var notStored: UInt64 = 0
  /// Hits on an entry that had been filled for other arguments.
  public var sharedKeyHits: UInt64 = 0
  /// Reads, writes and deletions that the store was asked for.
  public var storeOperations: UInt64 = 0
  public var stale = StaleCounts()
  public var writes = WriteCounts()
  public var bill = Bill()

  public init() {}

  public var finished: UInt64 {
    served + misses + shared + bypasses + errors + cancelled + writes.accepted + bill.refreshes
  }

  /// Answered from the store, whatever it kept.
  public var served: UInt64 { hits + staleHits + negativeHits }

  /// The identity that holds at every moment.
  public var isBalanced: Bool { started == finished + inFlight }

  /// `nil` without a hit or a miss: then there is nothing to rate.
  public var hitRate: Double? {
    served + misses + shared == 0 ? nil : Double(served) / Double(served + misses + shared)
  }

  mutating func count(_ record: LookupRecord) {
    switch record.outcome {
    case .hit: hits += 1
    case .stale: staleHits += 1
    case .negative: negativeHits += 1
    case .miss: misses += 1
    case .shared: shared += 1
    case .bypass: bypasses += 1
    case .error: errors += 1
    case .cancelled: cancelled += 1
    case .write:
      writes.accepted += 1
      if !record.remarks.contains(.writeBehind) { writes.toDatabase += 1 }
    case .refresh: bill.refreshes += 1
    }
    bill.count(record)
    if let cause = record.cause { causes.count(cause) }
    if let age = record.staleFor { stale.count(age) }
    storeOperations += record.storeOperationCount
    for remark in record.remarks {
      switch remark {
      case .notEncodable, .writeFailed: notStored += 1
      case .sharedKey: sharedKeyHits += 1
      default: break
      }
    }
  }

  static func += (left: inout LookupCounts, right: LookupCounts) {
    left.started += right.started
    left.hits += right.hits
    left.staleHits += right.staleHits
    left.negativeHits += right.negativeHits
    left.misses += right.misses
    left.shared += right.shared
    left.bypasses += right.bypasses
    left.errors += right.errors
    left.cancelled += right.cancelled
    left.inFlight += right.inFlight
    left.loads += right.loads
    left.causes += right.causes
    left.notStored += right.notStored
    left.sharedKeyHits += right.sharedKeyHits
    left.storeOperations += right.storeOperations
    left.stale += right.stale
    left.writes += right.writes
    left.bill += right.bill
  }
}
