/// The arguments of a request, in the order of the route's parameters.
public struct RouteArguments: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case int(Int)
    case string(String)
  }

  let names: [String]
  let values: [Value]

  /// The argument of that name as JSON; `null` when the route has none.
  public subscript(name: String) -> JSONValue {
    guard let index = names.firstIndex(of: name) else { return .null }
    switch values[index] {
    case .int(let number): return .integer(number)
    case .string(let text): return .string(text)
    }
  }

  /// The row that is asked for: the first argument that is a number says which, or else the first text. Without arguments
  /// there is one row.
  func row(of table: Int) -> RowID {
    for case .int(let number) in values { return RowID(table: table, number: number, isNumbered: true) }
    guard case .string(let text) = values.first else { return RowID(table: table, number: 0, isNumbered: false) }
    return RowID(table: table, number: Int(truncatingIfNeeded: Fingerprint.of(text)), isNumbered: false)
  }

  /// Each argument as it stands in a key.
  var texts: [String] {
    values.map { value in
      var key = KeyText()
      switch value {
      case .int(let number): number.write(to: &key)
      case .string(let text): text.write(to: &key)
      }
      return key.text
    }
  }

  /// The argument as plain text.
  public func text(_ name: String) -> String {
    guard let index = names.firstIndex(of: name) else { return "" }
    switch values[index] {
    case .int(let number): return String(number)
    case .string(let text): return text
    }
  }
}

extension RouteArguments: CacheKeyComponent {
  public func write(to key: inout KeyText) {
    for (position, value) in values.enumerated() {
      if position > 0 { key.append(verbatim: ":") }
      switch value {
      case .int(let number): number.write(to: &key)
      case .string(let text): text.write(to: &key)
      }
    }
  }

  public var label: String {
    names.map { "\($0)=\(text($0))" }.joined(separator: ", ")
  }
}

/// The parameters of a request that do not fit, as FastAPI reports them with status 422.
struct ParameterErrors: Error, Hashable {
  enum One: Hashable {
    case notAnInteger(Route.Parameter, input: String)
    case missing(Route.Parameter)
  }

  var errors: [One]

  init(_ errors: [One]) {
    self.errors = errors
  }

  var body: JSONValue {
    .object([JSONField("detail", .array(errors.map(\.body)))])
  }
}

extension ParameterErrors.One {
  fileprivate var body: JSONValue {
    switch self {
    case .notAnInteger(let parameter, let input):
      detail(
        "int_parsing", parameter, "Input should be a valid integer, unable to parse string as an integer",
        input: .string(input))
    case .missing(let parameter): detail("missing", parameter, "Field required", input: .null)
    }
  }

  private func detail(_ type: String, _ parameter: Route.Parameter, _ message: String, input: JSONValue) -> JSONValue {
    .object([
      JSONField("type", .string(type)),
      JSONField("loc", .array([.string(parameter.place.rawValue), .string(parameter.name)])),
      JSONField("msg", .string(message)),
      JSONField("input", input),
    ])
  }
}
