/// The two ways to know of changes: looking again and again, and being told.
extension Watch {
  /// Takes in what the server told, asks as much as the budget allows, and tells what came of both.
  ///
  /// - Returns: Whether a round through all keys came to its end.
  @discardableResult
  func turn() async -> Bool {
    // Which servers have the keys may have changed: a failover, a node that joined.
    subscriptions.follow(store.masters)
    let heard = hear(subscriptions.take())
    looker.heard(heard)
    await looker.look()
    tell { journal in
      journal.noteOutcome(looker.error)
      return note(heard, in: &journal)
    }
    takeTotals()
    return takeRound()
  }

  /// One look at all keys, now.
  func look() async {
    looker.wake()
    while await !turn(), looker.error == nil, (try? await clock.sleep(for: ServerLooker.turn)) != nil {}
  }

  /// What notifications come to, in the order in which they came.
  func hear(_ told: [Subscriptions.Told]) -> [WatchEvent] {
    let (now, machine) = (clock.now, MonotonicTime.nanoseconds)
    let events = state.withLock { state in
      told.compactMap { told -> WatchEvent? in
        guard store.names.contains(told.message.name), let key = store.names.key(told.message.name, in: "")
        else { return nil }
        let at = now.advanced(by: .nanoseconds(told.at - machine))
        let kind = state.journal.hear(told.message.meaning, key, at: at)
        return kind.map { WatchEvent(at: at, kind: $0, key: key, source: .notification) }
      }
    }
    return events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  /// A notification tells neither the TTL nor the type: they are as the looking has found them since.
  private func note(_ heard: [WatchEvent], in journal: inout WatchJournal) -> [WatchEvent] {
    heard.map { event in
      var event = event
      if event.kind.isArrival, let entry = looker.entry(event.key) {
        event.expiry = entry.expiry == .unknown ? nil : entry.expiry
        event.type = entry.type
      }
      journal.note(event)
      return event
    }
  }

  private func takeRound() -> Bool {
    let round = looker.round
    state.withLock { state in
      guard state.roundBegan != round.began else { return }
      state.roundBegan = round.began
      state.journal.beginRound(at: round.began)
    }
    guard let end = round.ended, state.withLock({ $0.roundEnded }) != end else { return false }
    // What the server told of meanwhile goes first: the list may have it.
    let heard = hear(subscriptions.take())
    let listing = looker.listing
    looker.heard(heard)
    let now = clock.now
    tell { journal in note(heard, in: &journal) + journal.take(listing, at: now) }
    state.withLock { $0.roundEnded = end }
    return true
  }

  private func takeTotals() {
    guard let totals = looker.totals else { return }
    state.withLock { state in
      guard state.totalsTold != totals.at else { return }
      state.totalsTold = totals.at
      state.series.take(totals.hits, own: totals.own, runs: totals.runs, at: totals.at)
    }
  }

  /// Changes the journal, and tells the listener what came of it, in the same order.
  private func tell(_ change: (inout WatchJournal) -> [WatchEvent]) {
    state.withLock { state in
      for event in change(&state.journal) { state.listener?.tell(event) }
    }
  }
}
