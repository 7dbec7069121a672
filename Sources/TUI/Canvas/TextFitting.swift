/// Text brought to a width in cells.
extension StringProtocol {
  /// The text, cut to `width` cells with `ellipsis` as its end if it is longer. Never cuts through a character.
  public func clipped(to width: Int, ellipsis: String = "…") -> String {
    if utf8.count <= width || CellWidth.of(self) <= width { return String(self) }
    let ending = ellipsis.prefix(cells: width)
    return prefix(cells: width - CellWidth.of(ending)) + ending
  }

  /// The text in lines of at most `width` cells, broken at blanks; a longer word is broken where the line ends.
  public func wrapped(to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, CellWidth.of(line) + 1 + CellWidth.of(word) <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while CellWidth.of(word) > width {
        let head = word.prefix(cells: width)
        // A character wider than the line stands for itself, or nothing would ever end.
        let taken = head.isEmpty ? 1 : head.unicodeScalars.count
        lines.append(head)
        word = String(String.UnicodeScalarView(word.unicodeScalars.dropFirst(taken)))
      }
      line = word
    }
    return line.isEmpty ? lines : lines + [line]
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
