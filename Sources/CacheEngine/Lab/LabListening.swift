extension Lab {
  /// Tells one listener, one item after the other, of all that ends, happens and leaves from now on, until told to stop.
  ///
  /// - Parameter body: Must be short: requests wait for it.
  public func listen(_ body: @escaping @Sendable (RecordingItem) -> Void) -> LabListening {
    let listening = LabListening(self, body)
    ledger.listen { listening.hear(.request($0)) }
    events.listen { listening.hear(.event($0)) }
    return listening
  }

  /// What a recording of this lab begins with.
  public func recordingHeader(clock: RecordingHeader.ClockKind) -> RecordingHeader {
    RecordingHeader(
      name: scenario.name, seed: scenario.seed, duration: scenario.duration,
      store: store is MemoryStore ? "memory" : "redis", clock: clock, endpoints: ledger.functionNames,
      scenario: scenario.source)
  }
}

/// Hears what goes on in a lab.
public final class LabListening: Sendable {
  private let lab: Lab
  private let body: @Sendable (RecordingItem) -> Void
  /// Also what makes items come one at a time.
  private let cursors: Lock<[Int]>

  fileprivate init(_ lab: Lab, _ body: @escaping @Sendable (RecordingItem) -> Void) {
    self.lab = lab
    self.body = body
    cursors = Lock(Array(repeating: 0, count: MemoryStore.tableCount))
  }

  /// Tells of what has left meanwhile, and then of nothing more.
  public func stop() {
    lab.ledger.listen(nil)
    lab.events.listen(nil)
    hear(nil)
  }

  /// Entries that left are told of before whatever comes next: a request that took their place, most of all.
  fileprivate func hear(_ item: RecordingItem?) {
    cursors.withLock { cursors in
      if let memory = lab.store as? MemoryStore {
        for entry in memory.departures(since: &cursors) { body(.departure(entry)) }
      }
      if let item { body(item) }
    }
  }
}
