import Testing

@testable import CacheEngine

/// What writes and invalidations of groups do, on the real path, in virtual time.
extension PolicyRunTests {
  @Test("write-through: the entry holds the new value, and the next read is no miss")
  func writeThrough() async throws {
    let (report, records) = try await run(CachePolicy(write: .writeThrough), [get(0), put(5), get(8)])
    #expect(outcomes(records) == "MWH")
    #expect(report.total.servedNothingStale)
  }

  @Test("write-behind: acknowledged at once, the database gets the last of several writes after the delay")
  func writeBehind() async throws {
    let (report, records) = try await run(
      CachePolicy(write: .writeBehind(delay: .seconds(1))), [get(0), put(5), put(5.2), put(5.4), get(5.5), get(20)])
    #expect(outcomes(records) == "MWWWHH")
    #expect(records[1].latency == .zero)
    let writes = report.total.counts.writes
    #expect([writes.accepted, writes.toDatabase, writes.atRisk, writes.lost] == [3, 1, 0, 0])
    #expect(report.total.servedNothingStale)
  }

  @Test("write-behind: what the database has not got when the process dies is lost")
  func writeBehindLoss() async throws {
    let (report, _) = try await run(
      CachePolicy(write: .writeBehind(delay: .seconds(10))),
      [get(0), put(5), put(6), ScenarioStep(at: .seconds(8), .crash)])
    let writes = report.total.counts.writes
    #expect((writes.accepted, writes.toDatabase, writes.lost) == (2, 0, 2))
  }

  @Test("write-behind: a database that fails gets it when it is back")
  func writeBehindRetries() async throws {
    let (report, _) = try await run(
      CachePolicy(write: .writeBehind(delay: .seconds(1))), [fault(0, .databaseDown, lasting: 20), put(1), get(30)])
    let writes = report.total.counts.writes
    #expect([writes.accepted, writes.toDatabase, writes.lost, writes.atRisk] == [1, 1, 0, 0])
    #expect(report.total.database.failures > 3)
  }

  @Test(
    "writes that leave the entry serve it stale until its TTL ends",
    arguments: [WritePolicy.forget, .writeAround(deletes: false)])
  func leftEntry(write: WritePolicy) async throws {
    let (report, records) = try await run(CachePolicy(write: write), [get(0), put(5), get(10), get(50), get(70)])
    #expect(outcomes(records) == "MWHHM")
    #expect(report.total.counts.stale.served == 2)
    #expect(report.total.counts.stale.mostAge == .seconds(43))
  }

  @Test(
    "writes that delete the entry make the next read a miss",
    arguments: [WritePolicy.invalidate, .writeAround(deletes: true)])
  func deletedEntry(write: WritePolicy) async throws {
    let (report, records) = try await run(CachePolicy(write: write), [get(0), put(5), get(10)])
    #expect(outcomes(records) == "MWM")
    #expect(records.last?.cause == .invalidated)
    #expect(report.total.servedNothingStale)
  }

  @Test("a tag invalidates all its entries, and what was being loaded meanwhile", arguments: Tagging.Family.allCases)
  func tags(family: Tagging.Family) async throws {
    let policy = CachePolicy(tagging: Tagging(["items", "item:{item_id}"], family: family))
    let (report, records) = try await run(
      policy,
      [
        get(0), get(0, 1, row: 6), get(9, 1, row: 7), ScenarioStep(at: .seconds(10), .invalidate(.tag("items"))),
        get(20), get(20, 1, row: 6), get(20, 1, row: 7),
        ScenarioStep(at: .seconds(30), .invalidate(.tag("item:6"))), get(40), get(40, 1, row: 6),
      ])
    #expect(outcomes(records) == "MMMMMMHM")
    #expect(records[3].cause == .invalidated)
    #expect(report.total.counts.causes.invalidated >= 3)
  }

  @Test("a new version makes all entries of the old one unreachable")
  func version() async throws {
    let (report, records) = try await run(
      CachePolicy(isVersioned: true),
      [
        get(0), get(5), get(5, 1, row: 6), ScenarioStep(at: .seconds(10), .invalidate(.version(endpoint: "read_item"))),
        get(20), get(25),
      ])
    #expect(outcomes(records) == "MHMMH")
    #expect(report.total.counts.causes.version == 1)
    #expect(records[0].key.text != records[3].key.text)
  }
}
