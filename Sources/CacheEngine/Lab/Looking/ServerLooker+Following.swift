/// What a watch reads of the looking.
extension ServerLooker {
  /// A round through the names of all keys.
  struct Round {
    var began: Timestamp
    /// `nil` while it goes on.
    var ended: Timestamp?
  }

  /// The server's totals of reads.
  struct Totals {
    var hits: ServerHits
    /// What of them we caused since the first look.
    var own: ServerHits
    /// Which servers count.
    var runs: [String]
    var at: Timestamp
  }

  private static let mostHeard = 40

  var round: Round {
    state.withLock { state in
      if case .ended(let end) = state.survey.progress { return Round(began: state.survey.began, ended: end) }
      return Round(began: state.survey.began)
    }
  }

  /// What kept the last turn from being done.
  var error: StoreError? { state.withLock { $0.error } }

  /// `nil` where the server does not tell.
  var totals: Totals? {
    state.withLock { state in
      guard let reading = state.reading, let at = state.countersTold, let hits = reading.counters.keyspaceHits,
        let misses = reading.counters.keyspaceMisses
      else { return nil }
      return Totals(
        hits: ServerHits(hits: hits, misses: misses),
        own: ServerHits(hits: reading.own.hits, misses: reading.own.misses),
        runs: reading.counters.runs, at: at)
    }
  }

  /// What is known of a key.
  func entry(_ key: CacheKey) -> EntrySummary? { state.withLock { $0.survey.items[key]?.entry } }

  /// The server told of these, oldest first: the newest that are there are asked in the next turn, before all others.
  func heard(_ events: [WatchEvent]) {
    state.withLock { state in
      for event in events { state.survey.heard(of: event.key, event.kind) }
      var seen = Set<CacheKey>()
      let newest = events.reversed().filter(\.kind.isArrival).map(\.key) + state.heard
      state.heard = Array(newest.filter { seen.insert($0).inserted }.prefix(Self.mostHeard))
    }
  }
}
