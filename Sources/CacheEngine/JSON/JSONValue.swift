/// A JSON document whose objects keep the order of their fields, so that a body reads as it was defined.
///
/// `Codable` cannot promise that order; this type exists because a lesson shows bodies to people.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written: nothing is lost by reading and writing it again.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONField])
  /// A moment. JSON has no such thing: writing one needs a ``JSONDateStrategy``.
  case date(secondsSince1970: Int64)

  public static func integer(_ value: Int) -> JSONValue {
    .number(String(value))
  }
}

/// One field of an object.
public struct JSONField: Hashable, Sendable {
  public var name: String
  public var value: JSONValue

  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// What to do with a date, for which JSON has no type.
public enum JSONDateStrategy: Hashable, Sendable {
  /// Do not write it: the value is not JSON. What Python's `json.dumps` does, and the trap of many a cached endpoint.
  case refuse
  /// `"2026-01-05T09:30:00Z"`, in UTC.
  case iso8601
  /// Seconds since 1970, as a number.
  case secondsSince1970
}

/// Why a value could not be written as JSON, or bytes could not be read as such.
public enum JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  case dateNeedsStrategy(field: String)
  case malformed(offset: Int)
  case tooDeep(limit: Int)

  public var description: String {
    switch self {
    case .dateNeedsStrategy(let field): "\(field) is a date, which JSON cannot carry without a date strategy"
    case .malformed(let offset): "not JSON at byte \(offset)"
    case .tooDeep(let limit): "JSON nested deeper than \(limit)"
    }
  }
}
