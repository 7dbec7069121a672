/// Everything a frame shows, read at one moment.
public struct LabSnapshot: Hashable, Sendable {
  public var at: Timestamp
  public var ledger: LedgerSnapshot
  public var store: StoreStatus
  public var database: DatabaseReading
  public var endpoints: [EndpointSummary]
  public var keys: KeyListing
  /// Requests that reached no endpoint, newest first.
  public var rejections: [Rejection]
  public var canUndo: Bool
  public var clock: ClockStatus
  /// `nil` where there is nothing to generate.
  public var load: LoadStatus?
  /// The newest events, oldest first.
  public var events: [LabEvent]
  public var scenario: ScenarioSummary?
  /// `nil` where requests are real: then nothing is being replayed.
  public var replay: ReplayStatus?
  /// What goes wrong now, in the order in which it began.
  public var faults: [Fault]
  /// A server's own counters, while they are looked at.
  public var server: ServerReading?
  /// `nil` where the entries are the lab's own.
  public var watch: WatchReading?

  public init(
    at: Timestamp, ledger: LedgerSnapshot, store: StoreStatus, database: DatabaseReading = DatabaseReading(),
    endpoints: [EndpointSummary] = [], keys: KeyListing = KeyListing(), rejections: [Rejection] = [],
    canUndo: Bool = false, clock: ClockStatus? = nil, load: LoadStatus? = nil, events: [LabEvent] = [],
    scenario: ScenarioSummary? = nil, replay: ReplayStatus? = nil, faults: [Fault] = []
  ) {
    self.at = at
    self.ledger = ledger
    self.store = store
    self.database = database
    self.endpoints = endpoints
    self.keys = keys
    self.rejections = rejections
    self.canUndo = canUndo
    // By default the lab's time is the watcher's.
    self.clock = clock ?? ClockStatus(watched: .nanoseconds(at.nanoseconds))
    self.load = load
    self.events = events
    self.scenario = scenario
    self.replay = replay
    self.faults = faults
  }

  /// The reading of an endpoint's function, by the endpoint's place in ``endpoints``.
  public func reading(ofEndpoint index: Int) -> FunctionReading? {
    guard endpoints.indices.contains(index) else { return nil }
    return ledger.functions.first { $0.name == endpoints[index].name }
  }
}

/// What a screen needs to know of an endpoint's definition.
public struct EndpointSummary: Hashable, Sendable {
  public var name: String
  /// `GET /items/{item_id}`
  public var title: String
  public var load: LatencyModel
  public var ttl: TTL?
  public var jitter: Jitter?
  public var protection: Protection
  /// Everything about how it is cached, as it is set now; `nil`: it is not.
  public var policy: CachePolicy?
  /// False: nothing is kept, every request loads.
  public var isCached: Bool
  public var key: String
  public var serializer: String
  public var example: Request
  public var trap: String?

  public init(_ definition: EndpointDefinition) {
    name = definition.name
    title = "GET \(definition.route.shortTemplate)"
    load = definition.load
    ttl = definition.cache?.ttl
    jitter = definition.cache?.jitter
    protection = definition.cache?.protection ?? .none
    policy = definition.cache
    isCached = definition.cache != nil
    key = definition.keyDescription
    serializer = definition.cache?.format.rawValue ?? "none"
    example = Request(target: definition.example)
    trap = definition.trap
  }
}

/// What a screen needs to know of a scenario.
public struct ScenarioSummary: Hashable, Sendable {
  public var name: String
  public var description: String
  public var duration: Duration
  public var workload: [WorkloadDefinition]
  public var lesson: Lesson?
  /// For each step of the lesson, whether what it waits for has happened since the counters were last reset.
  public var lessonSteps: [Bool] = []

  public init(
    name: String, description: String, duration: Duration, workload: [WorkloadDefinition] = [], lesson: Lesson? = nil
  ) {
    self.name = name
    self.description = description
    self.duration = duration
    self.workload = workload
    self.lesson = lesson
  }
}

/// The key list as far as it has been read.
public struct KeyListing: Hashable, Sendable {
  public var entries: [EntrySummary] = []
  /// Keys the store looked at in this round.
  public var examined = 0
  /// About how many there are.
  public var total = 0
  /// True once a round has come to its end: then nothing is missing but what came since.
  public var isComplete = false
  /// True when there were more entries than a list holds.
  public var isTruncated = false
  /// True when the search looked at as many keys as it may, and waits to be told to go on.
  public var isStopped = false
  /// The part of a cluster that does not answer, and of which only what was known before is listed.
  public var gap: ListGap?
  public var error: StoreError?
  /// What looking costs a server; `nil` where it costs nobody anything.
  public var cost: LookingCost?

  public init() {}
}
