extension Frame {
  /// The upper left part of the frame, filled up with blanks. A wide character cut by the edge becomes a blank.
  public func resized(to newSize: Size) -> Frame {
    var result = Frame(size: newSize)
    let width = Swift.min(size.width, newSize.width)
    for row in 0..<Swift.min(size.height, newSize.height) {
      for column in 0..<width {
        let isCut = column == width - 1 && column + 1 < size.width && self[column + 1, row].isContinuation
        result[column, row] = isCut ? Cell(scalar: 32, style: self[column, row].style) : self[column, row]
      }
    }
    return result
  }
}
