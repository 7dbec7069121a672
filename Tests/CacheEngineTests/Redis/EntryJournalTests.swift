import Testing

@testable import CacheEngine

@Suite("The journal of what we wrote to a server")
struct EntryJournalTests {
  private var journal = EntryJournal(capacity: 4, recentCapacity: 3)

  private func at(_ milliseconds: Int) -> Timestamp {
    Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
  }

  private mutating func write(_ key: String, ttl: TTL? = .milliseconds(100), at moment: Int = 0) {
    journal.wrote(CacheKey(key), serializer: "json", size: 1, ttl: ttl, at: at(moment))
  }

  private mutating func miss(_ key: String, at moment: Int) -> Absence {
    journal.missed(CacheKey(key), began: at(moment), at: at(moment))
  }

  @Test("an absent entry is cold, expired, evicted, invalidated or cleared, by what we did with it")
  mutating func causes() {
    for key in ["expired", "evicted", "invalidated", "cleared"] { write(key) }
    journal.removed("invalidated", .invalidated, at: at(10))
    journal.removed("cleared", .cleared, at: at(20))
    #expect(miss("cold", at: 50) == .cold)
    #expect(miss("evicted", at: 50) == .left(.evicted, at: at(50)))
    #expect(miss("evicted", at: 500) == .left(.evicted, at: at(50)))
    #expect(miss("expired", at: 100) == .left(.expired, at: at(100)))
    #expect(miss("invalidated", at: 100) == .left(.invalidated, at: at(10)))
    #expect(miss("cleared", at: 100) == .left(.cleared, at: at(20)))
    #expect(journal.departures.expiredOnAccess == 1)
    #expect(journal.departures.evicted == 1)
    #expect(journal.living == 0)
  }

  @Test("a deadline that the server tells replaces ours when it is another one, and explains the miss after it")
  mutating func toldDeadline() {
    write("shorter", ttl: .milliseconds(1_000))
    write("longer", ttl: .milliseconds(1_000))
    write("same", ttl: .milliseconds(1_000))
    #expect(journal.told("shorter", expiry: .at(at(300)), at: at(100))?.expiry == .at(at(300)))
    #expect(journal.told("longer", expiry: .at(at(9_000)), at: at(100))?.expiry == .at(at(9_000)))
    #expect(journal.told("same", expiry: .at(at(1_030)), at: at(100))?.expiry == .at(at(1_000)))
    let stranger = journal.told("stranger", expiry: .never, at: at(100))
    #expect(stranger == nil)
    #expect(journal.record("shorter")?.ttl == .milliseconds(1_000))
    #expect(journal.record("longer")?.ttl == nil)
    #expect(miss("shorter", at: 400) == .left(.expired, at: at(300)))
    journal.sweep(at: at(2_000))
    #expect(journal.record("longer")?.gone == nil)
    #expect(miss("same", at: 2_000) == .left(.expired, at: at(1_000)))
  }

  @Test("an entry that ended between the question and the answer has expired, not been evicted")
  mutating func endedMeanwhile() {
    write("a")
    #expect(journal.missed("a", began: at(99), at: at(101)) == .left(.expired, at: at(100)))
  }

  @Test("an entry written after the question was asked does not explain the answer")
  mutating func writtenMeanwhile() {
    write("a", at: 10)
    #expect(journal.missed("a", began: at(5), at: at(20)) == .cold)
    #expect(journal.hit("a", at: at(30)) == .at(at(110)))
  }

  @Test("hits are counted, and tell the end as long as it is ahead")
  mutating func hits() {
    write("a")
    #expect(journal.hit("a", at: at(50)) == .at(at(100)))
    #expect(journal.hit("a", at: at(100)) == .unknown)
    #expect(journal.hit("stranger", at: at(50)) == .unknown)
    #expect(journal.record("a")?.hits == 2)
    write("a", ttl: nil, at: 60)
    #expect(journal.record("a")?.hits == 0)
    #expect(journal.hit("a", at: at(500)) == .never)
    #expect(journal.departures.replaced == 1)
  }

  @Test("a sweep notes what has expired, each once, and not what was given a new life")
  mutating func sweeping() {
    for key in ["a", "b", "c"] { write(key) }
    journal.expires("b", ttl: .milliseconds(900), at: at(50))
    write("c", at: 50)
    journal.sweep(at: at(120))
    journal.sweep(at: at(120))
    #expect(journal.departures.expiredBySweep == 1)
    #expect(journal.living == 2)
    #expect(miss("a", at: 130) == .left(.expired, at: at(100)))
    #expect(journal.departures.expiredOnAccess == 0)
    #expect(journal.recentlyLeft(since: at(0)).map(\.key) == ["a"])
  }

  @Test("counting keeps the life of what is there")
  mutating func counting() {
    write("n")
    journal.incremented("n", isNew: false, at: at(10))
    journal.incremented("new", isNew: true, at: at(10))
    journal.incremented("foreign", isNew: false, at: at(10))
    #expect(journal.hit("n", at: at(20)) == .at(at(100)))
    #expect(journal.hit("new", at: at(20)) == .never)
    #expect(miss("foreign", at: 30) == .cold)
  }

  @Test("the key longest unwritten is forgotten when there are too many")
  mutating func forgetting() {
    for key in ["a", "b", "c", "d"] { write(key) }
    write("a", at: 1)
    for key in ["e", "f", "g"] { write(key, at: 2) }
    #expect(miss("b", at: 3) == .cold)
    #expect(journal.record("a") != nil)
    #expect(journal.living == 4)
  }

  @Test("only the last departures are kept, newest first")
  mutating func recent() {
    for (moment, key) in ["a", "b", "c", "d"].enumerated() {
      write(key)
      journal.removed(CacheKey(key), .invalidated, at: at(moment))
    }
    #expect(journal.recentlyLeft(since: at(2)).map(\.key) == ["d", "c"])
    #expect(journal.recentlyLeft(since: at(0)).map(\.key) == ["d", "c", "b"])
  }
}
