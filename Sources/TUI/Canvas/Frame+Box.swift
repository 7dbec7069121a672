extension Frame {
  /// Draws a light border along the inside of `rect`, with `title` in its upper edge. What lies inside stays.
  ///
  /// A rectangle too small for a border gets none.
  public mutating func box(
    _ rect: Rect, title: String = "", style: Style = Style(.border), titleStyle: Style = Style(.title)
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let right = rect.right - 1
    let bottom = rect.bottom - 1
    let visible = size.width + Swift.max(0, -rect.x)
    let line = String(repeating: "─", count: Swift.max(0, Swift.min(rect.width - 2, visible)))
    put("┌" + line, at: rect.x, rect.y, style: style)
    put("└" + line, at: rect.x, bottom, style: style)
    put("┐", at: right, rect.y, style: style)
    put("┘", at: right, bottom, style: style)
    for row in Swift.max(0, rect.y + 1)..<Swift.max(0, rect.y + 1, Swift.min(bottom, size.height)) {
      put("│", at: rect.x, row, style: style)
      put("│", at: right, row, style: style)
    }
    guard !title.isEmpty, rect.width > 6 else { return }
    put(" \(title.clipped(to: rect.width - 6)) ", at: rect.x + 2, rect.y, style: titleStyle)
  }
}
