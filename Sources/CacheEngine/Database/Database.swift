import Synchronization

/// The simulated store of record behind the cache: every query takes its time, and is counted.
///
/// Queries suspend, they never block a thread: a hundred of them wait side by side. Rows have no contents, only versions.
public final class Database: Sendable {
  fileprivate struct State {
    var total = DatabaseReading()
    var clients: [DatabaseReading] = []
    var line = ConnectionLine()
    var generator: SeededGenerator
    var changes = ChangeLog()
    /// Of each row with acknowledged changes that were not written yet, the number of the first.
    var pending: [RowID: UInt64] = [:]
    var isDown = false
    var slowness = 1.0
    /// This share of the queries fails.
    var failing = 0.0
  }

  private let clock: any LabClock
  private let definition: DatabaseDefinition
  private let state: Lock<State>
  /// The number of the latest change: readers that know of it are up to date without a look at the log.
  private let latestChange = Atomic<UInt64>(0)

  /// - Parameter generator: Of how long queries take.
  public init(
    _ definition: DatabaseDefinition = DatabaseDefinition(), clock: any LabClock,
    generator: SeededGenerator = SeededGenerator(seed: 1)
  ) {
    self.definition = definition
    self.clock = clock
    var state = State(generator: generator)
    state.line.free = definition.connections ?? .max
    state.total.connections = definition.connections
    self.state = Lock(state)
  }

  /// Enters whoever sends queries to a table, so that they are also counted apart.
  func register(table: String) -> DatabaseClient {
    let size = definition.rows.first { $0.table == table }?.rows
    return state.withLock { state in
      state.clients.append(DatabaseReading())
      state.clients[state.clients.count - 1].connections = definition.connections
      return DatabaseClient(index: state.clients.count - 1, tableSize: size)
    }
  }

  /// Reads a row. What it says is how things were when the query began to run, as in a database with snapshots.
  ///
  /// - Throws: ``DatabaseError``, and `CancellationError` when the caller is cancelled before the time is over.
  nonisolated(nonsending) func read(
    _ row: RowID, taking load: LatencyModel, for client: DatabaseClient
  ) async throws -> RowReading {
    let exists = client.tableSize.map { !row.isNumbered || row.number >= 1 && row.number <= $0 } ?? true
    return try await query(taking: load, for: client) { state, started in
      // A write that was acknowledged and has not come here yet is not seen.
      let latest = latestChange.load(ordering: .relaxed)
      return RowReading(exists: exists, asOf: state.pending[row].map { $0 - 1 } ?? latest, readAt: started)
    } atEnd: { _, _ in
    }
  }

  /// Changes a row. The change takes effect when the query ends. Returns what a reader would know right afterwards.
  @discardableResult
  nonisolated(nonsending) func write(
    _ row: RowID, taking load: LatencyModel, for client: DatabaseClient
  ) async throws -> ReadPoint {
    try await query(taking: load, for: client) { _, _ in
    } atEnd: { state, ended in
      note(row, at: ended, &state)
    }
    let number = latestChange.load(ordering: .relaxed)
    return ReadPoint(change: number, moment: clock.now)
  }

  /// Enters a change that was acknowledged before it is written: the truth has changed, though no query will show it yet.
  func promise(_ row: RowID) -> ReadPoint {
    let now = clock.now
    return state.withLock { state in
      note(row, at: now, &state)
      let number = latestChange.load(ordering: .relaxed)
      if state.pending[row] == nil { state.pending[row] = number }
      return ReadPoint(change: number, moment: now)
    }
  }

  /// Writes what was promised of a row, as it is now.
  nonisolated(nonsending) func keepPromise(
    _ row: RowID, taking load: LatencyModel, for client: DatabaseClient
  ) async throws {
    try await query(taking: load, for: client) { _, _ in
    } atEnd: { state, _ in
      state.pending[row] = nil
    }
  }

  /// What was promised of a row will never be written: the truth is again what the database holds.
  func breakPromise(_ row: RowID) {
    state.withLock { state in
      if let first = state.pending.removeValue(forKey: row) { state.changes.forget(row, from: first) }
    }
  }

