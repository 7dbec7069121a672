import CacheEngine
import TUI
import Testing

@Suite("The difference of two frames")
struct FrameDiffTests {
  private func frame(_ rows: String...) -> Frame {
    var frame = Frame(size: Size(width: 20, height: rows.count))
    for (row, text) in rows.enumerated() { frame.put(text, at: 0, row) }
    return frame
  }

  @Test("is nothing for equal frames")
  func equal() {
    #expect(FrameDiff.spans(from: frame("abc"), to: frame("abc")).isEmpty)
  }

  @Test("is every row in full for another size, or after nothing")
  func everything() {
    let all = [ChangedSpan(row: 0, columns: 0..<20), ChangedSpan(row: 1, columns: 0..<20)]
    #expect(FrameDiff.spans(from: nil, to: frame("a", "b")) == all)
    #expect(FrameDiff.spans(from: frame("a"), to: frame("a", "b")) == all)
    #expect(FrameDiff.spans(from: nil, to: Frame(size: .zero)).isEmpty)
  }

  @Test("joins changes that lie close together, and leaves out what lies between others")
  func spans() {
    #expect(
      FrameDiff.spans(from: frame("aaaaaaaaaaaa"), to: frame("abababaaaaab"))
        == [ChangedSpan(row: 0, columns: 1..<6), ChangedSpan(row: 0, columns: 11..<12)])
  }

  @Test("covers wide characters whole")
  func wide() {
    #expect(FrameDiff.spans(from: frame("a中b"), to: frame("axxb")) == [ChangedSpan(row: 0, columns: 1..<3)])
    #expect(FrameDiff.spans(from: frame("a中b"), to: frame("a文b")) == [ChangedSpan(row: 0, columns: 1..<3)])
    #expect(FrameDiff.spans(from: frame("abcd"), to: frame("a中d")) == [ChangedSpan(row: 0, columns: 1..<3)])
  }

  @Test("applied to the old frame gives the new one")
  func applied() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var old = frame("", "")
    for _ in 0..<3_000 {
      var new = old
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let text = ["中", "a", "bc", "   ", "é"].randomElement(using: &generator) ?? ""
        new.put(text, at: Int.random(in: 0..<20, using: &generator), Int.random(in: 0...1, using: &generator))
      }
      var patched = old
      for span in FrameDiff.spans(from: old, to: new) {
        for column in span.columns { patched[column, span.row] = new[column, span.row] }
        #expect(!new[span.columns.lowerBound, span.row].isContinuation, "seed \(seed)")
      }
      #expect(patched == new, "seed \(seed)")
      old = new
    }
  }
}
