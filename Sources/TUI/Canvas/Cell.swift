/// One place on the screen.
public struct Cell: Hashable, Sendable {
  /// The character. 0 in the second half of a wide one.
  public var scalar: UInt32
  public var style: Style

  public static let blank = Cell(scalar: 32, style: .plain)

  public init(scalar: UInt32, style: Style) {
    self.scalar = scalar
    self.style = style
  }

  /// The second half of the wide character to the left.
  public var isContinuation: Bool { scalar == 0 }
}
