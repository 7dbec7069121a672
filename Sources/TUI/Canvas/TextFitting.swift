/// Text brought to a width in cells.
extension StringProtocol {
  /// The text, cut to `width` cells with `ellipsis` as its end if it is longer. Never cuts through a character.
  public func clipped(to width: Int, ellipsis: String = "…") -> String {
    if utf8.count <= width || CellWidth.of(self) <= width { return String(self) }
    let ending = ellipsis.prefix(cells: width)
    return prefix(cells: width - CellWidth.of(ending)) + ending
  }

  /// As many characters from the start as fit into `width` cells.
  public func prefix(cells width: Int) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      used += CellWidth.of(scalar)
      if used > width { break }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text in exactly `width` cells: clipped, or filled up with blanks on the side away from `alignment`.
  public func padded(to width: Int, alignment: TextAlignment = .left, ellipsis: String = "…") -> String {
    let text = clipped(to: width, ellipsis: ellipsis)
    let blanks = String(repeating: " ", count: Swift.max(0, width - CellWidth.of(text)))
    return alignment == .left ? text + blanks : blanks + text
  }
}

public enum TextAlignment: Hashable, Sendable {
  case left, right
}
