/// Width and height in cells. Never negative.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public static let zero = Size(width: 0, height: 0)

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells. Never negative; every operation that would make it so gives an empty one instead.
public struct Rect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var size: Size

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.size = Size(width: width, height: height)
  }

  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }
  public var right: Int { x + width }
  public var bottom: Int { y + height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// The rectangle without `cells` columns and rows on every side.
  public func inset(by cells: Int) -> Rect {
    Rect(x: x + cells, y: y + cells, width: width - 2 * cells, height: height - 2 * cells)
  }

  /// The first `count` rows, and what is left below them.
  public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let rows = min(max(0, count), height)
    return (
      Rect(x: x, y: y, width: width, height: rows), Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// What is left above the last `count` rows, and those rows.
  public func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let rows = min(max(0, count), height)
    let (rest, bottom) = splitTop(height - rows)
    return (rest, bottom)
  }

  /// The first `count` columns, and what is left to their right.
  public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let columns = min(max(0, count), width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// The row at `index`, empty when there is none.
  public func row(_ index: Int) -> Rect {
    guard index >= 0, index < height else { return Rect(x: x, y: y, width: 0, height: 0) }
    return Rect(x: x, y: y + index, width: width, height: 1)
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
  }
}
