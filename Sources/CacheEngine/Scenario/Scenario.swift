/// A whole experiment: what is cached how, what comes when, and what is expected of it.
public struct Scenario: Hashable, Sendable {
  public var name: String
  public var description: String
  /// Of everything random. The same scenario with the same seed gives the same bytes.
  public var seed: UInt64
  /// How long requests come. Those in flight at the end are waited for.
  public var duration: Duration
  public var store: StoreChoice
  public var database: DatabaseDefinition
  public var endpoints: [EndpointDefinition]
  public var workload: [WorkloadDefinition]
  /// In the order of their times.
  public var steps: [ScenarioStep]
  public var expectations: [Expectation]
  public var lesson: Lesson?
  /// The file's text that it was read from; empty for one that was made otherwise.
  public var source: String

  public init(
    name: String, description: String = "", seed: UInt64 = 1, duration: Duration = .seconds(60),
    store: StoreChoice = .memory(MemoryLimits()), database: DatabaseDefinition = DatabaseDefinition(),
    endpoints: [EndpointDefinition], workload: [WorkloadDefinition] = [], steps: [ScenarioStep] = [],
    expectations: [Expectation] = [], lesson: Lesson? = nil, source: String = ""
  ) {
    self.name = name
    self.description = description
    self.seed = seed
    self.duration = duration
    self.store = store
    self.database = database
    self.endpoints = endpoints
    self.workload = workload
    self.steps = steps
    self.expectations = expectations
    self.lesson = lesson
    self.source = source
  }
}

/// Where a scenario wants its entries kept.
public enum StoreChoice: Hashable, Sendable {
  case memory(MemoryLimits)
  /// `url` is `nil` where the scenario leaves it to the command line.
  case redis(url: String?, prefix: String)
}
