/// What is kept beside an entry's bytes: all that the decision about it needs.
public struct EntryFacts: Hashable, Sendable {
  /// When its TTL ends. The store may keep it longer, for the policies that serve what has ended.
  public var freshUntil: Timestamp
  /// `nil` for an entry of another program.
  public var writtenAt: Timestamp?
  /// Nanoseconds of the load that made it; 0 when that is not known.
  public var loadNanoseconds: Int64
  /// The request, or refresh, that wrote it; 0 when that is not known.
  public var filledBy: RequestID
  /// When its load began, on the clock that all who share the store go by: what an invalidation by tag is compared with.
  public var loadBegan: Int64
  public var readPoint: ReadPoint?
  /// It says that there is no such row.
  public var isNegative: Bool

  /// Of an entry that nothing is known of: as fresh as the store says.
  public static let unknown = EntryFacts()

  public init(
    freshUntil: Timestamp = .distantFuture, writtenAt: Timestamp? = nil, loadTime: Duration = .zero,
    filledBy: RequestID = RequestID(0), loadBegan: Int64 = .min, readPoint: ReadPoint? = nil, isNegative: Bool = false
  ) {
    self.freshUntil = freshUntil
    self.writtenAt = writtenAt
    self.loadNanoseconds = loadTime.wholeNanoseconds
    self.filledBy = filledBy
    self.loadBegan = loadBegan
    self.readPoint = readPoint
    self.isNegative = isNegative
  }

  /// δ: what the load took.
  public var loadTime: Duration { .nanoseconds(loadNanoseconds) }
}
