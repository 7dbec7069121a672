extension Frame {
  /// Writes `text` in one row and returns how many columns it took, so that the next piece can follow it.
  ///
  /// Nothing is written outside the frame, `clip` or `maxWidth`; half a wide character at an edge becomes a blank.
  /// Foreign text must have been through `SafeText`: here a control character becomes U+FFFD only as a last defence.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, at column: Int, _ row: Int, style: Style = .plain, maxWidth: Int = .max,
    clip: Rect? = nil
  ) -> Int {
    let area = clip.map { Rect(size).intersection($0) } ?? Rect(size)
    guard row >= area.y, row < area.bottom, maxWidth > 0 else { return 0 }
    let end = Swift.min(area.right, column.addingReportingOverflow(maxWidth).overflow ? .max : column + maxWidth)
    var next = column
    for scalar in text.unicodeScalars {
      let width = CellWidth.of(scalar)
      if width == 0 {
        addMark(scalar, beforeColumn: next, from: column, row: row, area: area)
        continue
      }
      if next >= end { break }
      let shown = Self.isControl(scalar) ? 0xFFFD : scalar.value
      if next < area.x || next + width > end {
        for half in Swift.max(next, area.x)..<Swift.max(area.x, Swift.min(next + width, end)) {
          set(Cell(scalar: 32, style: style), width: 1, column: half, row: row)
        }
      } else {
        set(Cell(scalar: shown, style: style), width: width, column: next, row: row)
      }
      next += width
    }
    return Swift.min(next, Swift.max(end, column)) - column
  }

  /// Fills the part of `rect` inside the frame with a character of one cell.
  public mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .plain) {
    let area = Rect(size).intersection(rect)
    let isNarrow = CellWidth.of(scalar) == 1 && !Self.isControl(scalar)
    let cell = Cell(scalar: isNarrow ? scalar.value : 32, style: style)
    for row in area.y..<Swift.max(area.y, area.bottom) {
      for column in area.x..<Swift.max(area.x, area.right) {
        set(cell, width: 1, column: column, row: row)
      }
    }
  }

  /// Gives the cells inside `rect` another style and leaves their characters: a selected row, a disabled panel.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = Rect(size).intersection(rect)
    for row in area.y..<Swift.max(area.y, area.bottom) {
      for column in area.x..<Swift.max(area.x, area.right) {
        self[column, row].style = change(self[column, row].style)
      }
    }
  }

  /// Sets a cell, and blanks the other half of any wide character that this cuts in two.
  private mutating func set(_ cell: Cell, width: Int, column: Int, row: Int) {
    if self[column, row].isContinuation, column > 0 { self[column - 1, row].makeBlank() }
    let last = column + width - 1
    if last + 1 < size.width, self[last + 1, row].isContinuation { self[last + 1, row].makeBlank() }
    self[column, row] = cell
    if width == 2 { self[last, row] = Cell(scalar: 0, style: cell.style) }
  }

  private mutating func addMark(
    _ mark: Unicode.Scalar, beforeColumn next: Int, from column: Int, row: Int, area: Rect
  ) {
    var base = next - 1
    guard base >= column, base >= area.x, base < area.right else { return }
    if self[base, row].isContinuation { base -= 1 }
    guard base >= area.x else { return }
    self[base, row].add(mark: mark)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}

extension Cell {
  fileprivate mutating func makeBlank() {
    scalar = 32
    marks = 0
  }
}
