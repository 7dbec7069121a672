/// What the load generator is doing.
public struct LoadStatus: Hashable, Sendable {
  public var isRunning: Bool
  /// Requests a second that the open loops aim at, the dashboard's factor included.
  public var rate: Double
  /// Clients of the closed loops.
  public var clients: Int
  /// What the scenario's rates are multiplied by.
  public var factor: Double
  /// Requests that were not sent because too many were in flight.
  public var dropped: UInt64
  /// How late the latest arrival was sent.
  public var lag: Duration
  /// When the load ends; `nil` when it does not run.
  public var endsAt: Timestamp?

  public init(
    isRunning: Bool = false, rate: Double = 0, clients: Int = 0, factor: Double = 1, dropped: UInt64 = 0,
    lag: Duration = .zero, endsAt: Timestamp? = nil
  ) {
    self.isRunning = isRunning
    self.rate = rate
    self.clients = clients
    self.factor = factor
    self.dropped = dropped
    self.lag = lag
    self.endsAt = endsAt
  }
}
