import Testing

@testable import CacheEngine

/// A list of one kind of key after another: `size` bytes, ending after so many seconds.
private func listing(_ entries: [(key: String, end: Double?, size: Int)], isTruncated: Bool = false) -> KeyListing {
  var listing = KeyListing()
  listing.entries = entries.map { key, end, size in
    let expiry = end.map { Expiry.at(.zero.advanced(by: .seconds($0))) } ?? .never
    return EntrySummary(key: CacheKey(key), expiry: expiry, size: size)
  }
  listing.isTruncated = isTruncated
  listing.isComplete = !isTruncated
  return listing
}

private func words(_ events: [WatchEvent]) -> [String] {
  events.map { "\(Double($0.at.nanoseconds) / 1e9) \($0.kind.rawValue) \($0.key.text)" }
}

@Suite("What two looks at the keys tell")
struct KeyDiffTests {
  typealias Entry = (key: String, end: Double?, size: Int)

  @Test(
    "what must have happened between second 8 and second 10",
    arguments: [
      ([], [], []),
      ([("a", 60, 1)], [("a", 60, 1)], []),
      // The network moves what a server tells.
      ([("a", 60, 1)], [("a", 60.2, 1)], []), ([("a", 60, 1)], [("a", 59.8, 1)], []),
      ([], [("a", 60, 1)], ["10.0 appeared a"]),
      ([("a", 60, 1)], [("a", 68, 1)], ["10.0 overwritten a"]),
      ([("a", 60, 1)], [("a", 60, 2)], ["10.0 overwritten a"]),
      ([("a", nil, 1)], [("a", nil, 2)], ["10.0 overwritten a"]),
      ([("a", nil, 1)], [("a", nil, 1)], []),
      ([("a", 60, 1)], [("a", 20, 1)], ["10.0 ttl_changed a"]),
      ([("a", 60, 1)], [("a", nil, 1)], ["10.0 ttl_changed a"]),
      ([("a", nil, 1)], [("a", 60, 1)], ["10.0 ttl_changed a"]),
      ([("a", 9.5, 1)], [], ["9.5 expired a"]),
      ([("a", 10.1, 1)], [], ["10.0 expired a"]),
      ([("a", 60, 1)], [], ["10.0 gone a"]), ([("a", nil, 1)], [], ["10.0 gone a"]),
      ([("a", 9.5, 1)], [("a", 69.5, 1)], ["9.5 expired a", "10.0 appeared a"]),
      (
        [("b", 9.5, 1), ("a", 9, 1), ("c", 60, 1)], [("d", 60, 1)],
        ["9.0 expired a", "9.5 expired b", "10.0 gone c", "10.0 appeared d"]
      ),
    ] as [([Entry], [Entry], [String])])
  func table(before: [Entry], after: [Entry], events: [String]) {
    let diff = KeyDiff(from: listing(before), to: listing(after), at: .zero.advanced(by: .seconds(10)))
    #expect(words(diff.events) == events)
  }

  @Test(
    "another memory or type is another value, where both are known",
    arguments: [
      (56, 56, "string", "string", []), (56, 72, "string", "string", ["10.0 overwritten a"]),
      (56, 56, "string", "hash", ["10.0 overwritten a"]), (56, 72, "string", "hash", ["10.0 overwritten a"]),
      (nil, 72, nil, "hash", []), (56, nil, "string", nil, []),
    ] as [(Int?, Int?, String?, String?, [String])])
  func facts(memory: Int?, later: Int?, type: String?, laterType: String?, events: [String]) {
    func one(_ memory: Int?, _ type: String?) -> KeyListing {
      var entry = EntrySummary(key: "a", expiry: .never)
      (entry.memory, entry.type) = (memory, type)
      var listing = KeyListing()
      listing.entries = [entry]
      listing.isComplete = true
      return listing
    }
    let diff = KeyDiff(from: one(memory, type), to: one(later, laterType), at: .zero.advanced(by: .seconds(10)))
    #expect(words(diff.events) == events)
  }

  @Test(
    "a first deadline may take room of its own, and is not taken for another value",
    arguments: [
      (32, 32, "10.0 ttl_changed a"), (32, 40, "10.0 ttl_changed a"), (32, 48, "10.0 ttl_changed a"),
      (32, 56, "10.0 overwritten a"), (40, 32, "10.0 overwritten a"),
    ])
  func deadlineRoom(before: Int, after: Int, event: String) {
    var (earlier, later) = (listing([("a", nil, 1)]), listing([("a", 60, 1)]))
    earlier.entries[0].memory = before
    later.entries[0].memory = after
    #expect(words(KeyDiff(from: earlier, to: later, at: .zero.advanced(by: .seconds(10))).events) == [event])
  }

