/// Responses that were older than the row they were made of, whatever the cache thought of them.
public struct StaleCounts: Hashable, Sendable {
  public var served: UInt64 = 0
  /// How long the truth had been another one when the oldest of them was served.
  public var mostAge = Duration.zero
  private var ageSum: Int64 = 0

  public init() {}

  /// `nil` when none was served.
  public var meanAge: Duration? {
    served == 0 ? nil : .nanoseconds(ageSum / Int64(clamping: served))
  }

  mutating func count(_ age: Duration) {
    served += 1
    mostAge = max(mostAge, age)
    ageSum = ageSum.addingReportingOverflow(age.wholeNanoseconds).partialValue
  }

  static func += (left: inout StaleCounts, right: StaleCounts) {
    left.served += right.served
    left.mostAge = max(left.mostAge, right.mostAge)
    left.ageSum = left.ageSum.addingReportingOverflow(right.ageSum).partialValue
  }
}

/// Requests that change a row.
public struct WriteCounts: Hashable, Sendable {
  /// Acknowledged to the client.
  public var accepted: UInt64 = 0
  /// Acknowledged, but not yet in the database.
  public var atRisk: UInt64 = 0
  /// Acknowledged, and never to reach the database.
  public var lost: UInt64 = 0
  public var toDatabase: UInt64 = 0

  public init() {}

  static func += (left: inout WriteCounts, right: WriteCounts) {
    left.accepted += right.accepted
    left.atRisk += right.atRisk
    left.lost += right.lost
    left.toDatabase += right.toDatabase
  }
}
