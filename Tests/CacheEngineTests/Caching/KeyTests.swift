import Testing

@testable import CacheEngine

@Suite("Keys") struct KeyTests {
  private func key<each Argument: CacheKeyComponent>(_ argument: repeat each Argument) -> CacheKey {
    KeyBuilder<repeat each Argument>.positional.make("f", repeat each argument)
  }

  @Test("name and arguments are joined by colons")
  func plain() {
    #expect(key(5).text == "f:5")
    #expect(key("a", 5, true).text == "f:a:5:true")
    #expect(key().text == "f")
    #expect(key(Int64.min, UInt64.max, 1.5).text == "f:-9223372036854775808:18446744073709551615:1.5")
  }

  @Test("a separator inside an argument does not move the border between arguments")
  func separators() {
    #expect(key("a:b", "c") != key("a", "b:c"))
    #expect(key("a:", "b") != key("a", ":b"))
    #expect(key("a\\", "b") != key("a", "\\b"))
    #expect(key("a\\:b", "c") != key("a\\", "b:c"))
    #expect(key("", "a") != key("a", ""))
    #expect(key("", "") != key(":", ""))
    #expect(key("").text == "f:")
  }

  @Test("nil is neither the word nil nor a tilde nor nothing")
  func missing() {
    let missing = key(String?.none)
    #expect(missing.text == "f:~")
    for text in ["nil", "~", "", "\\~", "null"] { #expect(missing != key(String?.some(text)), "\(text)") }
    #expect(key(Int?.none) != key(Int?.some(0)))
  }

  @Test("an optional of an optional tells a nil inside from a nil outside")
  func nestedMissing() {
    let keys = [String??.none, .some(.none), .some(.some("~")), .some(.some("~~"))].map { key($0) }
    #expect(Set(keys).count == 4, "\(keys)")
    #expect(key(Int???.some(.none)) != key(Int???.some(.some(.none))))
  }

  @Test("two ways of writing an accent are two keys")
  func unicodeForms() {
    #expect(key("\u{E9}") != key("e\u{301}"))
    #expect(CacheKey("\u{E9}") != CacheKey("e\u{301}"))
    #expect(Set([CacheKey("\u{E9}"), CacheKey("e\u{301}")]).count == 2)
  }

  @Test("an accent written in two parts does not swallow the separator before it")
  func combiningMarks() {
    #expect(key("a", "\u{301}b") != key("a:\u{301}b", ""))
    #expect(key(":\u{301}").text.utf8.elementsEqual("f:\\:\u{301}".utf8))
  }

  @Test("minus zero is not zero, and whatever is not a number is one key")
  func doubles() {
    #expect(key(-0.0) != key(0.0))
    #expect(key(Double.nan) == key(-Double.nan))
    #expect(key(Double.infinity) != key(-Double.infinity))
    #expect(key(0.1) != key(0.1.nextUp))
    #expect(key(1e300) != key(Double.greatestFiniteMagnitude))
  }

  @Test("keys are ordered by their bytes")
  func order() {
    #expect(
      ["b", "\u{E9}", "a", "B", "a:1"].map { CacheKey($0) }.sorted().map(\.text) == ["B", "a", "a:1", "b", "\u{E9}"])
  }

  @Test("a fingerprint is the same in every process")
  func fingerprint() {
    #expect(CacheKey("read_item:5").fingerprint == CacheKey("read_item:5").fingerprint)
    #expect(CacheKey("read_item:5").fingerprint == 0x5A99_0508_CC6C_59CC)
    #expect(CacheKey("read_item:5").fingerprint != CacheKey("read_item:6").fingerprint)
  }

  @Test("a builder of your own decides alone, a fixed one ignores everything")
  func otherBuilders() throws {
    #expect(madeKey(.fixed("all_users"), 1) == "all_users")
    #expect(madeKey(.custom { (id: Int) in "item/\(id)" }, 1) == "item/1")
    let template = try KeyTemplate("item:{id}:{page}", parameters: ["id", "page"])
    #expect(madeKey(.template(template), 1, "a:b") == "item:1:a\\:b")
  }
}
