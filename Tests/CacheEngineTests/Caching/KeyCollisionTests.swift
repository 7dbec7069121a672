import Testing

@testable import CacheEngine

@Suite("Key collisions") struct KeyCollisionTests {
  /// Pieces that separators, escapes and marks for missing values could be mistaken in.
  private static let pieces = [
    ":", "\\", "~", "a", "b", "nil", "", "\u{301}", "é", "e\u{301}", "\n", "\0", "#", "1", "😀",
  ]

  private struct Arguments {
    var first: String?
    var second: String
    var third: String?

    init(using generator: inout SeededGenerator) {
      first = Self.text(using: &generator)
      second = Self.text(using: &generator) ?? ""
      third = Self.text(using: &generator)
    }

    private static func text(using generator: inout SeededGenerator) -> String? {
      guard Int.random(in: 0..<6, using: &generator) > 0 else { return nil }
      let count = Int.random(in: 0...3, using: &generator)
      return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
    }

    var key: String { madeKey(.positional, first, second, third) }

    /// Equal exactly when the arguments are, byte by byte.
    var identity: [[UInt8]?] { [first.map { Array($0.utf8) }, Array(second.utf8), third.map { Array($0.utf8) }] }
  }

  @Test("no two argument lists share a key", arguments: [1, 2, 3, 0xC0FFEE] as [UInt64])
  func noCollisions(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var seen: [[UInt8]: [[UInt8]?]] = [:]
    for _ in 0..<10_000 {
      let arguments = Arguments(using: &generator)
      let key = arguments.key
      if let before = seen[Array(key.utf8)], before != arguments.identity {
        Issue.record("seed \(seed): \(before) and \(arguments.identity) share \(key)")
        return
      }
      seen[Array(key.utf8)] = arguments.identity
    }
    #expect(seen.count > 1_000, "seed \(seed) tried too little")
  }

  @Test("equal argument lists share their key", arguments: [7] as [UInt64])
  func equalArguments(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let one = Arguments(using: &generator)
      let keys = (0..<2).map { _ in one.key }
      #expect(keys[0] == keys[1], "seed \(seed)")
    }
  }

  @Test("random texts have fingerprints of their own", arguments: [11] as [UInt64])
  func fingerprints(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var texts: [UInt64: [UInt8]] = [:]
    for _ in 0..<20_000 {
      let text = (0..<3).map { _ in Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)] }.joined()
      let old = texts.updateValue(Array(text.utf8), forKey: CacheKey(text).fingerprint)
      #expect(old == nil || old == Array(text.utf8), "seed \(seed)")
    }
  }
}
