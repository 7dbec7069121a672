/// One place on the screen.
public struct Cell: Hashable, Sendable {
  /// The character. 0 in the second half of a wide one.
  public var scalar: UInt32
  /// Up to two combining marks drawn onto the character, sixteen bits each, the first in the lower half.
  public var marks: UInt32
  public var style: Style

  public static let blank = Cell(scalar: 32, style: .plain)

  public init(scalar: UInt32, marks: UInt32 = 0, style: Style) {
    self.scalar = scalar
    self.marks = marks
    self.style = style
  }

  /// The second half of the wide character to the left.
  public var isContinuation: Bool { scalar == 0 }

  /// Draws one more mark onto the character. A third one, and one beyond sixteen bits, is left out.
  mutating func add(mark: Unicode.Scalar) {
    guard mark.value <= 0xFFFF else { return }
    if marks & 0xFFFF == 0 {
      marks = mark.value
    } else if marks >> 16 == 0 {
      marks |= mark.value << 16
    }
  }

  /// The character with its marks. Empty for a continuation.
  var text: String {
    var scalars = String.UnicodeScalarView()
    for value in [scalar, marks & 0xFFFF, marks >> 16] where value != 0 {
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}
