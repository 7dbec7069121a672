/// Names by which entries are invalidated together.
public struct Tagging: Hashable, Sendable {
  public enum Family: String, Hashable, Sendable, CaseIterable {
    /// The moment of the invalidation is kept, and every read compares: cheap to invalidate, dearer to read.
    case timestamp
    /// The keys are kept, and deleted one by one: dear to write and to invalidate, reads cost nothing.
    case index
  }

  /// Texts with places for arguments: `items`, `item:{item_id}`.
  public var tags: [String]
  public var family: Family

  public init(_ tags: [String], family: Family = .timestamp) {
    self.tags = tags
    self.family = family
  }
}
