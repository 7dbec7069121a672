/// How far a recording has been played.
public struct ReplayStatus: Hashable, Sendable {
  public var position: Timestamp
  /// The moment of its last record.
  public var end: Timestamp

  public init(position: Timestamp, end: Timestamp) {
    self.position = position
    self.end = end
  }
}
