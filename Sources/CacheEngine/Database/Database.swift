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
    return try await query(taking: load, for: client) { _, started in
      RowReading(exists: exists, asOf: latestChange.load(ordering: .relaxed), readAt: started)
    } atEnd: { _, _ in
    }
  }

  /// Changes a row. The change takes effect when the query ends.
  nonisolated(nonsending) func write(_ row: RowID, taking load: LatencyModel, for client: DatabaseClient) async throws {
    try await query(taking: load, for: client) { _, _ in
    } atEnd: { state, ended in
      latestChange.store(state.changes.note(row, at: ended), ordering: .relaxed)
    }
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
    let (time, answer) = state.withLock { state in
      state.count(client) { $0.begin() }
      let time = load.draw(using: &state.generator) * state.slowness
      return (time, atStart(&state, started))
    }
    do {
      try await clock.sleep(until: started.advanced(by: time))
    } catch {
      leave(since: started, for: client) { _, _ in }
      throw error
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
