/// The point in the database's history at which a value was read.
public struct ReadPoint: Hashable, Sendable {
  /// The number of the latest change that the value can show.
  public var change: UInt64
  public var moment: Timestamp

  public init(change: UInt64, moment: Timestamp) {
    self.change = change
    self.moment = moment
  }
}
