/// What a run came to: every figure read from the ledger and the database at its end.
public struct RunReport: Hashable, Sendable {
  public var name: String
  public var seed: UInt64
  /// "memory" or "redis".
  public var store: String
  /// How much of the scenario was run, on the lab's clock.
  public var virtualTime: Duration
  /// What it took: the only figure that may differ between two runs of the same scenario and seed.
  public var wallTime: Duration
  public var total: ReportFigures
  /// In the order of the scenario.
  public var endpoints: [EndpointReport]
  public var evictions: UInt64
  public var expirations: UInt64
  /// Requests that were not sent because too many were in flight.
  public var dropped: UInt64
  public var expectations: [ExpectationResult]

  public init(
    name: String, seed: UInt64, store: String, virtualTime: Duration, wallTime: Duration, total: ReportFigures,
    endpoints: [EndpointReport] = [], evictions: UInt64 = 0, expirations: UInt64 = 0, dropped: UInt64 = 0,
    expectations: [ExpectationResult] = []
  ) {
    self.name = name
    self.seed = seed
    self.store = store
    self.virtualTime = virtualTime
    self.wallTime = wallTime
    self.total = total
    self.endpoints = endpoints
    self.evictions = evictions
    self.expirations = expirations
    self.dropped = dropped
    self.expectations = expectations
  }
}

/// The figures of one endpoint, or of all together.
public struct ReportFigures: Hashable, Sendable {
  public var counts = LookupCounts()
  /// From the intended arrival: of all that got a response, of hits, and of whatever had to wait.
  public var latency = LatencySummary()
  public var hitLatency = LatencySummary()
  public var missLatency = LatencySummary()
  /// From the moment a request was taken up.
  public var service = LatencySummary()
  public var database = DatabaseReading()

  public init() {}

  /// Lookups that got an answer, if only an error. Writes are counted by themselves.
  public var requests: UInt64 { counts.served + misses + counts.bypasses + counts.errors }

  /// Lookups that had to wait for a load, their own or another request's.
  public var misses: UInt64 { counts.misses + counts.shared }

  /// Requests that were answered without a query of their own.
  public var queriesSaved: UInt64 { counts.served + counts.shared }
}

/// An endpoint's part of a report.
public struct EndpointReport: Hashable, Sendable {
  public var name: String
  public var figures: ReportFigures

  public init(name: String, figures: ReportFigures) {
    self.name = name
    self.figures = figures
  }
}

/// What became of an expectation.
public struct ExpectationResult: Hashable, Sendable {
  public var expectation: Expectation
  /// The figure in the report; `nil` when there was nothing to measure, as a hit rate without requests.
  public var value: Double?
  public var isMet: Bool

  public init(expectation: Expectation, value: Double?, isMet: Bool) {
    self.expectation = expectation
    self.value = value
    self.isMet = isMet
  }
}
