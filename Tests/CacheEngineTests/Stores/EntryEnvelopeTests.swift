import Testing

@testable import CacheEngine

@Suite("The envelope of entries on a server") struct EntryEnvelopeTests {
  private static let unix: Int64 = 1_732_471_140_000_000
  private static let name = Array("ttlscope:a key\n with anything\0 in it".utf8)

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

  private static func wrapped(_ generator: inout SeededGenerator) -> [UInt8] {
    let bytes = (0..<generator.nextBelow(60)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    let value = EncodedValue(bytes: bytes, facts: facts(&generator), needsFacts: generator.nextBelow(2) == 0)
    return EntryEnvelope.wrap(value, under: name, at: .zero, unixTime: unix)
  }

  private static func content(_ bytes: [UInt8]) -> EntryEnvelope.Content {
    EntryEnvelope.content(of: bytes, under: name, at: .zero, unixTime: unix)
  }

  @Test("facts and bytes come out as they went in, also where the clock shows something else", arguments: 1...20)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for number in 1...500 {
      let facts = Self.facts(&generator)
      let bytes = (0..<generator.nextBelow(40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let value = EncodedValue(bytes: bytes, facts: facts, needsFacts: true)
      let now = Timestamp(nanoseconds: Int64(generator.nextBelow(1 << 40)) * 1_000)
      let kept = EntryEnvelope.wrap(value, under: Self.name, at: now, unixTime: Self.unix)
      #expect(kept.count - bytes.count <= EntryEnvelope.longestLine(for: Self.name))
      // The reader's clock is ahead of the writer's by so much.
      let ahead = Int64(generator.nextBelow(1 << 40)) * 1_000
      let later = Int64(generator.nextBelow(1 << 40))
      let read = EntryEnvelope.content(
        of: kept, under: Self.name, at: Timestamp(nanoseconds: now.nanoseconds + ahead + later * 1_000),
        unixTime: Self.unix + later)
      func seen(_ moment: Timestamp) -> Timestamp { Timestamp(nanoseconds: moment.nanoseconds + ahead) }
      let expected = EntryFacts(
        freshUntil: facts.freshUntil == .distantFuture ? .distantFuture : seen(facts.freshUntil),
        writtenAt: facts.writtenAt.map(seen), loadTime: facts.loadTime, loadBegan: facts.loadBegan,
        isNegative: facts.isNegative)
      let start = kept.count - bytes.count
      #expect(read == .ours(start: start, facts: expected), "seed \(seed), value \(number)")
      #expect(Array(kept[start...]) == bytes)
    }
  }

  @Test("a line is written as documented")
  func written() {
    let value = EncodedValue(bytes: Array("value".utf8))
    let kept = EntryEnvelope.wrap(value, under: Array("ttlscope:a".utf8), at: .zero, unixTime: 0)
    let text = String(decoding: kept, as: UTF8.self)
    #expect(text.hasPrefix("#ttlscope2 c=") && text.hasSuffix(" k=10:ttlscope:a\nvalue"))
    #expect(kept.count == 5 + 11 + 2 + 16 + 1 + 5 + 10 + 1)
  }

  @Test(
    "what does not begin with the mark is another program's value",
    arguments: [
      "", "#", "#ttlscope2", " #ttlscope2 c=", "#TTLSCOPE2 c=", "value", "#ttlscope1 f=1 w=2 d=3 b=4 n=0\nvalue",
    ])
  func bare(_ text: String) {
    // The last one differs from the mark in two bits, as a damaged one would.
    #expect(Self.content(Array(text.utf8)) == (text.hasPrefix("#ttlscope1") ? .damaged : .bare))
  }

  @Test("a value under another key is told from a damaged one")
  func misplaced() {
    var kept = EntryEnvelope.wrap(EncodedValue(bytes: [1, 2, 3]), under: Array("other".utf8), at: .zero, unixTime: 0)
    #expect(Self.content(kept) == .misplaced(key: Array("other".utf8)))
    kept[35] ^= 1
    #expect(Self.content(kept) == .damaged)
  }

  @Test("every single flipped bit is noticed", arguments: 1...20)
  func flipped(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let kept = Self.wrapped(&generator)
    for bit in 0..<kept.count * 8 {
      var damaged = kept
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Self.content(damaged) == .damaged, "seed \(seed), bit \(bit)")
    }
  }

  @Test("a value that was cut, grew or was mixed up is noticed", arguments: 1...20)
  func mutated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...500 {
      let kept = Self.wrapped(&generator)
      var mutated = kept
      switch generator.nextBelow(4) {
      case 0: mutated = Array(kept.prefix(12 + generator.nextBelow(kept.count - 12)))
      case 1: mutated.remove(at: 11 + generator.nextBelow(kept.count - 11))
      case 2:
        mutated.insert(
          Array("0123456789-=\n ".utf8)[generator.nextBelow(14)], at: 11 + generator.nextBelow(kept.count - 11))
      default: mutated += "x".utf8
      }
      if mutated != kept { #expect(Self.content(mutated) == .damaged, "seed \(seed)") }
    }
  }

  @Test("the beginning of a value is enough to show it, and no beginning stops anything")
  func beginnings() {
    var generator = SeededGenerator(seed: 3)
    let kept = Self.wrapped(&generator)
    guard case .ours(let start, _) = Self.content(kept) else {
      Issue.record("not read")
      return
    }
    for length in 0...kept.count {
      let read = EntryEnvelope.content(
        of: Array(kept.prefix(length)), under: Self.name, at: .zero, unixTime: Self.unix, isWhole: false)
      switch read {
      case .ours(start, _): #expect(length >= start)
      case .bare: #expect(length < 11)
      default: #expect(read == .damaged && length < start)
      }
    }
  }

  @Test("a value that looks like a line of ours is kept as it is inside of one")
  func nested() {
    let inner = EntryEnvelope.wrap(EncodedValue(bytes: [9]), under: Array("other".utf8), at: .zero, unixTime: 0)
    let kept = EntryEnvelope.wrap(EncodedValue(bytes: inner), under: Self.name, at: .zero, unixTime: 0)
    #expect(Self.content(kept) == .ours(start: kept.count - inner.count, facts: .unknown))
  }
}