  @Test("a list that was cut says nothing about what it lacks, but for ends that were due")
  func truncated() {
    let before = listing([("a", 9, 1), ("b", 60, 1)], isTruncated: true)
    let after = listing([("c", 60, 1)], isTruncated: true)
    #expect(words(KeyDiff(from: before, to: after, at: .zero.advanced(by: .seconds(10))).events) == ["9.0 expired a"])
  }
}

@Suite("Notifications about keys")
struct KeyspaceMessageTests {
  private func reply(_ channel: String, _ content: String, kind: String = "pmessage") -> RedisReply {
    .array([kind, "pattern", channel, content].map { .bulk(Array($0.utf8)) })
  }

  @Test("both kinds of channels name the event and the key")
  func channels() throws {
    let event = try #require(KeyspaceMessage(reply("__keyevent@3__:expired", "user:1"), database: 3))
    #expect(event.event == "expired" && event.name == Array("user:1".utf8))
    let space = try #require(KeyspaceMessage(reply("__keyspace@3__:a:__:b", "set"), database: 3))
    #expect(space.event == "set" && space.name == Array("a:__:b".utf8))
    #expect(
      KeyspaceMessage.channels(of: "user:*", database: 3).map { String(decoding: $0, as: UTF8.self) }
        == ["__keyevent@3__:*", "__keyspace@3__:user:*"])
  }

  @Test(
    "whatever else comes is none",
    arguments: [
      RedisReply.null, .array([]), .status(Array("OK".utf8)), .error("NOPERM"),
      .array(["pong", ""].map { .bulk(Array($0.utf8)) }),
      .array([.bulk(Array("psubscribe".utf8)), .bulk([]), .integer(1)]),
    ])
  func others(reply: RedisReply) {
    #expect(KeyspaceMessage(reply, database: 0) == nil)
    #expect(KeyspaceMessage(self.reply("__keyevent@1__:set", "a"), database: 0) == nil)
    #expect(KeyspaceMessage(self.reply("__keyevent@0__:set", "a", kind: "message"), database: 0) == nil)
  }

  @Test("an event that the server announces on both channels is told of once")
  func echoes() throws {
    var echo = KeyspaceEcho()
    let announced = [
      reply("__keyspace@0__:a", "set"), reply("__keyevent@0__:set", "a"), reply("__keyspace@0__:a", "set"),
      reply("__keyevent@0__:set", "a"), reply("__keyevent@0__:set", "a"), reply("__keyevent@0__:del", "b"),
    ]
    let messages = announced.compactMap { KeyspaceMessage($0, database: 0) }
    #expect(messages.map { echo.repeats($0) } == [false, true, false, true, false, false])
  }
}

@Suite("The journal of watched keys")
struct WatchJournalTests {
  private var journal = WatchJournal()

  private func at(_ seconds: Double) -> Timestamp { .zero.advanced(by: .seconds(seconds)) }

  private mutating func look(_ from: Double, _ until: Double, _ entries: [KeyDiffTests.Entry]) -> [String] {
    journal.beginRound(at: at(from))
    return words(journal.take(listing(entries), at: at(until)))
  }

  private mutating func hear(
    _ meaning: KeyspaceMessage.Meaning, _ key: CacheKey, at seconds: Double, end: Double? = nil
  ) -> WatchEvent.Kind? {
    guard let kind = journal.hear(meaning, key, at: at(seconds)) else { return nil }
    let expiry = end.map { Expiry.at(at($0)) }
    journal.note(WatchEvent(at: at(seconds), kind: kind, key: key, expiry: expiry, source: .notification))
    return kind
  }

  @Test("the first list is where it begins, and tells of nothing")
  mutating func first() {
    #expect(look(0, 0.1, [("a", 60, 1)]) == [])
    #expect(look(2, 2.1, [("a", 60, 1), ("b", 60, 1)]) == ["2.1 appeared b"])
  }

  @Test("a bar is measured by the first life seen, until another one begins")
  mutating func lives() {
    _ = look(0, 0, [("a", 60, 1)])
    _ = look(2, 2, [("a", 60, 1)])
    #expect(journal.listing.entries[0].ttl == .seconds(60))
    #expect(journal.listing.entries[0].writtenAt == nil)
    _ = look(4, 4, [("a", 34, 1)])
    #expect(journal.listing.entries[0].ttl == .seconds(30))
    _ = look(6, 6, [("a", 66, 1)])
    #expect(journal.listing.entries[0].ttl == .seconds(60))
    #expect(journal.listing.entries[0].writtenAt == at(6))
  }

