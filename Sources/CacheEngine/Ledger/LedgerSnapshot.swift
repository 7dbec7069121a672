/// A reading of the ledger.
public struct LedgerSnapshot: Hashable, Sendable {
  public var at: Timestamp
  public var total = LookupCounts()
  public var functions: [FunctionReading] = []
  /// Counts of all functions in the seconds up to `at`, oldest first.
  public var strip: [SecondCounts] = []
  /// From the intended arrival.
  public var latency = LatencyPair()
  /// From being taken up.
  public var service = LatencyPair()
  /// The newest records by the time they ended, newest first.
  public var records: [LookupRecord] = []
  /// Requests whose load is running, oldest first.
  public var waiting: [WaitingRequest] = []

  public init(at: Timestamp) {
    self.at = at
  }
}

/// A function's part of a reading.
public struct FunctionReading: Hashable, Sendable {
  public var name: String
  public var counts = LookupCounts()
  public var strip: [SecondCounts] = []
  /// From the intended arrival.
  public var latency = LatencyPair()
  /// From being taken up.
  public var service = LatencyPair()

  public init(name: String) {
    self.name = name
  }
}

/// Latencies of hits, and of everything that had to wait for a load.
public struct LatencyPair: Hashable, Sendable {
  public var hits = LatencySummary()
  public var waits = LatencySummary()

  public init() {}
}
