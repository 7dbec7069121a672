import Testing

@testable import CacheEngine

@Suite("Lines of MONITOR")
struct MonitorLineTests {
  @Test(
    "name the command and its keys, and nothing else",
    arguments: [
      (#"1339518083.107412 [0 127.0.0.1:60866] "get" "user:1""#, "0 GET read user:1"),
      (#"1.2 [3 [::1]:6379] "MGET" "a" "b""#, "3 MGET read a b"),
      (#"1.2 [0 unix:/tmp/a] "SET" "k" "secret" "EX" "5""#, "0 SET write k"),
      (#"1.2 [0 lua] "EXISTS" "a" "b""#, "0 EXISTS read a b"),
      (#"1.2 [0 1.1.1.1:1] "UNLINK" "a""#, "0 UNLINK delete a"),
      (#"1.2 [0 1.1.1.1:1] "PTTL" "a""#, "0 PTTL other a"),
      (#"1.2 [0 1.1.1.1:1] "AUTH" "secret""#, "0 AUTH other"),
      (#"1.2 [0 1.1.1.1:1] "GET" "a\"b\\c\n\x41""#, "0 GET read a\"b\\c\nA"),
      (#"1.2 [0 1.1.1.1:1] "GET" "a b] \"c""#, "0 GET read a b] \"c"),
      (#"1.2 [0 1.1.1.1:1] "GET""#, "0 GET read"),
      (#"1.2 [0 1.1.1.1:1] "GET" "cut"#, "0 GET read cut"),
    ])
  func table(line: String, meaning: String) throws {
    let parsed = try #require(MonitorLine(Array(line.utf8)))
    let words =
      ["\(parsed.database)", parsed.command, "\(parsed.use)"] + parsed.keys.map { String(decoding: $0, as: UTF8.self) }
    #expect(words.joined(separator: " ") == meaning)
  }

  @Test(
    "what is no such line is none", arguments: ["", "OK", "1.2 [x y] \"GET\"", "1.2 [0 a]", "1.2 [0", "[0 a] \"GET\""])
  func none(line: String) {
    #expect(MonitorLine(Array(line.utf8)) == nil)
  }

  @Test("any bytes are read without harm")
  func anyBytes() {
    let seed: UInt64 = 77
    var generator = SeededGenerator(seed: seed)
    let whole = Array(#"1.2 [0 127.0.0.1:1] "MGET" "a\x4" "b\"" "c\\"#.utf8)
    for round in 0..<20_000 {
      var line = whole
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        line[Int.random(in: 0..<line.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      line = Array(line.prefix(Int.random(in: 0...line.count, using: &generator)))
      let keys = MonitorLine(line)?.keys ?? []
      #expect(keys.count <= MonitorLine.mostWords, "seed \(seed), round \(round)")
    }
  }
}

@Suite("A sample of commands")
struct MonitorTallyTests {
  private func tally(of keys: [String], isTruncated: Bool = false) -> MonitorTally {
    var listing = KeyListing()
    listing.entries = keys.map { EntrySummary(key: CacheKey($0), expiry: .never) }
    listing.isComplete = !isTruncated
    listing.isTruncated = isTruncated
    return MonitorTally(database: 0, pattern: "user:*", listing: listing, at: .zero)
  }

  private func line(_ words: String...) -> [UInt8] {
    Array(("1.2 [0 127.0.0.1:1] " + words.map { "\"\($0)\"" }.joined(separator: " ")).utf8)
  }

  @Test("counts by pattern, and estimates hits by what the list knows and the commands since did")
  func counting() {
    var tally = tally(of: ["user:1", "user:1:page:2"])
    for words in [
      line("GET", "user:1"), line("GET", "user:2"), line("SET", "user:2", "x"), line("GET", "user:2"),
      line("DEL", "user:1"), line("GET", "user:1"), line("GET", "user:1:page:2"), line("GET", "other:1"),
      Array("1.2 [1 127.0.0.1:1] \"GET\" \"user:1\"".utf8), line("TTL", "user:1"),
    ] {
      tally.count(words)
    }
    let sample = tally.sample(of: .seconds(2))
    #expect(sample.lines == 10)
    #expect(sample.patterns.map(\.pattern) == ["user:*", "user:*:page:*"])
    let users = sample.patterns[0]
    #expect([users.reads, users.writes, users.deletes, users.likelyHits, users.likelyMisses] == [4, 1, 1, 2, 2])
    #expect(sample.patterns[1].likelyHitRate == 1)
  }

  @Test("a list that was cut knows no misses")
  func cutList() {
    var tally = tally(of: ["user:1"], isTruncated: true)
    tally.count(line("MGET", "user:1", "user:2"))
    let users = tally.sample(of: .seconds(1)).patterns[0]
    #expect([users.reads, users.likelyHits, users.likelyMisses] == [2, 1, 0])
  }

  @Test("is bounded in lines and in patterns")
  func bounds() {
    var tally = tally(of: [])
    for number in 0..<MonitorSample.mostLines + 5 {
      let letters = String(number, radix: 26).unicodeScalars.map { String(UnicodeScalar(UInt8($0.value % 26 + 97))) }
      tally.count(line("GET", "user:" + letters.joined()))
    }
    let sample = tally.sample(of: .seconds(1))
    #expect(tally.isFull && sample.isCut)
    #expect(sample.lines == MonitorSample.mostLines)
    #expect(sample.patterns.count == MonitorSample.mostPatterns)
    #expect(sample.patterns.reduce(0) { $0 + $1.reads } + sample.others == UInt64(MonitorSample.mostLines))
  }
}
