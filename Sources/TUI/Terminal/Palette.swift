import CNcurses

/// Styles as ncurses attributes and colour pairs, for what this terminal can show.
///
/// With sixteen colours or more the bright ones are used as they are; with eight they become bold, and faint text dim.
/// The background is always the terminal's own.
struct Palette {
  struct Look {
    var attributes: attr_t
    var pair: Int32
  }

  private let colorCount: Int
  private let canDim: Bool

  /// Call once the screen is open: it fills ncurses' table of colour pairs.
  init(colors: TerminalOptions.Colors, noColor: Bool) {
    canDim = nc_has("dim")
    let isWanted = colors == .always || (colors == .auto && !noColor)
    guard isWanted, has_colors(), start_color() == OK, nc_colors() >= 8 else {
      colorCount = 0
      return
    }
    colorCount = Int(nc_colors())
    let background: Int32 = use_default_colors() == OK ? -1 : COLOR_BLACK
    for color in BasicColor.allCases {
      let shown = colorCount >= 16 ? color.rawValue : color.rawValue & 7
      init_extended_pair(Self.pair(of: color), Int32(shown), background)
    }
  }

  var isMonochrome: Bool { colorCount == 0 }

  func look(of style: Style) -> Look {
    if isMonochrome { return Look(attributes: attributes(of: RoleLook.monochrome(style)), pair: 0) }
    let look = RoleLook(style)
    var result = attributes(of: look.emphasis)
    guard let color = look.color else { return Look(attributes: result, pair: 0) }
    guard colorCount < 16, color.rawValue >= 8 else { return Look(attributes: result, pair: Self.pair(of: color)) }
    if color == .brightBlack {
      // Black on black otherwise.
      return Look(attributes: canDim ? result | NC_DIM : result, pair: 0)
    }
    result |= NC_BOLD
    return Look(attributes: result, pair: Self.pair(of: color))
  }

  private func attributes(of emphasis: Emphasis) -> attr_t {
    var result: attr_t = 0
    if emphasis.contains(.bold) { result |= NC_BOLD }
    if emphasis.contains(.reverse) { result |= NC_REVERSE }
    if emphasis.contains(.underline) { result |= NC_UNDERLINE }
    return result
  }

  private static func pair(of color: BasicColor) -> Int32 { Int32(color.rawValue) + 1 }
}
