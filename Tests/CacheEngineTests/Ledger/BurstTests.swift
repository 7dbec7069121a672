import Testing

@testable import CacheEngine

@Suite("A burst")
struct BurstTests {
  /// Requests for one key that begin so many milliseconds after the entry's end, and load for so long.
  private static func misses(_ starts: [Int], load: Int = 2_000, cause: Bool = true) -> [LookupRecord] {
    starts.enumerated().map { place, start in
      record(place + 1, .miss, start, load, ended: cause ? 0 : nil)
    }
  }

  private static func record(
    _ number: Int, _ outcome: Outcome, _ start: Int, _ time: Int, ended: Int? = nil, key: String = "k",
    leader: Int? = nil
  ) -> LookupRecord {
    let began = moment(start)
    var record = LookupRecord(
      id: RequestID(UInt64(number)), function: FunctionID(index: 0), key: CacheKey(key), request: nil, arrivedAt: began,
      startedAt: began, finishedAt: moment(start + time), outcome: outcome,
      cause: ended.map { .expired(ago: moment($0).duration(to: began)) } ?? (outcome.isServed ? nil : .cold))
    if !outcome.isServed, leader == nil { record.phases.load = .milliseconds(time) }
    record.leader = leader.map { RequestID(UInt64($0)) }
    return record
  }

  private static func moment(_ milliseconds: Int) -> Timestamp {
    Timestamp(nanoseconds: Int64(100_000 + milliseconds) * 1_000_000)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var starts: [Int]
    var load = 2_000
    var remedy: Remedy
    var loads: Int
    var waits: Int
    /// Milliseconds.
    var longestWait: Int
  }

  @Test(
    "would have gone otherwise with another protection",
    arguments: [
      Case(
        testDescription: "none: all load", starts: [1, 20, 40], remedy: .none, loads: 3, waits: 3, longestWait: 2_000),
      Case(
        testDescription: "single flight: one loads", starts: [1, 20, 40], remedy: .singleFlight, loads: 1, waits: 3,
        longestWait: 2_000),
      Case(
        testDescription: "3 s of work and a lease of 2 s: worse than nothing", starts: [0, 0, 0, 0, 0], load: 3_000,
        remedy: .lease(.seconds(2)), loads: 5, waits: 5, longestWait: 5_000),
      Case(
        testDescription: "a lease that is long enough", starts: [0, 0, 0, 0, 0], load: 3_000,
        remedy: .lease(.seconds(4)),
        loads: 1, waits: 5, longestWait: 3_000),
      Case(
        testDescription: "a lease exactly as long as the load", starts: [0, 0], load: 2_000,
        remedy: .lease(.seconds(2)),
        loads: 1, waits: 2, longestWait: 2_000),
      Case(
        testDescription: "who came late enough finds the result after its lease", starts: [0, 500, 1_500],
        remedy: .lease(.seconds(1)), loads: 2, waits: 3, longestWait: 3_000),
      Case(
        testDescription: "stale-while-revalidate: nobody waits", starts: [1, 20], remedy: .staleWhileRevalidate,
        loads: 1,
        waits: 0, longestWait: 0),
      Case(
        testDescription: "early refresh: nobody waits", starts: [1, 20], remedy: .earlyRefresh(beta: 1), loads: 1,
        waits: 0, longestWait: 0),
    ])
  func estimates(_ example: Case) throws {
    let records = Self.misses(example.starts, load: example.load)
    let burst = try #require(Burst(around: records[0], in: records))
    let estimate = try #require(burst.estimate(under: example.remedy))
    #expect(estimate.loads == example.loads)
    #expect(estimate.waits == example.waits)
    #expect(estimate.longestWait == .milliseconds(example.longestWait))
  }

  @Test("of a key that was never kept cannot be helped by refreshing")
  func cold() throws {
    let records = Self.misses([1, 2, 3], cause: false)
    let burst = try #require(Burst(around: records[1], in: records))
    #expect(burst.estimate(under: .earlyRefresh(beta: 1)) == nil)
    #expect(burst.estimate(under: .staleWhileRevalidate) == nil)
    #expect(burst.estimate(under: .singleFlight)?.loads == 1)
  }

  @Test("would have been refreshed early with the probability that the reads before the end give")
  func chance() throws {
    let misses = Self.misses([1, 2])
    func chance(_ reads: [Int]) throws -> Double {
      let hits = reads.enumerated().map { Self.record(50 + $0.offset, .hit, -$0.element, 0) }
      let burst = try #require(Burst(around: misses[0], in: misses + hits))
      return try #require(burst.estimate(under: .earlyRefresh(beta: 1))?.chance)
    }
    #expect(try chance([]) == 0)
    // Too late: its load would not have been done in time.
    #expect(try chance([1_999]) == 0)
    // e^(-t/δ) for one read, and for two the chance that at least one of them does it.
    #expect(abs(try chance([2_000]) - 0.367879) < 1e-6)
    #expect(abs(try chance([4_000]) - 0.135335) < 1e-6)
    #expect(abs(try chance([2_000, 4_000]) - (1 - (1 - 0.367879) * (1 - 0.135335))) < 1e-5)
  }

  @Test("is those requests for the key that waited at the same time, in their order")
  func members() throws {
    let records = [
      Self.record(1, .miss, 0, 2_000), Self.record(2, .shared, 100, 1_900, leader: 1),
      Self.record(3, .miss, 50, 2_000, key: "other"), Self.record(4, .hit, 1_000, 0),
      Self.record(5, .miss, 2_500, 2_000),
      Self.record(6, .refresh, 100, 500), Self.record(7, .write, 100, 500),
    ]
    let burst = try #require(Burst(around: records[1], in: records.reversed()))
    #expect(burst.requests.map(\.id.number) == [1, 2])
    #expect(burst.loads == 1 && !burst.isStampede)
    #expect(burst.load == .seconds(2) && burst.spread == .milliseconds(100))
    #expect(Burst(around: records[3], in: records) == nil)
    #expect(Burst(around: records[4], in: records)?.requests.count == 1)
  }

  @Test("counts the load of a refresh that others waited for")
  func refreshLed() throws {
    let records = [Self.record(1, .refresh, 0, 2_000), Self.record(2, .shared, 100, 1_900, leader: 1)]
    let burst = try #require(Burst(around: records[1], in: records))
    #expect(burst.requests.map(\.id.number) == [2] && burst.loads == 1)
    #expect(Burst(around: records[1], in: [records[1]]) == nil)
  }
}
