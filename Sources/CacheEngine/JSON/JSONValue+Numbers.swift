extension JSONValue {
  /// A duration in seconds, exact to the nanosecond.
  public static func seconds(_ duration: Duration) -> JSONValue {
    let nanoseconds = duration.wholeNanoseconds
    let magnitude = nanoseconds.magnitude
    let fraction = String(magnitude % 1_000_000_000 + 1_000_000_000).dropFirst()
    return .number("\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000).\(fraction)")
  }

  /// A count, also one beyond what an `Int` holds.
  static func count(_ number: UInt64) -> JSONValue {
    .number(String(number))
  }

  /// A figure in the fewest digits that give the same `Double` again; `null` where there is none.
  static func figure(_ number: Double?) -> JSONValue {
    guard let number, number.isFinite else { return .null }
    return .number(number.description)
  }

  /// The field of an object; `nil` where there is none, or where this is no object.
  func field(_ name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}
