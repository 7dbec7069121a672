import CacheEngine

/// How a request is drawn: a bar from when it was taken up to its end, or a tick where it took no time to speak of.
///
/// Each outcome has a fill of its own beside its colour. Edges lie within an eighth of a cell: the right one is a block
/// that fills its cell from the left, the left one the same in reverse.
enum TimelineBar {
  static func fill(_ outcome: Outcome) -> Unicode.Scalar {
    switch outcome {
    case .miss: "▓"
    case .shared: "░"
    case .refresh: "▒"
    case .bypass: "◆"
    case .error: "!"
    case .cancelled: "×"
    case .write: "w"
    case .hit: "|"
    case .stale: "S"
    case .negative: "N"
    }
  }

  static func style(_ outcome: Outcome) -> Style {
    Style(outcome == .refresh ? .stale : Wording.role(of: outcome))
  }

  /// The left-eighth blocks are narrower than the shades beside them, so only dense bars get them.
  private static func hasEighths(_ outcome: Outcome) -> Bool { outcome == .miss }

  /// - Parameter hasExactEdges: False where bars lie over each other: blocks at their edges would look like bars themselves.
  static func draw(
    _ item: TimelineItem, on scale: TimelineScale, hasExactEdges: Bool, in row: Rect, into frame: inout Frame
  ) {
    let left = scale.place(of: item.start)
    let right = scale.place(of: item.end ?? scale.now)
    guard right >= 0, left < Double(scale.columns) else { return }
    let style = style(item.outcome)
    drawLateness(of: item, upTo: left, on: scale, in: row, into: &frame)
    guard right - left >= 0.5, !item.outcome.isServed else {
      let column = min(scale.columns - 1, Int(max(0, left)))
      put(fill(item.outcome), at: column, style.with(.bold), in: row, into: &frame)
      return
    }
    var first = Int(max(0, left).rounded(.down))
    let last = Int(min(Double(scale.columns), right).rounded(.down))
    let hasEighths = hasExactEdges && hasEighths(item.outcome)
    if hasEighths, left >= 0 {
      let free = Int(((left - Double(first)) * 8).rounded())
      if free > 0, first < last {
        put(Bars.eighth(free), at: first, style.with(.reverse), in: row, into: &frame)
        first += 1
      }
    }
    frame.fill(
      Rect(x: row.x + first, y: row.y, width: last - first, height: 1).intersection(row), with: fill(item.outcome),
      style: style)
    let rest = Int(((right - Double(last)) * 8).rounded(.down))
    guard rest > 0, last < scale.columns else { return }
    let tip = hasEighths ? Bars.eighth(rest) : rest >= 4 ? fill(item.outcome) : " "
    if tip != " " { put(tip, at: last, style, in: row, into: &frame) }
  }

  /// A request that was due before it was taken up.
  private static func drawLateness(
    of item: TimelineItem, upTo left: Double, on scale: TimelineScale, in row: Rect, into frame: inout Frame
  ) {
    let due = scale.place(of: item.arrivedAt)
    guard left - due >= 1 else { return }
    let columns = Int(max(0, due))..<max(Int(max(0, due)), Int(left))
    frame.fill(
      Rect(x: row.x + columns.lowerBound, y: row.y, width: columns.count, height: 1).intersection(row), with: "·",
      style: .faint)
  }

  private static func put(
    _ scalar: Unicode.Scalar, at column: Int, _ style: Style, in row: Rect, into frame: inout Frame
  ) {
    frame.fill(Rect(x: row.x + column, y: row.y, width: 1, height: 1).intersection(row), with: scalar, style: style)
  }
}
