/// Looks at keys that another program writes on a server: their list, what happens to them, their values. Nothing is ever
/// written.
///
/// Two connections a server: one asks, the other is told by the server, where that tells of changes (keyspace
/// notifications).
public final class Watch: Sendable {
  struct State {
    var journal = WatchJournal()
    var series = ServerHitsSeries()
    var listener: Listener<WatchEvent>?
    /// The newest of what was taken from the looking.
    var roundBegan: Timestamp?
    var roundEnded: Timestamp?
    var totalsTold: Timestamp?
  }

  public let clock = RealClock()
  public let store: RedisStore
  let pattern: String
  let settings: RedisSettings
  let looker: ServerLooker
  let subscriptions: Subscriptions
  let state = Lock(State())
  private let events: EventLog

  /// Begins to connect and returns at once.
  ///
  /// - Parameters:
  ///   - pattern: Which keys, as `SCAN` takes it: `user:*`.
  ///   - jitter: Spreads the attempts to connect again.
  /// - Throws: ``StoreError/unavailable(_:)`` when the process has no descriptor or thread left.
  public init(
    address: RedisAddress, pattern: String, connectTimeout: Duration = .seconds(1),
    commandTimeout: Duration = .seconds(1), jitter: SeededGenerator
  ) throws(StoreError) {
    self.pattern = pattern
    store = try RedisStore(
      address: address, space: .watched(pattern: pattern), connectTimeout: connectTimeout,
      commandTimeout: commandTimeout, jitter: jitter)
    let state = state
    events = EventLog(clock: clock)
    events.listen { event in
      if event.kind == .serverClockMoved { state.withLock { $0.journal.forgetTimes() } }
    }
    looker = ServerLooker(store: store, clock: clock, patience: clock, events: events, follows: true)
    settings = RedisSettings(
      address: address, connectTimeout: connectTimeout, commandTimeout: commandTimeout,
      clientName: "ttlscope:\(ProcessIdentity.number)", jitter: jitter.split("subscription"))
    subscriptions = Subscriptions(settings, pattern: pattern)
    subscriptions.follow([address])
  }

  /// Tells one listener of every change from now on, one after the other; it must be quick.
  public func listen(_ body: @escaping @Sendable (WatchEvent) -> Void) {
    state.withLock { $0.listener = Listener(tell: body) }
  }

  /// Looks until cancelled.
  public func run() async {
    while !Task.isCancelled {
      await turn()
      guard (try? await clock.sleep(for: ServerLooker.turn)) != nil else { return }
    }
  }

  /// Says what is on the screen: that is asked for first.
  public func attend(to attention: Attention) {
    var attention = attention
    // The screen filters by itself: changes of keys that it does not show are told all the same.
    attention.filter = ""
    looker.attend(to: attention)
  }

  /// What one frame shows.
  public func snapshot() -> LabSnapshot {
    let now = clock.now
    let (listing, reading) = state.withLock { state in
      var reading = WatchReading(pattern: pattern)
      reading.nodes = subscriptions.nodes
      reading.events = state.journal.log.newest(WatchJournal.logLength)
      reading.counts = state.journal.counts
      reading.serverHits = state.series.last(through: now)
      // The first look at a large server takes a while: what it found so far is shown.
      let isEarly = !state.journal.hasList && state.journal.listing.error == nil
      return (isEarly ? nil : state.journal.listing, reading)
    }
    let looking = looker.listing
    var keys = listing ?? looking
    keys.cost = looking.cost
    for place in keys.entries.indices { complete(&keys.entries[place]) }
    var snapshot = LabSnapshot(
      at: now, ledger: LedgerSnapshot(at: now), store: store.status(at: now), keys: keys, clock: clock.status,
      events: events.newest)
    // A store counts what it wrote; here that is nothing.
    snapshot.store.entries = nil
    snapshot.server = looker.reading
    snapshot.watch = reading
    snapshot.watch?.skipped = subscriptions.skipped
    snapshot.watch?.refusal = subscriptions.refusal
    return snapshot
  }

  /// Adds what was learnt of a key since the last round.
  private func complete(_ entry: inout EntrySummary) {
    guard entry.expiry == .unknown || entry.type == nil || entry.memory == nil, let seen = looker.entry(entry.key)
    else { return }
    if entry.expiry == .unknown { entry.expiry = seen.expiry }
    entry.type = entry.type ?? seen.type
    entry.memory = entry.memory ?? seen.memory
  }

  /// The beginning of a value; `nil` for a key that is gone.
  ///
  /// - Throws: ``StoreError/rejected(_:)`` also for a value that is no text: such are not read.
  public func inspect(_ key: CacheKey, limit: Int) async throws(StoreError) -> EntryPreview? {
    if let type = state.withLock({ $0.journal.type(of: key) }), type != "string" {
      throw .rejected("a \(type): only strings are read")
    }
    await looker.admitPeek()
    return try await store.peek(key, limit: limit, at: clock.now)
  }

  public func close() async {
    await store.close()
    await subscriptions.close()
  }
}
