/// The fields of a mapping, all of them known and none of them twice.
struct ScenarioFields {
  /// The mapping itself.
  let field: ScenarioField
  private var values: [String: ScenarioField] = [:]

  /// - Parameter allowed: The names there are, in the order in which they are listed to whoever writes another one.
  init(
    of field: ScenarioField, _ allowed: [String], noun: String
  ) throws(ScenarioError) {
    self.field = field
    guard case .mapping(let pairs) = field.node.content else {
      throw field.mismatch(noun, "it has the fields \(SafeText(limit: 600)(allowed.joined(separator: ", ")))")
    }
    for pair in pairs {
      let name = try field.name(of: pair)
      let safeName = SafeText(limit: 60)(name)
      let path = field.path.isEmpty ? safeName : "\(field.path).\(safeName)"
      let here = ScenarioField(node: pair.name, path: path, file: field.file)
      guard allowed.contains(name) else {
        let nearest = NearestName.of(name, among: allowed).map { "did you mean \($0)? " } ?? ""
        let names = SafeText(limit: 600)(allowed.joined(separator: ", "))
        throw here.error("unknown field", allowed: "\(nearest)the fields here are \(names)")
      }
      guard values[name] == nil else { throw here.error("is written twice in the same mapping", allowed: "keep one") }
      values[name] = ScenarioField(node: pair.value, path: path, file: field.file)
    }
  }

  subscript(name: String) -> ScenarioField? { values[name] }

  func required(_ name: String, _ example: String) throws(ScenarioError) -> ScenarioField {
    guard let value = values[name] else { throw field.error("\(name) is missing", allowed: "write e.g. \(example)") }
    return value
  }

  /// The one field of `names` that is there.
  func one(of names: [String]) throws(ScenarioError) -> (name: String, value: ScenarioField) {
    let present = names.filter { values[$0] != nil }
    guard let name = present.first, let value = values[name] else {
      throw field.error("one of \(names.joined(separator: ", ")) is missing")
    }
    if present.count > 1, let second = values[present[1]] {
      throw second.error("cannot stand beside \(name)", allowed: "keep one of them")
    }
    return (name, value)
  }

  /// Refuses fields that mean something only beside another one.
  func forbid(_ names: [String], because reason: String) throws(ScenarioError) {
    for name in names {
      if let value = values[name] { throw value.error(reason) }
    }
  }
}

extension ScenarioField {
  func fields(
    _ allowed: [String], noun: String = "a mapping"
  ) throws(ScenarioError) -> ScenarioFields {
    try ScenarioFields(of: self, allowed, noun: noun)
  }

  /// A mapping with one field, as choices with a parameter are written: `{burst: 50}`.
  func onlyField(_ allowed: [String], noun: String) throws(ScenarioError) -> (
    name: String, value: ScenarioField
  ) {
    try fields(allowed, noun: noun).one(of: allowed)
  }

  func name(of pair: YAMLField) throws(ScenarioError) -> String {
    let name = ScenarioField(node: pair.name, path: path, file: file)
    guard let text = name.characters else { throw name.error("\(name.standing) cannot be the name of a field") }
    return text
  }
}
