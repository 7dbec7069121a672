/// Bars in eighths of a cell.
public enum Bars {
  private static let eighthsAcross: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let eighthsUp: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// How a bar over `share` of `width` cells is drawn: whole cells, and what follows them if anything does. Anything above
  /// zero shows at least an eighth.
  public static func across(_ share: Double, width: Int) -> (whole: Int, tip: Unicode.Scalar?) {
    guard width > 0, share > 0 else { return (0, nil) }
    let eighths = min(width * 8, max(1, Int((share * Double(width) * 8).rounded(.down))))
    return (eighths / 8, eighths % 8 == 0 ? nil : eighthsAcross[eighths % 8])
  }

  /// A block that fills its cell from the left, 1 to 7 eighths of it.
  static func eighth(_ count: Int) -> Unicode.Scalar { eighthsAcross[min(7, max(0, count))] }

  /// The block that fills as much as this one leaves free; `nil` for anything else.
  static func complement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard scalar != " ", let eighths = eighthsAcross.firstIndex(of: scalar) else { return nil }
    return eighthsAcross[8 - eighths]
  }

  /// What a column of `height` cells that is filled up to `share` shows in the cell `row` cells above its foot.
  public static func up(_ share: Double, height: Int, row: Int) -> Unicode.Scalar {
    guard share > 0 else { return " " }
    let eighths = max(1, Int((share * Double(height) * 8).rounded()))
    return eighthsUp[min(8, max(0, eighths - row * 8))]
  }
}
