import TUI
import Testing

@Suite("Bars")
struct BarsTests {
  @Test(
    "across show eighths of a cell, rounded down, and something for anything",
    arguments: [
      (0, 4, ""), (-1, 4, ""), (0.000_1, 4, "▏"), (0.25, 4, "█"), (0.5, 4, "██"), (0.54, 4, "██▏"), (0.53, 4, "██"),
      (0.999, 4, "███▉"),
      (1, 4, "████"), (7, 4, "████"), (0.5, 0, ""), (0.5, -3, ""), (0.5, 1, "▌"),
    ] as [(Double, Int, String)])
  func across(share: Double, width: Int, text: String) {
    var frame = Frame(size: Size(width: width, height: 1))
    frame.bar(share, in: Rect(x: 0, y: 0, width: width, height: 1), style: .plain)
    #expect(frame.text == text)
  }

  @Test(
    "up are full at the foot, end in eighths, and show something for anything",
    arguments: [
      (0, "   "), (-1, "   "), (0.001, "▁  "), (0.5, "█▄ "), (1.0 / 3, "█  "), (0.99, "███"), (0.95, "██▇"), (1, "███"),
      (9, "███"),
    ] as [(Double, String)])
  func up(share: Double, column: String) {
    let cells = (0..<3).map { Character(Bars.up(share, height: 3, row: $0)) }
    #expect(String(cells) == column)
  }
}
