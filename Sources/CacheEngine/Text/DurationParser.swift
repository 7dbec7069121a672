/// Reads durations as people write them: `500us`, `250ms`, `2s`, `1.5m`, `12h`, `7d`, and sums like `1m30s`.
public enum DurationParser {
  static let units: [(name: String, nanoseconds: Double)] = [
    ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12), ("d", 8.64e13),
  ]

  /// - Throws: ``DurationError`` for anything but ASCII digits, at most one point a number, and the units above.
  public static func duration(of text: String) throws(DurationError) -> Duration {
    var rest = text.unicodeScalars[...]
    guard !rest.isEmpty else { throw .empty }
    var nanoseconds = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      rest = rest[number.endIndex...]
      let unit = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      rest = rest[unit.endIndex...]
      guard !number.isEmpty, let value = Double(String(number)) else { throw .notADuration(text) }
      guard let scale = units.first(where: { $0.name == String(unit) })?.nanoseconds else {
        throw unit.isEmpty ? .noUnit(text) : .unknownUnit(String(unit))
      }
      nanoseconds += value * scale
    }
    guard nanoseconds < 9e18 else { throw .tooLong(text) }
    return .nanoseconds(Int64(nanoseconds.rounded()))
  }
}

/// Why a text is not a duration.
public enum DurationError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case noUnit(String)
  case unknownUnit(String)
  case notADuration(String)
  case tooLong(String)

  public var description: String {
    switch self {
    case .empty: "a duration is needed, e.g. 30s"
    case .noUnit(let text): "\(text) has no unit: write e.g. \(text)s"
    case .unknownUnit(let unit): "\(unit) is not a unit: us, ms, s, m, h, d"
    case .notADuration(let text): "\(text) is not a duration: write e.g. 250ms, 30s, 1m30s"
    case .tooLong(let text): "\(text) is too long"
    }
  }
}
