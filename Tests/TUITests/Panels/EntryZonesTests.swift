import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The zones of an entry's life")
struct EntryZonesTests {
  struct Life: Sendable, CustomTestStringConvertible {
    var policy: CachePolicy?
    var ttl = 60.0
    var grace = 0.0
    /// Zones with their ends, in seconds after the beginning.
    var zones: [(EntryZone, Double)]

    var testDescription: String { zones.map { "\($0.0.name) to \($0.1)" }.joined(separator: ", ") }
  }

  static let error = StaleIfError(keep: .seconds(100))
  static let lives: [Life] = [
    Life(zones: [(.fresh, 60)]),
    Life(policy: CachePolicy(), zones: [(.fresh, 60)]),
    Life(policy: CachePolicy(refreshAhead: 0.8), zones: [(.fresh, 48), (.refreshAhead, 60)]),
    Life(
      policy: CachePolicy(staleWhileRevalidate: .seconds(30)), grace: 30,
      zones: [(.fresh, 60), (.staleWhileRevalidate, 90)]),
    Life(policy: CachePolicy(staleIfError: error), grace: 100, zones: [(.fresh, 60), (.keptForErrors, 160)]),
    Life(
      policy: CachePolicy(refreshAhead: 0.5, staleWhileRevalidate: .seconds(30), staleIfError: error), grace: 100,
      zones: [(.fresh, 30), (.refreshAhead, 60), (.staleWhileRevalidate, 90), (.keptForErrors, 160)]),
    Life(policy: CachePolicy(jitter: .share(0.1)), ttl: 64, zones: [(.fresh, 60), (.jitter, 64)]),
    Life(policy: CachePolicy(jitter: .share(0.1)), ttl: 30, zones: [(.fresh, 30)]),
    Life(policy: CachePolicy(jitter: .share(0.1)), ttl: 90, zones: [(.fresh, 90)]),
    Life(
      policy: CachePolicy(jitter: .upTo(.seconds(40)), refreshAhead: 0.5), ttl: 100,
      zones: [(.fresh, 50), (.refreshAhead, 60), (.jitter, 100)]),
    Life(
      policy: CachePolicy(staleWhileRevalidate: .seconds(30)), grace: 10,
      zones: [(.fresh, 60), (.staleWhileRevalidate, 70)]),
  ]

  private func entry(ttl: Double, grace: Double) -> EntrySummary {
    var entry = EntrySummary(
      key: CacheKey("k"), expiry: .at(Snapshots.seconds(10 + ttl + grace)), ttl: .seconds(ttl),
      writtenAt: Snapshots.seconds(10))
    if grace > 0 { entry.freshUntil = Snapshots.seconds(10 + ttl) }
    return entry
  }

  @Test("follow each other as the policy says", arguments: lives)
  func spans(life: Life) throws {
    let zones = try #require(EntryZones(entry(ttl: life.ttl, grace: life.grace), life.policy))
    #expect(zones.spans.map(\.zone) == life.zones.map(\.0))
    #expect(zones.spans.map(\.until) == life.zones.map { Snapshots.seconds(10 + $0.1) })
    #expect(zones.spans.first?.from == Snapshots.seconds(10))
    for (before, after) in zip(zones.spans, zones.spans.dropFirst()) { #expect(before.until == after.from) }
  }

  @Test("are not known for an entry without an end or without a life")
  func unknown() {
    #expect(EntryZones(EntrySummary(key: CacheKey("k"), expiry: .never), CachePolicy()) == nil)
    #expect(EntryZones(EntrySummary(key: CacheKey("k"), expiry: .unknown), nil) == nil)
    #expect(EntryZones(EntrySummary(key: CacheKey("k"), expiry: .at(.zero)), nil) == nil)
  }

  @Test(
    "belong to the endpoint whose keys begin like the entry's",
    arguments: [
      ("read_item:5", 60.0), ("read_item", 60), ("read_items:5", nil), ("all_users", 30), ("all_users:1", nil),
      ("item:5", 10), ("", nil),
    ] as [(String, Double?)])
  func owner(key: String, ttl: Double?) {
    var snapshot = Snapshots.start
    snapshot.endpoints[0].policy = CachePolicy(ttl: .seconds(60))
    snapshot.endpoints[1].policy = CachePolicy(ttl: .seconds(30), key: .fixed("all_users"))
    snapshot.endpoints[2].policy = CachePolicy(ttl: .seconds(10), key: .template("item:{item_id}"))
    snapshot.endpoints[3].policy = nil
    #expect(snapshot.policy(of: CacheKey(key))?.ttl == ttl.map { .seconds($0) })
  }

  @Test(
    "with early refresh: the chance that a read refreshes is e to the minus time left over beta times load time",
    arguments: [(0.0, 1.0, 1.0), (-1, 1, 1), (3, 1, 0.367_879_441), (3, 2, 0.606_530_660), (30, 1, 0.000_045_399_93)])
  func chance(left: Double, beta: Double, expected: Double) {
    let chance = CachePolicy.earlyRefreshProbability(timeLeft: .seconds(left), loadTime: .seconds(3), beta: beta)
    #expect(abs(chance - expected) < 1e-8)
  }
}
