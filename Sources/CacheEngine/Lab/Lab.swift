/// The composition: a clock, a store, a ledger, a database, the endpoints between them, and what sends them requests.
///
/// The lab is the one thing that a dashboard or a command talks to.
public final class Lab: Sendable {
  public let clock: any LabClock
  public let store: any CacheStore
  public let ledger: Ledger
  let cache: Cache
  let database: Database
  let endpoints: [Endpoint]
  let sender: RequestSender
  let generator: LoadGenerator
  let load: LoadControl
  let events: EventLog
  let rejections = Lock(Ring<Rejection>(capacity: 64))
  let keyLister: KeyLister
  /// Looks at a server in place of the lister.
  let looker: ServerLooker?
  let undoStack = Lock([UndoStep]())
  let scenario: Scenario
  let faults = Lock(ActiveFaults())
  let lessonProgress: Lock<LessonProgress>

  /// Requests on their way at most, unless told otherwise; what is sent beyond is dropped, and counted.
  public static let usualLimit = 10_000

  /// - Parameters:
  ///   - mostInFlight: Requests on their way at most.
  ///   - isWatched: Whether somebody looks on: see ``Ledger/init(isWatched:)``.
  public init(
    _ scenario: Scenario, clock: any LabClock, store: any CacheStore, mostInFlight: Int = Lab.usualLimit,
    isWatched: Bool = true
  ) {
    let ledger = Ledger(isWatched: isWatched)
    self.ledger = ledger
    self.scenario = scenario
    lessonProgress = Lock(LessonProgress(scenario.lesson))
    self.clock = clock
    self.store = store
    let generator = SeededGenerator(seed: scenario.seed)
    let database = Database(scenario.database, clock: clock, generator: generator.split("database"))
    let cache = Cache(
      store: store, clock: clock, ledger: ledger, database: database, generator: generator.split("store"))
    let events = EventLog(clock: clock)
    let sender = RequestSender(clock: clock, limit: mostInFlight)
    var tables: [String] = []
    endpoints = scenario.endpoints.map { definition in
      if !tables.contains(definition.table) { tables.append(definition.table) }
      return Endpoint(
        definition, cache: cache, database: database, table: tables.firstIndex(of: definition.table) ?? 0,
        generator: generator.split("jitter \(definition.name)"))
    }
    self.database = database
    self.cache = cache
    self.events = events
    self.sender = sender
    self.generator = LoadGenerator(
      scenario.workload, endpoints: endpoints, clock: clock, sender: sender, generator: generator.split("load")
    ) { events.note($0, $1) }
    load = LoadControl(scenario.workload)
    keyLister = KeyLister(store: store, clock: clock)
    looker = (store as? RedisStore).map { ServerLooker(store: $0, clock: clock, events: events) }
  }

  /// A lab with nothing but endpoints.
  public convenience init(clock: any LabClock, store: any CacheStore, endpoints: [EndpointDefinition]) {
    self.init(Scenario(name: "", endpoints: endpoints), clock: clock, store: store)
  }

  /// Sweeps expired entries ten times a second, as Redis does, until cancelled.
  public func sweepUntilCancelled() async {
    guard let memory = store as? MemoryStore else { return }
    while (try? await clock.doze(until: clock.now.advanced(by: .milliseconds(100)))) != nil {
      memory.sweep(at: clock.now)
    }
  }

  /// Keeps the key list fresh until cancelled. Only a dashboard needs it: looking costs commands.
  public func listKeysUntilCancelled() async {
    if let looker { await looker.run() } else { await keyLister.run() }
  }

  /// Reads the whole key list once, now; of a server as much as may be asked at once.
  public func refreshKeyList() async {
    if let looker { await looker.look() } else { await keyLister.readRound() }
  }

  /// A consistent reading of everything, for one frame, with the newest `wanted` records.
  public func snapshot(records wanted: Int = 256) -> LabSnapshot {
    let now = clock.now
    var reading = ledger.snapshot(at: now, records: wanted)
    addWritesBehind(to: &reading)
    var snapshot = LabSnapshot(
      at: now, ledger: reading, store: store.status(at: now), database: database.reading,
      endpoints: endpoints.map { $0.summary }, keys: looker?.listing ?? keyLister.listing,
      rejections: rejections.withLock { $0.newest(64) }, canUndo: undoStack.withLock { !$0.isEmpty },
      clock: clock.status, load: loadStatus, events: events.newest, scenario: scenarioSummary,
      faults: faults.withLock { $0.faults })
    snapshot.server = looker?.reading
    return snapshot
  }

  /// Starts all counters anew; entries stay.
  public func resetCounters() {
    ledger.reset()
    database.reset()
    sender.resetDropped()
    rejections.withLock { $0.removeAll() }
    repeatLesson(from: 0)
  }

  func set(_ fault: Fault, isOn: Bool) {
    switch fault {
    case .databaseDown: database.setDown(isOn)
    case .databaseSlow(let factor): database.setSlowness(isOn ? factor : 1)
    case .databaseFailing(let share): database.setFailing(isOn ? share : 0)
    case .storeLosing(let share): cache.faults.setLosing(isOn ? share : 0)
    case .storeDown: cache.faults.setDown(isOn)
    case .storeSlow(let delay): cache.faults.setDelay(isOn ? delay : .zero)
    }
  }
}
