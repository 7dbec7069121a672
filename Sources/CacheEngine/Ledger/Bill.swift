/// What a policy gave and took, beyond hits and misses.
public struct Bill: Hashable, Sendable {
  /// Loads in the background.
  public var refreshes: UInt64 = 0
  public var failedRefreshes: UInt64 = 0
  /// Requests that got a stale value where there would have been an error.
  public var errorsAvoided: UInt64 = 0
  /// Requests that did not wait for a load because an old value was served meanwhile.
  public var waitsAvoided: UInt64 = 0
  private var savedNanoseconds: Int64 = 0

  public init() {}

  /// What the loads would have taken that the store's answers made unnecessary.
  public var timeSaved: Duration { .nanoseconds(savedNanoseconds) }

  mutating func count(_ record: LookupRecord) {
    savedNanoseconds = savedNanoseconds.addingReportingOverflow(record.savedNanoseconds).partialValue
    switch record.staleReason {
    case .loadFailed, .throttled, .circuitOpen: errorsAvoided += 1
    case .revalidating, .loadTimedOut: waitsAvoided += 1
    case nil: break
    }
    guard record.outcome == .refresh else { return }
    for case .loadFailed in record.remarks { failedRefreshes += 1 }
  }

  static func += (left: inout Bill, right: Bill) {
    left.refreshes += right.refreshes
    left.failedRefreshes += right.failedRefreshes
    left.errorsAvoided += right.errorsAvoided
    left.waitsAvoided += right.waitsAvoided
    left.savedNanoseconds = left.savedNanoseconds.addingReportingOverflow(right.savedNanoseconds).partialValue
  }
}
