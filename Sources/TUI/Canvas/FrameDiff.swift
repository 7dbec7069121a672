/// Neighbouring cells of one row that changed.
public struct ChangedSpan: Hashable, Sendable {
  public var row: Int
  public var columns: Range<Int>

  public init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

/// What must be drawn to get from one frame to the next.
public enum FrameDiff {
  /// Unchanged stretches shorter than this are drawn along, because moving the cursor over them costs as much.
  static let shortestGap = 4

  /// The changed spans, from the top. Frames of different sizes, or no frame before, change every row in full.
  ///
  /// A span never begins or ends within a wide character.
  public static func spans(from old: Frame?, to new: Frame) -> [ChangedSpan] {
    let width = new.size.width
    guard width > 0 else { return [] }
    guard let old, old.size == new.size else {
      return (0..<new.size.height).map { ChangedSpan(row: $0, columns: 0..<width) }
    }
    var spans: [ChangedSpan] = []
    old.cells.withUnsafeBufferPointer { before in
      new.cells.withUnsafeBufferPointer { after in
        for row in 0..<new.size.height {
          let rowBefore = UnsafeBufferPointer(rebasing: before[row * width..<(row + 1) * width])
          let rowAfter = UnsafeBufferPointer(rebasing: after[row * width..<(row + 1) * width])
          addSpans(of: row, from: rowBefore, to: rowAfter, into: &spans)
        }
      }
    }
    return spans
  }

  private static func addSpans(
    of row: Int, from before: UnsafeBufferPointer<Cell>, to after: UnsafeBufferPointer<Cell>,
    into spans: inout [ChangedSpan]
  ) {
    var column = 0
    var open: Range<Int>?
    while column < after.count {
      guard before[column] != after[column] else {
        column += 1
        continue
      }
      var start = column
      while start > 0, after[start].isContinuation || before[start].isContinuation { start -= 1 }
      var end = column + 1
      while end < after.count, after[end].isContinuation || before[end].isContinuation { end += 1 }
      if let last = open, start - last.upperBound < shortestGap {
        open = last.lowerBound..<end
      } else {
        if let last = open { spans.append(ChangedSpan(row: row, columns: last)) }
        open = start..<end
      }
      column = end
    }
    if let last = open { spans.append(ChangedSpan(row: row, columns: last)) }
  }
}
