/// Looks at a server for the dashboard: its keys, their times, its clock and its counters, within a budget.
final class ServerLooker: Sendable {
  /// Between two turns; each asks what the budget allows.
  static let turn = Duration.milliseconds(100)
  static let clockInterval = Duration.seconds(2)

  struct State {
    var survey: KeySurvey
    var budget = LookingBudget()
    var attention = Attention()
    var isWoken = false
    var error: StoreError?
    var refusals = RedisStore.Refusals()
    var serverClock = ServerClock()
    var clockAsked: Timestamp?
    var countersAsked: Timestamp?
    var reading: ServerReading?
    var tracesAtFirst = LookupTraces()
    /// When the reading was made.
    var countersTold: Timestamp?
    /// Keys that the server just told of: they are asked first, once.
    var heard: [CacheKey] = []
  }

  private let store: RedisStore
  private let clock: any LabClock
  private let patience: any LabClock
  private let events: EventLog
  let state: Lock<State>

  /// - Parameter follows: Whether keys and counters are followed though nobody looks at them.
  init(
    store: RedisStore, clock: any LabClock, patience: any LabClock = RealClock(), events: EventLog,
    follows: Bool = false
  ) {
    (self.store, self.clock, self.patience, self.events) = (store, clock, patience, events)
    state = Lock(State(survey: KeySurvey(follows: follows)))
  }

  var listing: KeyListing {
    let now = patience.now
    return state.withLock { state in
      var listing = KeyListing()
      listing.entries = state.survey.entries
      listing.examined = state.survey.examined
      listing.total = state.survey.total ?? state.survey.examined
      listing.isTruncated = state.survey.isTruncated
      listing.gap = state.survey.gap
      listing.isComplete = state.survey.wasComplete && !listing.isTruncated && listing.gap == nil
      listing.isStopped = state.survey.progress == .stopped
      listing.error = state.error
      listing.cost = LookingCost(
        perSecond: state.budget.rate(at: now), hits: store.lookupTraces.lookingHits,
        refusals: [state.refusals.timeLeft, state.refusals.type, state.refusals.memory].compactMap(\.self))
      return listing
    }
  }

  var reading: ServerReading? { state.withLock { $0.attention.wantsCounters ? $0.reading : nil } }

  func attend(to attention: Attention) {
    state.withLock { state in
      state.attention = attention
      state.survey.search(for: attention.filter)
    }
  }

  func goOn() {
    state.withLock { $0.survey.goOn() }
  }

  func wake() {
    state.withLock { $0.isWoken = true }
  }

  /// We changed the key: no server has to be asked to know that.
  func changed(_ key: CacheKey) {
    let now = clock.now
    let entry = store.knownEntry(key, at: now)
    state.withLock { $0.survey.changed(key, to: entry, at: now) }
  }

  /// Waits until a person may look at a value: what ``RedisStore/peek(_:limit:at:)`` asks.
  func admitPeek() async {
    while !state.withLock({ $0.budget.admit(4, lookups: 3, at: patience.now) }) {
      guard (try? await patience.sleep(for: Self.turn)) != nil else { return }
    }
  }

  func run() async {
    while !Task.isCancelled {
      await look()
      guard (try? await patience.sleep(for: Self.turn)) != nil else { return }
    }
  }

  /// One turn.
  func look() async {
    if store.status(at: clock.now).access == .undecided { await store.settleAccess() }
    var error: StoreError?
    // What one of them may not do is no reason for the others not to be done.
    // What is asked seldom goes first, as keys take all that the budget has left.
    await attempt(&error) { () throws(StoreError) in try await readClock() }
    await attempt(&error) { () throws(StoreError) in try await readCounters() }
    await attempt(&error) { () throws(StoreError) in try await scan() }
    await attempt(&error) { () throws(StoreError) in try await check() }
    state.withLock { $0.error = error }
  }

  private func attempt(_ first: inout StoreError?, _ body: () async throws(StoreError) -> Void) async {
    do throws(StoreError) {
      try await body()
    } catch {
      first = first ?? error
    }
  }

  private func take(_ kind: LookingBudget.Kind, _ wanted: Int) -> Int {
    state.withLock { $0.budget.take(kind, wanted, at: patience.now) }
  }
}

// MARK: what a turn asks
extension ServerLooker {
  private func scan() async throws(StoreError) {
    let now = clock.now
    let (isDue, isFirst) = state.withLock { state in
      state.survey.startRound(at: now, isWoken: state.isWoken)
      let isFirst = state.survey.cursor == 0
      if isFirst { state.isWoken = false }
      return (state.survey.progress == .going, isFirst)
    }
    guard isDue else { return }
    if isFirst, take(.other, 1) == 1 {
      let total = try await store.keyCount()
      chargeOtherNodes()
      state.withLock { $0.survey.total = total }
    }
    let (filter, position) = state.withLock { ($0.survey.filter, $0.survey.cursor) }
    guard take(.scan, 1) == 1 else { return }
    let page = try await store.names(containing: filter, after: position, at: clock.now)
    state.withLock { state in
      // Somebody may have begun to look for something else meanwhile.
      guard state.survey.filter == filter, state.survey.cursor == position else { return }
      state.survey.saw(
        page.entries, next: page.next, gap: page.gap, examined: Int(OwnershipSurvey.scanCount), at: clock.now)
    }
  }

