/// A screenful: a grid of cells that knows nothing of any terminal.
public struct Frame: Hashable, Sendable {
  public let size: Size
  public private(set) var cells: [Cell]

  public init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  /// The cell at a place inside the frame.
  public subscript(column: Int, row: Int) -> Cell {
    get { cells[row * size.width + column] }
    set { cells[row * size.width + column] = newValue }
  }

  public func contains(column: Int, row: Int) -> Bool {
    column >= 0 && row >= 0 && column < size.width && row < size.height
  }
}
