/// How ``SafeText`` treats a character.
enum SafeTextClass: Equatable {
  /// Has a picture of its own, one or two cells wide.
  case shown
  /// Is drawn onto the character before it.
  case mark
  /// Has no picture, or one that could deceive: written as an escape.
  case hidden

  init(_ scalar: Unicode.Scalar, isASCIIOnly: Bool) {
    switch scalar.value {
    case 0x20...0x7E: self = .shown
    case 0...0xA0: self = .hidden
    case _ where isASCIIOnly: self = .hidden
    // Fillers and vowel carriers that Unicode calls letters and fonts leave empty; the blank Braille cell; the object
    // replacement character.
    case 0x115F...0x11FF, 0x17B4...0x17B5, 0x3164, 0xFFA0, 0xD7B0...0xD7FF, 0x2800, 0xFFFC: self = .hidden
    default: self = Self.byCategory(scalar)
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar) -> SafeTextClass {
    if scalar.properties.isVariationSelector || scalar.properties.isDefaultIgnorableCodePoint { return .hidden }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      // A cell holds marks of sixteen bits; the rarer ones are escaped.
      return scalar.value <= 0xFFFF ? .mark : .hidden
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return .hidden
    default:
      return .shown
    }
  }
}
