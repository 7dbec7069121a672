/// What may be part of a key: a value with a text of its own, the same in every process.
///
/// A small protocol instead of `String(describing:)`: keys made of whatever an argument happens to print as hold memory
/// addresses, depend on dictionary order, and let ("a:b", "c") collide with ("a", "b:c").
public protocol CacheKeyComponent: Sendable {
  /// Two values of one type write the same only when they are the same value.
  func write(to key: inout KeyText)

  /// How the value is told apart from others on a screen. By default as in a key.
  var label: String { get }
}

extension CacheKeyComponent {
  public var label: String {
    var key = KeyText()
    write(to: &key)
    return key.text
  }
}

/// The text of a key while it is put together.
public struct KeyText: Sendable {
  @usableFromInline var text: String

  @inlinable
  public init(_ text: String = "") {
    self.text = text
  }

  /// Writes `part` as it is: for text that holds no `:`, `\` or `~`, such as digits.
  @inlinable
  public mutating func append(verbatim part: String) {
    text += part
  }

  /// Writes `part` so that it cannot be mistaken for a separator or for ``none``.
  public mutating func append(escaping part: String) {
    guard part.utf8.contains(where: Self.needsEscape) else { return text += part }
    for scalar in part.unicodeScalars {
      if scalar.isASCII, Self.needsEscape(UInt8(truncatingIfNeeded: scalar.value)) { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
  }

  /// How a missing optional is written.
  public static let none = "~"

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "~")
  }
}

extension String: CacheKeyComponent {
  public func write(to key: inout KeyText) { key.append(escaping: self) }
}

extension Bool: CacheKeyComponent {
  public func write(to key: inout KeyText) { key.append(verbatim: self ? "true" : "false") }
}

extension Double: CacheKeyComponent {
  /// 0.0 and -0.0 are two keys; all values that are not a number are one.
  public func write(to key: inout KeyText) { key.append(verbatim: isNaN ? "nan" : description) }
}

extension FixedWidthInteger where Self: CacheKeyComponent {
  @inlinable
  public func write(to key: inout KeyText) { key.append(verbatim: String(self)) }
}

extension Int: CacheKeyComponent {}
extension Int32: CacheKeyComponent {}
extension Int64: CacheKeyComponent {}
extension UInt: CacheKeyComponent {}
extension UInt32: CacheKeyComponent {}
extension UInt64: CacheKeyComponent {}

extension Optional: CacheKeyComponent where Wrapped: CacheKeyComponent {
  public func write(to key: inout KeyText) {
    switch self {
    case .none: key.append(verbatim: KeyText.none)
    case .some(let wrapped):
      let start = key.text.utf8.count
      wrapped.write(to: &key)
      // Only a missing value begins like this: an optional of an optional counts how deep inside it is missing.
      if key.text.utf8.dropFirst(start).first == UInt8(ascii: "~") { key.append(verbatim: KeyText.none) }
    }
  }
}
