import Testing

@testable import CacheEngine

@Suite("The envelope of entries on a server") struct EntryEnvelopeTests {
  private static let unix: Int64 = 1_732_471_140_000_000

  /// Facts to the microsecond, as the line keeps them.
  private static func facts(_ generator: inout SeededGenerator) -> EntryFacts {
    func moment(_ generator: inout SeededGenerator) -> Timestamp {
      Timestamp(nanoseconds: Int64(generator.nextBelow(1 << 50)) * 1_000)
    }
    return EntryFacts(
      freshUntil: generator.nextBelow(5) == 0 ? .distantFuture : moment(&generator),
      writtenAt: generator.nextBelow(5) == 0 ? nil : moment(&generator),
      loadTime: .microseconds(Int64(generator.nextBelow(1 << 40))),
      loadBegan: (Int64(generator.nextBelow(1 << 52)) - 1 << 51) * 1_000, isNegative: generator.nextBelow(2) == 0)
  }

  @Test("facts and bytes come out as they went in, also where the clock shows something else", arguments: 1...20)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for number in 1...500 {
      let facts = Self.facts(&generator)
      let bytes = (0..<generator.nextBelow(40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let value = EncodedValue(bytes: bytes, facts: facts, needsFacts: true)
      let now = Timestamp(nanoseconds: Int64(generator.nextBelow(1 << 40)) * 1_000)
      let kept = EntryEnvelope.wrap(value, at: now, unixTime: Self.unix)
      #expect(kept.count - bytes.count <= EntryEnvelope.longestLine)
      // The reader's clock is ahead of the writer's by so much.
      let ahead = Int64(generator.nextBelow(1 << 40)) * 1_000
      let later = Int64(generator.nextBelow(1 << 40))
      let read = EntryEnvelope.unwrap(
        kept, at: Timestamp(nanoseconds: now.nanoseconds + ahead + later * 1_000), unixTime: Self.unix + later)
      var expected = facts
      if facts.freshUntil != .distantFuture { expected.freshUntil.nanoseconds += ahead }
      expected.writtenAt = facts.writtenAt.map { Timestamp(nanoseconds: $0.nanoseconds + ahead) }
      #expect(read.bytes == bytes, "seed \(seed), value \(number)")
      #expect(read.facts == expected, "seed \(seed), value \(number)")
    }
  }

  static let plain = [
    "", "#", "#ttlscope1", "#ttlscope1 ", "#ttlscope1 \n", "#ttlscope1 f=1 w=2 d=3 b=4 n=0",
    "#ttlscope1 f=1 w=2 d=3 b=4\nvalue", "#ttlscope1 f=1 w=2 d=3 b=4 n=0 x=1\nvalue",
    "#ttlscope1 w=2 f=1 d=3 b=4 n=0\nvalue", "#ttlscope1  f=1 w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=1 w=2 d=3 b=4 n=0 \nvalue", "#ttlscope1 f= w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=x w=2 d=3 b=4 n=0\nvalue", "#ttlscope1 f=1.5 w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=9223372036854775808 w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=9223372036854775807 w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=-9223372036854775808 w=2 d=3 b=4 n=0\nvalue", "#ttlscope2 f=1 w=2 d=3 b=4 n=0\nvalue",
    " #ttlscope1 f=1 w=2 d=3 b=4 n=0\nvalue", "#TTLSCOPE1 f=1 w=2 d=3 b=4 n=0\nvalue",
    "#ttlscope1 f=1 w=2 d=3 b=4 n=0\r", "#ttlscope1 " + String(repeating: "f=1 ", count: 100) + "\nvalue",
    "#ttlscope1 f=1 w=2 d=3 b=4 n=" + String(repeating: "0", count: 200) + "\nvalue",
  ]

  @Test("what is not exactly such a line is part of the value", arguments: plain)
  func plainValue(_ text: String) {
    let (bytes, facts) = EntryEnvelope.unwrap(Array(text.utf8), at: .zero, unixTime: Self.unix)
    #expect(bytes == Array(text.utf8))
    #expect(facts == .unknown)
  }

  @Test("bytes that somebody has changed are read, or left as they are, and stop nothing", arguments: 1...20)
  func mutated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...500 {
      let value = EncodedValue(bytes: Array("value".utf8), facts: Self.facts(&generator), needsFacts: true)
      var kept = EntryEnvelope.wrap(value, at: .zero, unixTime: Self.unix)
      for _ in 0...generator.nextBelow(3) {
        let place = generator.nextBelow(kept.count)
        switch generator.nextBelow(3) {
        case 0: kept[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: kept.remove(at: place)
        default: kept.insert(Array("0123456789-=\n ".utf8)[generator.nextBelow(14)], at: place)
        }
      }
      let (bytes, _) = EntryEnvelope.unwrap(kept, at: .zero, unixTime: Self.unix)
      #expect(kept.suffix(bytes.count) == bytes[...], "seed \(seed)")
    }
  }

  @Test("a value that looks like a line of ours is kept as it is inside of one")
  func nested() {
    let inner = Array("#ttlscope1 f=1 w=2 d=3 b=4 n=1\nvalue".utf8)
    let facts = EntryFacts(loadTime: .seconds(1), loadBegan: 0)
    let kept = EntryEnvelope.wrap(EncodedValue(bytes: inner, facts: facts), at: .zero, unixTime: Self.unix)
    let read = EntryEnvelope.unwrap(kept, at: .zero, unixTime: Self.unix)
    #expect(read.bytes == inner)
    #expect(read.facts == facts)
  }
}
