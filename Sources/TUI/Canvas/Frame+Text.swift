extension Frame {
  /// The rows as text, without blanks at their ends: for golden files and for saving the screen.
  public var text: String {
    (0..<size.height).map(rowText).joined(separator: "\n")
  }

  /// The rows as text with SGR colours, each ending with a reset.
  public var ansiText: String {
    (0..<size.height).map { row in
      let cells = trimmedRow(row) { $0 == .blank }
      var result = ""
      var style = Style.plain
      for cell in cells where !cell.isContinuation {
        if cell.style != style {
          result += RoleLook(cell.style).sgr
          style = cell.style
        }
        result += cell.text
      }
      return style == .plain ? result : result + RoleLook(.plain).sgr
    }.joined(separator: "\n")
  }

  private func rowText(_ row: Int) -> String {
    trimmedRow(row) { $0.scalar == 32 && $0.marks == 0 }.map(\.text).joined()
  }

  private func trimmedRow(_ row: Int, blank: (Cell) -> Bool) -> ArraySlice<Cell> {
    var cells = cells[row * size.width..<(row + 1) * size.width]
    while let last = cells.last, blank(last) { cells.removeLast() }
    return cells
  }
}
