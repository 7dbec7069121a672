import Testing

@testable import CacheEngine

@Suite("Over-long keys") struct KeyBoundTests {
  private func key(_ argument: String) -> String {
    madeKey(.positional, argument)
  }

  @Test("a key of just the longest length is kept as it is, one byte more is digested")
  func limit() {
    let longest = key(String(repeating: "x", count: KeyText.longest - 2))
    #expect(longest.utf8.count == KeyText.longest)
    let longer = key(String(repeating: "x", count: KeyText.longest - 1))
    #expect(longer.utf8.count < 128)
    #expect(longer.hasPrefix("f:xxxx"))
    #expect(longer.contains("#"))
  }

  @Test("over-long keys that differ in one place anywhere stay distinct", arguments: [0, 1, 100, 4_999])
  func distinct(place: Int) {
    var units = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)
    let first = key(String(decoding: units, as: UTF8.self))
    units[place] = UInt8(ascii: "y")
    #expect(first != key(String(decoding: units, as: UTF8.self)))
  }

  @Test("over-long keys of equal letters and other lengths stay distinct")
  func lengths() {
    #expect(Set((1_100..<1_400).map { key(String(repeating: "x", count: $0)) }).count == 300)
  }

  @Test("a digest is the same in every process")
  func stable() {
    let long = String(repeating: "ab", count: 2_000)
    #expect(key(long) == key(long))
  }

  @Test("cutting inside a letter of several bytes leaves valid text", arguments: 0..<4)
  func cutInsideLetter(shift: Int) {
    let text = String(repeating: "x", count: shift) + String(repeating: "😀", count: 400)
    #expect(key(text).utf8.count < 160)
  }

  @Test("builders of every kind keep their keys bounded")
  func allBuilders() throws {
    let long = String(repeating: "x", count: 100_000)
    let template = try KeyTemplate("item:{id}", parameters: ["id"])
    let keys = [
      madeKey(.fixed(long), ""), madeKey(.custom { (text: String) in text }, long), madeKey(.template(template), long),
      madeKey(.positional, "", function: long),
    ]
    for key in keys { #expect(key.utf8.count < 128) }
  }
}
