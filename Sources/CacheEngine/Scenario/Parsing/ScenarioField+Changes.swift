/// A change of a policy as a step has it, with what is needed to refuse it later.
struct WrittenChange {
  var endpoint: EndpointDefinition
  var change: PolicyChange
  var fields: ScenarioFields
}

extension ScenarioField {
  func change(on endpoints: [EndpointDefinition]) throws(ScenarioError) -> WrittenChange {
    let names = Self.changeableFields + ["load"]
    let fields = try fields(["endpoint"] + names)
    let endpoint = try fields.required("endpoint", "endpoint: \(endpoints.first?.name ?? "")")
      .endpointNamed(in: endpoints)
    guard names.contains(where: { fields[$0] != nil }) else {
      throw error("nothing is set", allowed: "write one or more of \(names.joined(separator: ", "))")
    }
    if endpoint.cache == nil {
      try fields.forbid(Self.changeableFields, because: "\(endpoint.name) is not cached")
    }
    var change = PolicyChange(try fields.policySettings())
    if let load = fields["load"] { change.settings.append(.load(try load.latencyModel())) }
    return WrittenChange(endpoint: endpoint, change: change, fields: fields)
  }
}

extension ScenarioFields {
  /// Refuses a change after which an endpoint's settings make no sense together.
  ///
  /// - Parameter changes: In the order of their times, because each begins with what the ones before it left.
  static func refuseContradictions(in changes: [WrittenChange]) throws(ScenarioError) {
    var policies: [String: CachePolicy] = [:]
    for written in changes {
      guard let policy = policies[written.endpoint.name] ?? written.endpoint.cache else { continue }
      let changed = policy.changed(by: written.change)
      try written.fields.refuseContradiction(in: changed)
      policies[written.endpoint.name] = changed
    }
  }
}
