import TestSupport
import Testing

@testable import CacheEngine

@Suite("Database") struct DatabaseTests {
  let clock = ManualClock()

  @Test("queries wait side by side, and are counted with their time added up")
  func parallel() async throws {
    let database = Database(clock: clock)
    let queries = (0..<100).map { number in Task { try await database.query(taking: .seconds(2)) { number } } }
    await clock.untilSleeping(count: 100)
    #expect(database.reading.running == 100)
    clock.advance(by: .seconds(2))
    for (number, query) in queries.enumerated() { #expect(try await query.value == number) }
    let reading = database.reading
    #expect((reading.queries, reading.running, reading.mostRunning) == (100, 0, 100))
    #expect(reading.busy == .seconds(200))
  }

  @Test("a cancelled query ends at once and counts the time it took")
  func cancelled() async throws {
    let database = Database(clock: clock)
    let query = Task { try await database.query(taking: .seconds(2)) { 1 } }
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
    let query = Task { try await database.query(taking: .seconds(2)) { 1 } }
    await clock.untilSleeping(count: 1)
    database.reset()
    #expect((database.reading.queries, database.reading.running, database.reading.mostRunning) == (1, 1, 1))
    clock.advance(by: .seconds(2))
    _ = try await query.value
    #expect((database.reading.queries, database.reading.running) == (1, 0))
  }
}
