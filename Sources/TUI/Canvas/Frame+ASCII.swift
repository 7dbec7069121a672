extension Frame {
  /// The frame in ASCII alone, cell for cell, for terminals and fonts that show no more.
  ///
  /// Lines and bars keep their meaning; a character without a likeness becomes `?`, a wide one `??`.
  public var inASCII: Frame {
    var result = self
    for row in 0..<size.height {
      for column in 0..<size.width where self[column, row].scalar != 32 {
        let cell = self[column, row]
        result[column, row] = Cell(scalar: ASCIILikeness.of(cell.scalar), style: cell.style)
        // A block in reverse is a bar's left edge: in ASCII it looks like a right one that is as full.
        if cell.style.emphasis.contains(.reverse), let full = Unicode.Scalar(cell.scalar).flatMap(Bars.complement) {
          result[column, row] = Cell(scalar: ASCIILikeness.of(full.value), style: Style(cell.style.role))
        }
      }
    }
    return result
  }
}

enum ASCIILikeness {
  static func of(_ scalar: UInt32) -> UInt32 {
    scalar >= 0x20 && scalar < 0x7F ? scalar : (table[scalar] ?? 0x3F)
  }

  private static let table: [UInt32: UInt32] = {
    let likenesses: [(ascii: Unicode.Scalar, of: String)] = [
      ("-", "─━╌┄╴╶–—−═"), ("|", "│┃┆╎╵╷║▕"), ("+", "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬"),
      ("_", "▁"), (".", "▂·…•▏▎░"), (":", "▃▍"), ("-", "▄▌"), ("=", "▅▋▒"), ("*", "▆▊★●◆■"), ("#", "▇█▉"), ("%", "▓"),
      ("/", "▞"), ("v", "✓"),
      (">", "▶▸►→›»"), ("<", "◀◂◄←‹«"), ("^", "▲▴↑△"), ("v", "▼▾↓▽"), ("o", "○◇□◦"), ("x", "×✗✘"), ("u", "µμ"),
      ("'", "‘’"), ("\"", "“”"), ("~", "≈"),
    ]
    var table: [UInt32: UInt32] = [:]
    for (ascii, others) in likenesses {
      for scalar in others.unicodeScalars { table[scalar.value] = ascii.value }
    }
    return table
  }()
}
