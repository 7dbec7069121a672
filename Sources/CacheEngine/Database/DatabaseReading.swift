/// What the database has seen.
public struct DatabaseReading: Hashable, Sendable {
  /// Queries that were sent, writes included.
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

  mutating func begin() {
    running += 1
    mostRunning = max(mostRunning, running)
  }

  mutating func end(after time: Duration) {
    running -= 1
    busy += time
  }

  mutating func beginWaiting() {
    waiting += 1
    mostWaiting = max(mostWaiting, waiting)
  }

  mutating func endWaiting(after time: Duration) {
    waiting -= 1
    waited += time
  }

  /// Forgets all but what is going on.
  mutating func reset() {
    let (running, waiting, connections) = (running, waiting, connections)
    self = DatabaseReading()
    self.queries = UInt64(running + waiting)
    self.running = running
    self.mostRunning = running
    self.waiting = waiting
    self.mostWaiting = waiting
    self.connections = connections
  }
}
