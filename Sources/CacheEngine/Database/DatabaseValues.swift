/// A row: the number of its table, and its own.
struct RowID: Hashable, Sendable {
  var table: Int
  var number: Int
  /// False for rows that go by another name than a number: of these a table has as many as one likes.
  var isNumbered: Bool
}

/// What a query found.
struct RowReading: Hashable, Sendable {
  var exists: Bool
  /// The number of the latest change of any row that the query knew of.
  var asOf: UInt64 = 0
  var readAt = Timestamp.zero
}

/// Whoever sends queries, as the database knows them.
struct DatabaseClient: Hashable, Sendable {
  var index: Int
  /// How many rows its table has; `nil`: every row there could be.
  var tableSize: Int?
}

/// Why a query failed.
public enum DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  case down
  /// At random, as a fault wants it.
  case failed

  public var description: String {
    switch self {
    case .down: "the database is down"
    case .failed: "the query failed"
    }
  }
}