  private func check() async throws(StoreError) {
    let (keys, typed, measured) = state.withLock { state in
      let now = patience.now
      let heard = Set(state.heard)
      let shown = state.heard + state.attention.keys.filter { !heard.contains($0) }
      state.heard = []
      let wanted = state.survey.toCheck(shown: shown, most: 40, at: clock.now)
      // What is new on the screen goes first. A type is asked once, and would wait for ever behind what is asked again.
      let news = state.survey.unchecked(among: shown)
      let fresh = wanted.filter(news.contains)
      var keys = Array(fresh.prefix(state.budget.take(.lookup, fresh.count, at: now)))
      let types = state.survey.toType(shown: shown, most: 40)
      let share = (state.budget.room(for: .lookup, at: now) + 1) / 2
      let typed = Array(types.prefix(state.budget.take(.lookup, min(types.count, share), at: now)))
      let again = wanted.filter { !news.contains($0) }
      keys += again.prefix(state.budget.take(.lookup, again.count, at: now))
      let sizes = state.survey.toMeasure(shown: shown, most: 40)
      return (keys, typed, Array(sizes.prefix(state.budget.take(.other, sizes.count, at: now))))
    }
    guard !keys.isEmpty || !typed.isEmpty || !measured.isEmpty else { return }
    let answers = try await store.look(at: keys, typing: typed, measuring: measured, at: clock.now)
    let now = clock.now
    state.withLock { state in
      for key in keys {
        if let look = answers.looks[key] {
          state.survey.checked(key, look, at: now)
        } else {
          state.survey.checkFailed(key, at: now)
        }
      }
      for key in measured { state.survey.measured(key, answers.memory[key]) }
      for key in typed { state.survey.typed(key, answers.types[key]) }
      if !keys.isEmpty { state.refusals.timeLeft = answers.refusals.timeLeft }
      if !typed.isEmpty { state.refusals.type = answers.refusals.type }
      if !measured.isEmpty { state.refusals.memory = answers.refusals.memory }
    }
  }

  private func readClock() async throws(StoreError) {
    guard takesTurn(\.clockAsked) else { return }
    // A user who may not ask for the time is told of no steps.
    guard let told = try? await store.serverTime() else { return }
    let step = state.withLock { state -> Duration? in
      guard let step = state.serverClock.told(told.server, asked: told.asked, answered: told.answered) else {
        return nil
      }
      state.survey.clockMoved(by: step)
      return step
    }
    if let step { events.note(.serverClockMoved, "server clock moved by \(Self.text(of: step))") }
  }

  private func readCounters() async throws(StoreError) {
    guard state.withLock({ $0.attention.wantsCounters || $0.survey.follows }), takesTurn(\.countersAsked) else {
      return
    }
    do throws(StoreError) {
      let counters = try await store.counters()
      chargeOtherNodes()
      let traces = store.lookupTraces
      state.withLock { state in
        // Other servers, or one that was started anew, count from somewhere else.
        if state.reading?.first.keyspaceHits == nil || state.reading?.counters.runs != counters.runs {
          state.tracesAtFirst = traces
          state.reading = ServerReading(counters: counters, first: counters)
        }
        state.reading?.counters = counters
        state.reading?.own = traces.since(state.tracesAtFirst)
        state.reading?.problem = nil
        state.countersTold = patience.now
      }
    } catch .rejected(let text) {
      state.withLock { $0.reading = ServerReading(problem: text) }
    }
  }

  /// What asks every node of a cluster costs a command each.
  private func chargeOtherNodes() {
    let others = store.masters.count - 1
    if others > 0 { state.withLock { $0.budget.charge(.other, others, at: patience.now) } }
  }

  /// Whether it is time to ask, and the budget allows it.
  private func takesTurn(_ asked: WritableKeyPath<State, Timestamp?>) -> Bool {
    let now = patience.now
    return state.withLock { state in
      if let last = state[keyPath: asked], last.duration(to: now) < Self.clockInterval { return false }
      guard state.budget.take(.other, 1, at: now) == 1 else { return false }
      state[keyPath: asked] = now
      return true
    }
  }

  /// "+60 s": a step in whole seconds, as clocks are set.
  private static func text(of step: Duration) -> String {
    let seconds = Int64(step.inSeconds.rounded())
    return "\(seconds < 0 ? "-" : "+")\(seconds.magnitude) s"
  }
}
