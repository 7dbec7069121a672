import Testing

@testable import CacheEngine

@Suite("Names of keys as text")
struct KeyNotationTests {
  @Test(
    "what is plain stays as it is, the rest can be read back",
    arguments: [
      ([], ""), (Array("user:5".utf8), "user:5"), (Array("é 😀".utf8), "é 😀"), (Array("a\\b".utf8), "a\\\\b"),
      ([0xFF], "\\xff"), ([0x61, 0xC3], "a\\xc3"), ([0xC0, 0x80], "\\xc0\\x80"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
      ([0x80, 0x5C, 0x78, 0x34, 0x31], "\\x80\\\\x41"), ([0x00, 0x0A], "\0\n"),
    ] as [([UInt8], String)])
  func table(name: [UInt8], text: String) {
    #expect(Array(KeyNotation.text(of: name).utf8) == Array(text.utf8))
    #expect(KeyNotation.name(of: text) == name)
  }

  @Test(
    "a backslash that begins nothing stands for itself", arguments: ["a\\", "\\q", "\\x", "\\x4", "\\xg1", "\\X41"])
  func strayBackslashes(text: String) {
    #expect(KeyNotation.name(of: text) == Array(text.utf8))
  }

  @Test("every name of bytes comes back")
  func anyBytes() {
    let seed: UInt64 = 20_251
    var generator = SeededGenerator(seed: seed)
    // Bytes that are likely to be parts of characters, of escapes, or of neither.
    let likely: [UInt8] = [
      0x5C, 0x78, 0x34, 0x66, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xFF, 0x00, 0x61,
    ]
    for round in 0..<20_000 {
      let name = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? likely[Int.random(in: 0..<likely.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      let text = KeyNotation.text(of: name)
      #expect(KeyNotation.name(of: text) == name, "seed \(seed), round \(round): \(name)")
      if String(validating: name, as: UTF8.self) != nil, !name.contains(0x5C) {
        #expect(Array(text.utf8) == name, "seed \(seed), round \(round): \(name)")
      }
    }
  }
}

@Suite("Patterns of keys")
struct GlobPatternTests {
  @Test(
    "match as they do on a server",
    arguments: [
      ("", "", true), ("a", "", false), ("abc", "*", true), ("", "*", true), ("abc", "a*", true), ("abc", "*c", true),
      ("abc", "a*d", false), ("abc", "a?c", true), ("ac", "a?c", false), ("hello", "h[ae]llo", true),
      ("hillo", "h[ae]llo", false), ("hbllo", "h[a-c]llo", true), ("hbllo", "h[c-a]llo", true),
      ("hello", "h[^e]llo", false), ("hallo", "h[^e]llo", true), ("a*b", "a\\*b", true), ("axb", "a\\*b", false),
      ("a]", "a[\\]]", true), ("ab", "a[b", true), ("ab", "**b", true), ("aXbXc", "a*b*c", true),
      ("mississippi", "*sip*", true), ("mississippi", "*sip", false), ("a\\", "a\\", true),
    ])
  func table(name: String, pattern: String, matches: Bool) {
    #expect(GlobPattern.matches(Array(name.utf8), Array(pattern.utf8)) == matches)
  }

  @Test("many stars take no more than a moment")
  func manyStars() {
    let name = [UInt8](repeating: UInt8(ascii: "a"), count: 5_000)
    let pattern = Array((String(repeating: "*a", count: 200) + "b").utf8)
    #expect(GlobPattern.matches(name, pattern) == false)
  }

  @Test("what a prefix is made into matches what begins with it, and nothing else")
  func prefixes() {
    let pattern = GlobPattern.prefix(Array("a*[b]\\?".utf8))
    #expect(GlobPattern.matches(Array("a*[b]\\?rest".utf8), pattern))
    #expect(GlobPattern.matches(Array("axbrest".utf8), pattern) == false)
  }
}
