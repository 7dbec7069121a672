/// The simulated store of record behind the cache: every query takes its time, and is counted.
///
/// Queries suspend, they never block a thread: a hundred of them wait side by side.
public final class Database: Sendable {
  private let clock: any LabClock
  private let state = Lock(DatabaseReading())

  public init(clock: any LabClock) {
    self.clock = clock
  }

  /// Answers with `row` after `time`.
  ///
  /// - Throws: `CancellationError` when the caller is cancelled before the time is over.
  func query<Row>(taking time: Duration, _ row: () -> Row) async throws -> Row {
    let started = clock.now
    state.withLock { $0.begin() }
    defer { state.withLock { $0.end(after: started.duration(to: clock.now)) } }
    try await clock.sleep(until: started.advanced(by: time))
    return row()
  }

  public var reading: DatabaseReading {
    state.withLock { $0 }
  }

  /// Starts counting anew; queries that are running stay running.
  public func reset() {
    state.withLock { $0.reset() }
  }
}

extension DatabaseReading {
  mutating func begin() {
    queries += 1
    running += 1
    mostRunning = max(mostRunning, running)
  }

  mutating func end(after time: Duration) {
    running -= 1
    busy += time
  }

  mutating func reset() {
    queries = UInt64(running)
    mostRunning = running
    busy = .zero
  }
}