  private func note(_ row: RowID, at moment: Timestamp, _ state: inout State) {
    latestChange.store(state.changes.note(row, at: moment), ordering: .relaxed)
  }

  /// How long the row had been another one at `now`, for whoever knows it as it was after change number `asOf`; `nil` when
  /// it still is that one.
  func staleness(of row: RowID, asOf: UInt64, at now: Timestamp) -> Duration? {
    guard latestChange.load(ordering: .relaxed) > asOf else { return nil }
    return state.withLock { $0.changes.firstChange(of: row, after: asOf) }.map { max(.zero, $0.duration(to: now)) }
  }

  func setDown(_ isDown: Bool) {
    state.withLock { $0.isDown = isDown }
  }

  /// From now on this share of the queries fails, drawn for each.
  func setFailing(_ share: Double) {
    state.withLock { $0.failing = share }
  }

  /// From now on queries take `factor` times as long.
  func setSlowness(_ factor: Double) {
    state.withLock { $0.slowness = factor }
  }

  public var reading: DatabaseReading {
    state.withLock { $0.total }
  }

  func reading(of client: DatabaseClient) -> DatabaseReading {
    state.withLock { $0.clients[client.index] }
  }

  /// Starts counting anew; queries that are running stay running.
  public func reset() {
    state.withLock { state in
      state.total.reset()
      for index in state.clients.indices { state.clients[index].reset() }
    }
  }
}

extension Database {
  private nonisolated(nonsending) func query<Answer>(
    taking load: LatencyModel, for client: DatabaseClient, atStart: (inout State, Timestamp) -> Answer,
    atEnd: (inout State, Timestamp) -> Void
  ) async throws -> Answer {
    let arrived = clock.now
    let ticket = try state.withLock { state in
      state.count(client) { $0.queries += 1 }
      if state.isDown {
        state.count(client) { $0.failures += 1 }
        throw DatabaseError.down
      }
      return state.line.enter()
    }
    if let ticket { try await wait(in: ticket, since: arrived, for: client) }
    let started = clock.now
    let (time, answer, fails) = state.withLock { state in
      state.count(client) { $0.begin() }
      let time = load.draw(using: &state.generator) * state.slowness
      let fails = state.failing > 0 && state.generator.nextUnit() < state.failing
      return (time, atStart(&state, started), fails)
    }
    do {
      try await clock.sleep(until: started.advanced(by: time))
    } catch {
      leave(since: started, for: client) { _, _ in }
      throw error
    }
    if fails {
      state.withLock { state in state.count(client) { $0.failures += 1 } }
      leave(since: started, for: client) { _, _ in }
      throw DatabaseError.failed
    }
    leave(since: started, for: client, atEnd)
    return answer
  }

  private nonisolated(nonsending) func wait(
    in ticket: ConnectionLine.Ticket, since arrived: Timestamp, for client: DatabaseClient
  ) async throws {
    state.withLock { $0.count(client) { $0.beginWaiting() } }
    let isServed = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known = state.withLock { $0.line.wait(ticket, continuation) }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      state.withLock { $0.line.cancel(ticket) }?.resume(returning: false)
    }
    let waited = arrived.duration(to: clock.now)
    state.withLock { $0.count(client) { $0.endWaiting(after: waited) } }
    if !isServed { throw CancellationError() }
  }

  /// Gives the connection to whoever stands first in line.
  private func leave(since started: Timestamp, for client: DatabaseClient, _ atEnd: (inout State, Timestamp) -> Void) {
    let ended = clock.now
    let next = state.withLock { state in
      state.count(client) { $0.end(after: started.duration(to: ended)) }
      atEnd(&state, ended)
      return state.line.leave()
    }
    next?.resume(returning: true)
  }
}

extension Database.State {
  fileprivate mutating func count(_ client: DatabaseClient, _ change: (inout DatabaseReading) -> Void) {
    change(&total)
    change(&clients[client.index])
  }
}
