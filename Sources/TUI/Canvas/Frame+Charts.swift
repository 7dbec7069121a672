extension Frame {
  /// Columns side by side that grow from the foot of `area`, one per cell, the last at the right edge. `nil` draws nothing.
  public mutating func columns(_ shares: [Double?], in area: Rect, style: (Double) -> Style) {
    for (place, share) in shares.suffix(area.width).enumerated() {
      guard let share else { continue }
      let column = area.right - min(shares.count, area.width) + place
      for row in 0..<area.height {
        let scalar = Bars.up(share, height: area.height, row: row)
        if scalar != " " { put(String(scalar), at: column, area.bottom - 1 - row, style: style(share), clip: area) }
      }
    }
  }

  /// A bar from the left over `share` of `area`'s first row.
  public mutating func bar(_ share: Double, in area: Rect, style: Style) {
    let (whole, tip) = Bars.across(share, width: area.width)
    fill(Rect(x: area.x, y: area.y, width: whole, height: 1), with: "█", style: style)
    if let tip { put(String(tip), at: area.x + whole, area.y, style: style, clip: area) }
  }

  /// Writes `text` so that it ends at the right edge of `area`'s first row, if there is room. Returns the columns used.
  @discardableResult
  public mutating func putRight(_ text: String, in area: Rect, style: Style = .plain) -> Int {
    let width = CellWidth.of(text)
    guard width <= area.width else { return 0 }
    return put(text, at: area.right - width, area.y, style: style, clip: area)
  }

  /// Writes pieces of text one after the other and returns where the next would begin.
  @discardableResult
  public mutating func put(_ pieces: [(String, Style)], at column: Int, _ row: Int, clip: Rect) -> Int {
    var next = column
    for (text, style) in pieces { next += put(text, at: next, row, style: style, clip: clip) }
    return next
  }
}
