/// What is kept beside an entry's bytes: all that the decision about it needs.
///
/// A value that is one pointer wide: a hit passes it from the store to the ledger without a look at most of it.
public struct EntryFacts: Hashable, Sendable {
  private struct Fields: Hashable, Sendable {
    var freshUntil: Timestamp
    var writtenAt: Timestamp?
    var loadNanoseconds: Int64
    var filledBy: RequestID
    var loadBegan: Int64
    var readPoint: ReadPoint?
    var isNegative: Bool
  }

  private final class Box: Sendable {
    let fields: Fields

    init(_ fields: Fields) {
      self.fields = fields
    }
  }

  private var box: Box

  /// Of an entry that nothing is known of: as fresh as the store says.
  public static let unknown = EntryFacts()

  public init(
    freshUntil: Timestamp = .distantFuture, writtenAt: Timestamp? = nil, loadTime: Duration = .zero,
    filledBy: RequestID = RequestID(0), loadBegan: Int64 = .min, readPoint: ReadPoint? = nil, isNegative: Bool = false
  ) {
    box = Box(
      Fields(
        freshUntil: freshUntil, writtenAt: writtenAt, loadNanoseconds: loadTime.wholeNanoseconds, filledBy: filledBy,
        loadBegan: loadBegan, readPoint: readPoint, isNegative: isNegative))
  }

  /// When its TTL ends. The store may keep it longer, for the policies that serve what has ended.
  public var freshUntil: Timestamp { box.fields.freshUntil }
  /// `nil` for an entry of another program.
  public var writtenAt: Timestamp? { box.fields.writtenAt }
  /// Nanoseconds of the load that made it; 0 when that is not known.
  public var loadNanoseconds: Int64 { box.fields.loadNanoseconds }
  /// The request, or refresh, that wrote it; 0 when that is not known.
  public var filledBy: RequestID { box.fields.filledBy }
  /// When its load began, on the clock that all who share the store go by: what an invalidation by tag is compared with.
  public var loadBegan: Int64 { box.fields.loadBegan }
  public var readPoint: ReadPoint? { box.fields.readPoint }
  /// It says that there is no such row.
  public var isNegative: Bool { box.fields.isNegative }

  /// δ: what the load took.
  public var loadTime: Duration { .nanoseconds(loadNanoseconds) }

  /// The same for an entry written at that moment, with that life.
  public func written(at moment: Timestamp, living life: TTL?) -> EntryFacts {
    change { fields in
      fields.writtenAt = moment
      fields.freshUntil = life.map { moment.advanced(by: $0.duration) } ?? .distantFuture
    }
  }

  private func change(_ change: (inout Fields) -> Void) -> EntryFacts {
    var fields = box.fields
    change(&fields)
    var facts = self
    facts.box = Box(fields)
    return facts
  }

  public static func == (left: EntryFacts, right: EntryFacts) -> Bool {
    left.box === right.box || left.box.fields == right.box.fields
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(box.fields)
  }
}
