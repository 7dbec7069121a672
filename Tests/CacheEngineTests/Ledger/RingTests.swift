import Testing

@testable import CacheEngine

@Suite("Rings and logs") struct RingTests {
  @Test("a ring keeps the newest, newest first", arguments: [0, 1, 3, 4, 9])
  func ring(count: Int) {
    var ring = Ring<Int>(capacity: 4)
    for number in 0..<count { ring.append(number) }
    #expect(ring.newest(4) == (0..<count).suffix(4).reversed())
    #expect(ring.newest(2) == (0..<count).suffix(2).reversed())
    #expect(ring.newest(100).count == min(4, count))
    ring.removeAll()
    #expect(ring.newest(4).isEmpty)
    ring.append(7)
    #expect(ring.newest(4) == [7])
  }

  private func departed(_ key: String, at seconds: Int64) -> DepartedEntry {
    DepartedEntry(
      key: CacheKey(key), departure: .evicted, at: Timestamp(nanoseconds: seconds * 1_000_000_000), ttl: nil)
  }

  @Test("a log of departures forgets the oldest, and knows the latest of each key")
  func departures() {
    var log = DepartureLog(capacity: 3)
    for (second, key) in ["a", "b", "a", "c"].enumerated() { log.note(departed(key, at: Int64(second))) }
    #expect(log.latest(of: CacheKey("a"))?.at.second == 2)
    #expect(log.latest(of: CacheKey("b"))?.at.second == 1)
    log.note(departed("d", at: 4))
    #expect(log.latest(of: CacheKey("b")) == nil)
    #expect(log.latest(of: CacheKey("a"))?.at.second == 2)
    #expect(log.recent(since: .zero, limit: 10).map(\.key.text) == ["d", "c", "a"])
    #expect(log.recent(since: .zero, limit: 1).map(\.key.text) == ["d"])
    #expect(log.recent(since: Timestamp(nanoseconds: 3_000_000_000), limit: 10).map(\.key.text) == ["d", "c"])
    log.forget(CacheKey("d"))
    #expect(log.latest(of: CacheKey("d")) == nil)
  }
}
