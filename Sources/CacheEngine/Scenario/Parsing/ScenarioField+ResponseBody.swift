extension ScenarioField {
  /// Any value, as JSON.
  func responseBody() throws(ScenarioError) -> JSONValue {
    switch node.content {
    case .scalar(let text, isPlain: false): return .string(text)
    case .scalar(let text, isPlain: true): return try plainValue(text)
    case .list(let elements):
      var values: [JSONValue] = []
      for (index, element) in elements.enumerated() {
        values.append(try ScenarioField(node: element, path: "\(path)[\(index)]", file: file).responseBody())
      }
      return .array(values)
    case .mapping(let pairs):
      var fields: [JSONField] = []
      for pair in pairs {
        let name = try responseFieldName(pair)
        let inside = "\(path).\(SafeText(limit: 60)(name))"
        fields.append(JSONField(name, try ScenarioField(node: pair.value, path: inside, file: file).responseBody()))
      }
      return .object(fields)
    }
  }

  /// Only values have places for arguments.
  private func responseFieldName(_ pair: YAMLField) throws(ScenarioError) -> String {
    let name = try name(of: pair)
    guard !name.contains("{") else {
      throw ScenarioField(node: pair.name, path: path, file: file).error(
        "the field name \(Self.quoted(name)) holds {", allowed: "arguments can stand in values only")
    }
    return name
  }

  private func plainValue(_ text: String) throws(ScenarioError) -> JSONValue {
    switch PlainScalar.value(of: text) {
    case .value(let value): return value
    case .notFinite: throw error("\(standing) is a number that JSON does not have", allowed: "put a text in quotes")
    case .noSuchDate:
      throw error(
        "\(standing) is not a date there is", allowed: "write e.g. 2026-01-05T09:30:00Z, or put a text in quotes")
    }
  }
}
