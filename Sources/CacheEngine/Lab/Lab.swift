/// The composition: a clock, a store, a ledger, a database and the endpoints between them.
///
/// The lab is the one thing that a dashboard or a command talks to. ``run()`` keeps it alive: it sweeps what has expired and
/// reads the key list for whoever is looking.
public final class Lab: Sendable {
  public let clock: any LabClock
  public let store: any CacheStore
  public let ledger = Ledger()
  let cache: Cache
  let database: Database
  let endpoints: [Endpoint]
  let rejections = Lock(Ring<Rejection>(capacity: 64))
  let keyLister: KeyLister
  let undoStack = Lock([UndoStep]())

  public init(clock: any LabClock, store: any CacheStore, endpoints: [EndpointDefinition]) {
    self.clock = clock
    self.store = store
    let cache = Cache(store: store, clock: clock, ledger: ledger)
    let database = Database(clock: clock)
    self.cache = cache
    self.database = database
    self.endpoints = endpoints.map { Endpoint($0, cache: cache, database: database) }
    keyLister = KeyLister(store: store, clock: clock)
  }

  /// Answers a request as a web application would: 404 for a path nobody serves, 405 for a method, 422 for a parameter of
  /// the wrong type.
  public func respond(to request: Request) async -> Response {
    let target = RequestTarget(request.target)
    for endpoint in endpoints {
      switch endpoint.definition.route.match(target) {
      case nil: continue
      case _ where request.method != "GET": return reject(request, 405, Response.detail("Method Not Allowed"))
      case .failure(let errors): return reject(request, 422, (try? JSONWriter.bytes(of: errors.body)) ?? [])
      case .success(let arguments):
        let response = await endpoint.respond(to: request, arguments)
        // In memory a round costs nothing, so that hits are counted up at once too.
        if response.record?.wrote == true || store is MemoryStore { keyLister.wake() }
        return response
      }
    }
    return reject(request, 404, Response.detail("Not Found"))
  }

  private func reject(_ request: Request, _ status: Int, _ body: [UInt8]) -> Response {
    rejections.withLock { $0.append(Rejection(request: request, status: status, at: clock.now)) }
    return Response(request: request, status: status, body: body, record: nil)
  }

  /// Sweeps expired entries ten times a second, as Redis does, until cancelled.
  public func sweepUntilCancelled() async {
    guard let memory = store as? MemoryStore else { return }
    while (try? await clock.sleep(for: .milliseconds(100))) != nil {
      memory.sweep(at: clock.now)
    }
  }

  /// Keeps the key list fresh until cancelled. Only a dashboard needs it: looking costs commands.
  public func listKeysUntilCancelled() async {
    await keyLister.run()
  }

  /// Reads the whole key list once, now.
  public func refreshKeyList() async {
    await keyLister.readRound()
  }

  /// A consistent reading of everything, for one frame.
  public func snapshot() -> LabSnapshot {
    let now = clock.now
    return LabSnapshot(
      at: now, ledger: ledger.snapshot(at: now), store: store.status(at: now), database: database.reading,
      endpoints: endpoints.map { EndpointSummary($0.definition) }, keys: keyLister.listing,
      rejections: rejections.withLock { $0.newest(64) }, canUndo: undoStack.withLock { !$0.isEmpty })
  }

  /// Starts all counters anew; entries stay.
  public func resetCounters() {
    ledger.reset()
    database.reset()
    rejections.withLock { $0.removeAll() }
  }
}

/// A request that reached no endpoint.
public struct Rejection: Hashable, Sendable {
  public var request: Request
  public var status: Int
  public var at: Timestamp
}
