/// What the database has seen.
public struct DatabaseReading: Hashable, Sendable {
  /// Queries that were begun, writes included.
  public var queries: UInt64 = 0
  public var failures: UInt64 = 0
  public var running = 0
  public var mostRunning = 0
  /// Queries in line for a connection.
  public var waiting = 0
  public var mostWaiting = 0
  /// Query time added up: two queries that run for a second side by side are two seconds.
  public var busy = Duration.zero
  /// Time in line added up.
  public var waited = Duration.zero
  /// Connections there are; `nil`: no limit.
  public var connections: Int?

  public init() {}
}
