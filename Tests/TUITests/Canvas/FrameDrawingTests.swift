import CacheEngine
import TUI
import TestSupport
import Testing

@Suite("Drawing into a frame")
struct FrameDrawingTests {
  private func frame(_ width: Int = 10, _ height: Int = 1) -> Frame {
    Frame(size: Size(width: width, height: height))
  }

  @Test("tells how many columns a text took")
  func columnsUsed() {
    var frame = frame()
    #expect(frame.put("ab", at: 0, 0) == 2)
    #expect(frame.put("中", at: 2, 0) == 2)
    #expect(frame.put("e\u{301}", at: 4, 0) == 1)
    #expect(frame.put("abcdef", at: 6, 0, maxWidth: 3) == 3)
    #expect(frame.text == "ab中e\u{301} abc")
    #expect(frame.put("x", at: 3, 5) == 0)
  }

  @Test("stays inside the frame and the clip, whatever the place")
  func clipping() {
    var frame = frame()
    frame.put("abcdefghijklmno", at: -3, 0)
    #expect(frame.text == "defghijklm")
    frame.put("XXXXXXXXXX", at: 0, 0, clip: Rect(x: 2, y: 0, width: 3, height: 1))
    #expect(frame.text == "deXXXijklm")
    frame.put("never", at: .max, 0)
    frame.put("never", at: 0, -1)
    frame.put("never", at: 0, 0, clip: Rect(x: 0, y: 0, width: 0, height: 1))
    #expect(frame.text == "deXXXijklm")
  }

  @Test("blanks the halves of wide characters at edges and under others")
  func wideHalves() {
    var frame = frame(5)
    frame.put("中文字", at: 0, 0)
    #expect(frame.text == "中文")
    frame.put("x", at: 1, 0)
    #expect(frame.text == " x文")
    frame.put("x", at: 2, 0)
    #expect(frame.text == " xx")
    frame.put("中", at: -1, 0)
    #expect(frame.text == " xx" && frame[0, 0].scalar == 32)
    frame.put("中", at: 1, 0, maxWidth: 1)
    #expect(frame.text == "  x")
  }

  @Test("defends itself against control characters")
  func controls() {
    var frame = frame()
    #expect(frame.put("a\r\n\u{1B}\u{9B}b", at: 0, 0) == 6)
    #expect(frame.text == "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b")
  }

  @Test("draws boxes with titles")
  func boxes() throws {
    var frame = frame(30, 8)
    frame.box(Rect(frame.size), title: "outer")
    frame.box(Rect(x: 2, y: 1, width: 12, height: 4), title: "a title too long")
    frame.box(Rect(x: 20, y: 5, width: 30, height: 30), title: "cut")
    frame.box(Rect(x: 15, y: 2, width: 1, height: 1))
    try expectFrame(frame, named: "boxes")
    try expectFrame(frame.inASCII, named: "boxes-ascii")
  }

  @Test("survives every size and place")
  func anywhere() {
    for width in 0...4 {
      for height in 0...4 {
        for start in -6...6 {
          var frame = frame(width, height)
          frame.box(Rect(x: start, y: start, width: 5, height: 5), title: "title")
          frame.fill(Rect(x: start, y: -start, width: 9, height: 9), with: "中")
          frame.put("中e\u{301}x中", at: start, max(0, start))
          frame.restyle(Rect(x: start, y: 0, width: 3, height: 3)) { $0.with(.reverse) }
          #expect(frame.text.split(separator: "\n", omittingEmptySubsequences: false).count == max(1, height))
        }
      }
    }
  }

  @Test("writes colours for a picture of the screen")
  func ansi() {
    var frame = frame(12)
    frame.put("hit", at: 0, 0, style: Style(.hit))
    frame.put("x", at: 4, 0, style: Style(.error, .reverse))
    #expect(frame.ansiText == "\u{1B}[0;94mhit\u{1B}[0m \u{1B}[0;1;7;31mx\u{1B}[0m")
  }

  @Test("keeps rows whole when random wide text is drawn over itself")
  func wideInvariant() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var frame = frame(12, 1)
    for _ in 0..<5_000 {
      let text = ["中", "a", "中文", "b中", "e\u{301}"].randomElement(using: &generator) ?? ""
      frame.put(text, at: Int.random(in: -3...13, using: &generator), 0)
      let width = (0..<12).reduce(0) { total, column in
        let cell = frame[column, 0]
        guard !cell.isContinuation, let scalar = Unicode.Scalar(cell.scalar) else { return total }
        return total + CellWidth.of(scalar)
      }
      #expect(width == 12, "seed \(seed): \(frame.text)")
      if width != 12 { break }
    }
  }
}
