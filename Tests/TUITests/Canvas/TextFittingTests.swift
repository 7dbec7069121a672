import TUI
import Testing

@Suite("Text brought to a width")
struct TextFittingTests {
  @Test(
    "counts cells, not characters",
    arguments: [
      ("abc", 3), ("中文", 4), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("─█⣿", 3), ("", 0), ("\u{200B}", 0), ("한", 2),
    ])
  func width(text: String, cells: Int) {
    #expect(CellWidth.of(text) == cells)
  }

  @Test("clips with an ellipsis and never through a character")
  func clipped() {
    #expect("abcdef".clipped(to: 6) == "abcdef")
    #expect("abcdef".clipped(to: 4) == "abc…")
    #expect("abcdef".clipped(to: 5, ellipsis: "...") == "ab...")
    #expect("中文字".clipped(to: 4) == "中…")
    #expect("abc".clipped(to: 1) == "…")
    #expect("abc".clipped(to: 2, ellipsis: "...") == "..")
    #expect("abc".clipped(to: 0) == "")
    #expect("abc".clipped(to: -1) == "")
    #expect("e\u{301}e\u{301}".clipped(to: 2) == "e\u{301}e\u{301}")
  }

  @Test("breaks lines at blanks, and words only where they are longer than a line")
  func wrapped() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("one two three".wrapped(to: 100) == ["one two three"])
    #expect("a abcdefgh b".wrapped(to: 3) == ["a", "abc", "def", "gh", "b"])
    #expect("中文字".wrapped(to: 4) == ["中文", "字"])
    #expect("".wrapped(to: 4) == [])
    #expect("abc".wrapped(to: 0) == [])
    for width in 1...20 {
      let lines = "the quick 中文 brown fox jumped over it".wrapped(to: width)
      #expect(lines.allSatisfy { CellWidth.of($0) <= width })
    }
  }

  @Test("pads to the exact width on either side")
  func padded() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("ab".padded(to: 4, alignment: .right) == "  ab")
    #expect("中文字".padded(to: 4) == "中… ")
    #expect("abcdef".padded(to: 3) == "ab…")
  }
}
