/// The sixteen colours that every colour terminal names, and whose shades its user chose.
enum BasicColor: UInt8, Sendable, CaseIterable {
  case red = 1
  case yellow = 3
  case blue, magenta, cyan
  case brightBlack = 8
  case brightBlue = 12
}

/// What a style looks like: a colour of the terminal's own, or its default, and attributes.
///
/// The background is never touched, so light and dark themes both stay readable. Hit and miss are blue and yellow, which
/// colour-blind eyes tell apart. Without colours the attributes alone still separate what matters.
struct RoleLook: Hashable, Sendable {
  var color: BasicColor?
  var emphasis: Emphasis

  init(_ style: Style) {
    (color, emphasis) = Self.colored(style.role)
    emphasis.formUnion(style.emphasis)
  }

  private static func colored(_ role: Role) -> (BasicColor?, Emphasis) {
    switch role {
    case .plain: (nil, [])
    case .faint, .border: (.brightBlack, [])
    case .title, .header: (nil, .bold)
    case .focusedBorder: (.cyan, .bold)
    case .hit: (.brightBlue, [])
    case .miss: (.yellow, [])
    case .stale: (.magenta, [])
    case .shared: (.cyan, [])
    case .negative: (.brightBlack, .underline)
    case .error: (.red, .bold)
    case .bypass: (.magenta, .underline)
    case .rejected: (.red, .underline)
    case .accent: (.cyan, .bold)
    case .warning: (.yellow, .bold)
    }
  }

  /// The attributes for a screen without colours.
  static func monochrome(_ style: Style) -> Emphasis {
    let own: Emphasis =
      switch style.role {
      case .title, .header, .focusedBorder, .miss, .accent, .warning: .bold
      case .stale, .bypass: .underline
      case .error, .rejected: [.bold, .underline]
      case .plain, .faint, .border, .hit, .shared, .negative: []
      }
    return own.union(style.emphasis)
  }

  /// The escape sequence that selects this look, whatever was selected before.
  var sgr: String {
    var codes = ["0"]
    if emphasis.contains(.bold) { codes.append("1") }
    if emphasis.contains(.underline) { codes.append("4") }
    if emphasis.contains(.reverse) { codes.append("7") }
    if let color {
      let code = color.rawValue
      codes.append("\(code < 8 ? 30 + code : 90 + code - 8)")
    }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}
