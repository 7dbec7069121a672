import Testing

@testable import CacheEngine

@Suite("Replaying a recording")
struct ReplayStateTests {
  private func tape(_ run: RecordedRun) throws -> ReplayTape {
    var reader = RecordingReader(file: "run")
    var items: [RecordingItem] = []
    for line in RecordingFormatTests.lines(run.bytes) {
      if let item = try reader.item(of: line) { items.append(item) }
    }
    return ReplayTape(
      try #require(reader.header), try ScenarioParser.scenario(of: RecordedRun.scenario, file: "x"), items)
  }

  /// The records as a recording has them: without the ledger's places.
  private func plain(_ snapshot: LedgerSnapshot) -> LedgerSnapshot {
    var snapshot = snapshot
    for place in snapshot.records.indices {
      snapshot.records[place].stripe = 0
      snapshot.records[place].waitingPlace = -1
      // A recording keeps of the entry only what a record tells.
      snapshot.records[place].filledBy = snapshot.records[place].filledBy
    }
    return snapshot
  }

  @Test(
    "shows what the lab showed then",
    arguments: [1, 137, 4_321, 9_999, 10_777, 14_003, 20_501, 33_333, 39_999].map { $0 })
  func equality(milliseconds: Int64) async throws {
    // Between two things that happen, so that it is clear what has.
    let moment = Timestamp(nanoseconds: milliseconds * 1_000_000 + 1)
    let run = try await RecordedRun.of(snapshotAt: moment)
    let live = try #require(run.snapshot)
    #expect(live.at == moment)
    var state = ReplayState(try tape(run))
    state.move(to: moment)
    let replayed = state.snapshot()
    #expect(replayed.ledger.total == live.ledger.total)
    #expect(plain(replayed.ledger) == plain(live.ledger))
    #expect(replayed.events == live.events)
    #expect(replayed.store.entries == live.store.entries)
    #expect(replayed.store.bytes == live.store.bytes)
    #expect(replayed.store.departures.expired == live.store.departures.expired)
    #expect(replayed.store.departures.evicted == live.store.departures.evicted)
    #expect(replayed.store.recentlyLeft == live.store.recentlyLeft)
    #expect(replayed.database.queries == live.database.queries)
    #expect(replayed.database.running == live.database.running)
    #expect(replayed.database.waiting == live.database.waiting)
    let byKey = { (entries: [EntrySummary]) in entries.sorted { $0.key < $1.key } }
    #expect(byKey(replayed.keys.entries) == byKey(live.keys.entries))
  }

  @Test("shows the same however it got there")
  func seeking() async throws {
    let tape = try tape(try await RecordedRun.of())
    var direct = ReplayState(tape)
    direct.move(to: Timestamp(nanoseconds: 17_500_000_000))
    var wandering = ReplayState(tape)
    for second: Int64 in [3, 39, 0, 12, 17] { wandering.move(to: Timestamp(nanoseconds: second * 1_000_000_000)) }
    wandering.move(to: Timestamp(nanoseconds: 17_500_000_000))
    #expect(wandering.snapshot() == direct.snapshot())
    direct.move(to: tape.end)
    #expect(direct.snapshot().ledger.total.inFlight == 0)
    #expect(direct.nextMoment(after: tape.end) == nil)
  }
}
