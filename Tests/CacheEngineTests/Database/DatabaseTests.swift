import TestSupport
import Testing

@testable import CacheEngine

@Suite("Database") struct DatabaseTests {
  let clock = ManualClock()
  let two = LatencyModel.fixed(.seconds(2))
  let row = RowID(table: 0, number: 5, isNumbered: true)

  private func read(_ database: Database, _ client: DatabaseClient) -> Task<RowReading, any Error> {
    Task { try await database.read(row, taking: two, for: client) }
  }

  @Test("queries wait side by side, and are counted with their time added up")
  func parallel() async throws {
    let database = Database(clock: clock)
    let client = database.register(table: "items")
    let queries = (0..<100).map { _ in read(database, client) }
    await clock.untilSleeping(count: 100)
    #expect(database.reading.running == 100)
    clock.advance(by: .seconds(2))
    for query in queries { #expect(try await query.value.exists) }
    let reading = database.reading
    #expect((reading.queries, reading.running, reading.mostRunning) == (100, 0, 100))
    #expect(reading.busy == .seconds(200))
    #expect(database.reading(of: client) == reading)
  }

  @Test("with two connections the third query stands in line until one is free, in the order of coming")
  func pool() async throws {
    let database = Database(DatabaseDefinition(connections: 2), clock: clock)
    let client = database.register(table: "items")
    let ended = Lock([Int]())
    var queries: [Task<Void, any Error>] = []
    for number in 0..<4 {
      queries.append(
        Task {
          _ = try await database.read(row, taking: two, for: client)
          ended.withLock { $0.append(number) }
        })
      while database.reading.running + database.reading.waiting <= number { await Task.yield() }
    }
    #expect((database.reading.running, database.reading.waiting) == (2, 2))
    await clock.untilSleeping(count: 2)
    clock.advance(by: .seconds(2))
    for query in queries[..<2] { try await query.value }
    await clock.untilSleeping(count: 2)
    #expect((database.reading.running, database.reading.waiting) == (2, 0))
    clock.advance(by: .seconds(2))
    for query in queries { try await query.value }
    #expect(Set(ended.withLock { $0 }[..<2]) == [0, 1])
    let reading = database.reading
    #expect((reading.mostRunning, reading.mostWaiting) == (2, 2))
    #expect((reading.waited, reading.busy) == (.seconds(4), .seconds(8)))
  }

  @Test("whoever is cancelled in line gives the place up, and nobody waits for it")
  func cancelledInLine() async throws {
    let database = Database(DatabaseDefinition(connections: 1), clock: clock)
    let client = database.register(table: "items")
    let first = read(database, client)
    await clock.untilSleeping(count: 1)
    let second = read(database, client)
    while database.reading.waiting < 1 { await Task.yield() }
    let third = read(database, client)
    while database.reading.waiting < 2 { await Task.yield() }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(database.reading.waiting == 1)
    clock.advance(by: .seconds(2))
    _ = try await first.value
    await clock.untilSleeping(count: 1)
    clock.advance(by: .seconds(2))
    _ = try await third.value
    #expect((database.reading.running, database.reading.waiting) == (0, 0))
  }

  @Test("a cancelled query ends at once and counts the time it took")
  func cancelled() async throws {
    let database = Database(clock: clock)
    let query = read(database, database.register(table: "items"))
    await clock.untilSleeping(count: 1)
    clock.advance(by: .seconds(1))
    query.cancel()
    await #expect(throws: CancellationError.self) { try await query.value }
    #expect(database.reading.running == 0)
    #expect(database.reading.busy == .seconds(1))
  }

  @Test("after a reset, running queries are still counted")
  func reset() async throws {
    let database = Database(clock: clock)
    let query = read(database, database.register(table: "items"))
    await clock.untilSleeping(count: 1)
    database.reset()
    #expect((database.reading.queries, database.reading.running, database.reading.mostRunning) == (1, 1, 1))
    clock.advance(by: .seconds(2))
    _ = try await query.value
    #expect((database.reading.queries, database.reading.running) == (1, 0))
  }

  @Test("a database that is down fails every query at once, and counts it")
  func down() async throws {
    let database = Database(clock: clock)
    database.setDown(true)
    await #expect(throws: DatabaseError.down) { try await read(database, database.register(table: "items")).value }
    #expect((database.reading.queries, database.reading.failures) == (1, 1))
  }

  @Test("a slow database takes as many times as long")
  func slow() async throws {
    let database = Database(clock: clock)
    database.setSlowness(3)
    let query = read(database, database.register(table: "items"))
    await clock.untilSleeping(count: 1)
    clock.advance(by: .seconds(6))
    _ = try await query.value
    #expect(database.reading.busy == .seconds(6))
  }

  @Test(
    "a table has as many rows as it was given",
    arguments: [(0, false), (1, true), (3, true), (4, false), (-1, false)])
  func rows(number: Int, exists: Bool) async throws {
    let definition = DatabaseDefinition(rows: [TableSize(table: "items", rows: 3)])
    let database = Database(definition, clock: clock)
    let row = RowID(table: 0, number: number, isNumbered: true)
    let client = database.register(table: "items")
    let query = Task { try await database.read(row, taking: .fixed(.zero), for: client) }
    #expect(try await query.value.exists == exists)
    let elsewhere = database.register(table: "users")
    let other = Task { try await database.read(row, taking: .fixed(.zero), for: elsewhere) }
    #expect(try await other.value.exists)
  }

  @Test("a reading is stale from the moment a later change of its row took effect")
  func staleness() async throws {
    let database = Database(clock: clock)
    let client = database.register(table: "items")
    let old = read(database, client)
    await clock.untilSleeping(count: 1)
    let write = Task { try await database.write(row, taking: .fixed(.seconds(1)), for: client) }
    await clock.untilSleeping(count: 2)
    clock.advance(by: .seconds(1))
    _ = try await write.value
    clock.advance(by: .seconds(1))
    let reading = try await old.value
    let later = Timestamp.zero.advanced(by: .seconds(10))
    #expect(database.staleness(of: row, asOf: reading.asOf, at: later) == .seconds(9))
    #expect(database.staleness(of: RowID(table: 0, number: 6, isNumbered: true), asOf: 0, at: later) == nil)
    let fresh = Task { try await database.read(row, taking: .fixed(.zero), for: client) }
    #expect(database.staleness(of: row, asOf: try await fresh.value.asOf, at: later) == nil)
  }

  @Test("a change log keeps the latest changes of a row, and dates a reading from before them by the oldest it has")
  func changeLogIsBounded() {
    var log = ChangeLog()
    for second in 1...100 { _ = log.note(row, at: Timestamp.zero.advanced(by: .seconds(second))) }
    let first = log.firstChange(of: row, after: 0)
    #expect(first.map { $0 > Timestamp.zero.advanced(by: .seconds(100 - ChangeLog.changesKept)) } == true)
    #expect(log.firstChange(of: row, after: 99) == Timestamp.zero.advanced(by: .seconds(100)))
    #expect(log.firstChange(of: row, after: 100) == nil)
  }
}
