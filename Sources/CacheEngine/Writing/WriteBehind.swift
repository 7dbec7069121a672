/// Carries an endpoint's acknowledged writes to the database, later.
final class WriteBehind: Sendable {
  private struct State {
    var queue = WriteBehindQueue()
    /// Counts the deaths of the process: whoever waits for a row of an earlier life finds nothing to do.
    var life = 0
  }

  private let database: Database
  private let clock: any LabClock
  private let client: DatabaseClient
  private let state = Lock(State())

  init(database: Database, clock: any LabClock, client: DatabaseClient) {
    self.database = database
    self.clock = clock
    self.client = client
  }

  /// Acknowledges a write; `nil` when too many rows wait: then it has to go to the database at once.
  func accept(_ row: RowID, delay: Duration, taking load: @escaping @Sendable () -> LatencyModel) -> ReadPoint? {
    let now = clock.now
    let (acceptance, life) = state.withLock { ($0.queue.accept(row, at: now, delay: delay), $0.life) }
    switch acceptance {
    case .full: return nil
    case .coalesced: break
    case .first(let due):
      Task(executorPreference: clock.executor) { [self] in
        await carry(row, from: due, delay: delay, life: life, taking: load)
      }
    }
    return database.promise(row)
  }

  private func carry(
    _ row: RowID, from due: Timestamp, delay: Duration, life: Int, taking load: @Sendable () -> LatencyModel
  ) async {
    var next: Timestamp? = due
    while let due = next {
      guard (try? await clock.sleep(until: due)) != nil else { return }
      guard state.withLock({ $0.life == life && $0.queue.begin(row) }) else { return }
      var isWritten = true
      do {
        try await database.keepPromise(row, taking: load(), for: client)
      } catch {
        isWritten = false
      }
      let now = clock.now
      next = state.withLock { state in
        guard state.life == life else { return nil }
        return isWritten ? state.queue.succeed(row, at: now, delay: delay) : state.queue.fail(row, at: now)
      }
    }
  }

  /// The process dies: what the database has not got is lost. Returns how many acknowledged writes that is.
  func lose() -> Int {
    let (rows, count) = state.withLock { state in
      state.life += 1
      let before = state.queue.lost
      let rows = state.queue.lose()
      return (rows, Int(state.queue.lost - before))
    }
    for row in rows { database.breakPromise(row) }
    return count
  }

  /// What the ledger cannot know, as it happens after the requests.
  var counts: WriteCounts {
    state.withLock { state in
      var counts = WriteCounts()
      counts.atRisk = state.queue.atRisk
      counts.lost = state.queue.lost
      counts.toDatabase = state.queue.written
      return counts
    }
  }
}
