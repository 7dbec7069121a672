/// What the simulated database is like.
public struct DatabaseDefinition: Hashable, Sendable {
  /// Queries that run side by side at most; more wait in line. `nil`: no limit.
  public var connections: Int?
  /// How many rows a table has, numbered from 1; a table that is not listed has every row. An endpoint's table is named
  /// by the first word of its path. In order of names.
  public var rows: [TableSize]

  public init(connections: Int? = nil, rows: [TableSize] = []) {
    self.connections = connections
    self.rows = rows.sorted { $0.table < $1.table }
  }
}

/// The size of a table.
public struct TableSize: Hashable, Sendable {
  public var table: String
  public var rows: Int

  public init(table: String, rows: Int) {
    self.table = table
    self.rows = rows
  }
}