  @Test("what a notification told of, the next list does not tell of again")
  mutating func told() {
    _ = look(0, 0, [("a", 60, 1), ("b", 60, 1)])
    #expect(hear(.written, "a", at: 1, end: 61) == .overwritten)
    #expect(hear(.left(.deleted), "b", at: 1) == .deleted)
    #expect(hear(.written, "c", at: 1.5, end: 10) == .appeared)
    #expect(journal.listing.entries.map(\.key.text) == ["a", "c"])
    #expect(look(2, 2, [("a", 61, 9), ("c", 10, 1)]) == [])
    #expect(look(4, 4, [("a", 61, 9), ("c", 10, 1)]) == [])
    // What was heard long ago does not hide what happens now.
    #expect(look(6, 6, [("a", 61, 5)]) == ["6.0 overwritten a", "6.0 gone c"])
  }

  @Test("what is told while a list is being read goes before the list")
  mutating func during() {
    _ = look(0, 0, [("a", 60, 1)])
    journal.beginRound(at: at(2))
    _ = hear(.written, "new", at: 2.2, end: 60)
    _ = hear(.left(.deleted), "a", at: 2.2)
    #expect(words(journal.take(listing([("a", 60, 1)]), at: at(2.5))) == [])
    #expect(journal.listing.entries.map(\.key.text) == ["new"])
    #expect(look(4, 4, [("new", 60, 1)]) == [])
  }

  @Test("a server whose clock was set has not changed its keys")
  mutating func clocks() {
    _ = look(0, 0, [("a", 60, 1), ("b", 1, 1)])
    journal.forgetTimes()
    #expect(look(2, 2, [("a", 3_660, 1)]) == ["2.0 gone b"])
    #expect(look(4, 4, [("a", 3_663, 1)]) == ["4.0 overwritten a"])
  }

  @Test("a command that is announced as two events is one")
  mutating func pairs() {
    #expect(hear(.written, "a", at: 1) == .appeared)
    #expect(hear(.ttlChanged, "a", at: 1.001) == nil)
    #expect(hear(.ttlChanged, "a", at: 3) == .ttlChanged)
    #expect(hear(.new, "b", at: 4) == .appeared)
    #expect(hear(.written, "b", at: 4.001) == nil)
    #expect(hear(.written, "b", at: 4.002) == .overwritten)
    #expect(hear(.nothing, "b", at: 5) == nil)
    #expect(journal.counts.arrivals == 4)
  }
}

@Suite("What a server counts of reads")
struct ServerHitsSeriesTests {
  private func at(_ seconds: Double) -> Timestamp { .zero.advanced(by: .seconds(seconds)) }

  @Test("totals become seconds; a server that began anew takes nothing away")
  func seconds() {
    var series = ServerHitsSeries()
    #expect(series.last(through: at(1)) == [])
    series.take(ServerHits(hits: 100, misses: 10), at: at(1))
    series.take(ServerHits(hits: 109, misses: 11), at: at(2))
    series.take(ServerHits(hits: 114, misses: 11), at: at(4))
    series.take(ServerHits(hits: 3, misses: 0), at: at(5))
    series.take(ServerHits(hits: 4, misses: 3), at: at(6))
    let last = Array(series.last(through: at(6)).suffix(6))
    #expect(last.map { $0.map { [$0.hits, $0.misses] } } == [nil, [9, 1], [3, 0], [2, 0], nil, [1, 3]])
    #expect(last[1]?.hitRate == 0.9)
    #expect(series.last(through: at(6)).count == 128)
  }

  @Test("what our own looking caused is left out")
  func own() {
    var series = ServerHitsSeries()
    series.take(ServerHits(hits: 100, misses: 10), own: ServerHits(hits: 5, misses: 0), at: at(1))
    series.take(ServerHits(hits: 110, misses: 13), own: ServerHits(hits: 12, misses: 1), at: at(2))
    series.take(ServerHits(hits: 112, misses: 13), own: ServerHits(hits: 15, misses: 1), at: at(3))
    #expect(series.last(through: at(3)).suffix(2).map { $0.map { [$0.hits, $0.misses] } } == [[3, 2], [0, 0]])
  }
}
