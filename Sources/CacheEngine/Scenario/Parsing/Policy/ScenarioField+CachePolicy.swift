extension ScenarioField {
  /// `nil` for `none`.
  func cachePolicy(of route: Route) throws(ScenarioError) -> CachePolicy? {
    if isWord("none") { return nil }
    let fields = try fields(
      ["ttl", "key", "serializer", "dates"] + Self.changeableFields.dropFirst() + ["tags", "versioned", "late-write"],
      noun: "a cache policy or none")
    var policy = CachePolicy().changed(by: PolicyChange(try fields.policySettings()))
    if let key = fields["key"] { policy.key = try key.key(of: route) }
    if let format = fields["serializer"] { policy.format = try format.choice("a serializer", CachePolicy.Format.self) }
    if let dates = fields["dates"] { policy.dates = try dates.dateStrategy() }
    if let tags = fields["tags"] { policy.tagging = try tags.tagging(of: route) }
    if let versioned = fields["versioned"] { policy.isVersioned = try versioned.flag() }
    if let late = fields["late-write"] {
      policy.lateWrite = try late.choice("an answer to a late write", CachePolicy.LateWrite.self)
    }
    try fields.refuseContradiction(in: policy)
    return policy
  }

  private func dateStrategy() throws(ScenarioError) -> JSONDateStrategy {
    try choice("a way to keep dates", [("refuse", .refuse), ("iso8601", .iso8601), ("seconds", .secondsSince1970)])
  }

  private func key(of route: Route) throws(ScenarioError) -> CachePolicy.Key {
    if case .mapping = node.content { return .aiocache(try aiocacheKey()) }
    let text = try text(most: 1_000)
    if text == "positional" { return .positional }
    if text == "aiocache" { return .aiocache(AiocacheKey(module: "main")) }
    guard text.contains("{") || text.contains("}") else { return .fixed(text) }
    try checkTemplate(text, of: route)
    return .template(text)
  }

  /// `{aiocache: main}`, or `{aiocache: {module: main, arguments: positional}}`.
  private func aiocacheKey() throws(ScenarioError) -> AiocacheKey {
    let fields = try fields(["aiocache"], noun: "a key")
    let style = try fields.required("aiocache", "aiocache: main")
    guard case .mapping = style.node.content else { return AiocacheKey(module: try style.text(most: 200)) }
    let parts = try style.fields(["module", "arguments"], noun: "how aiocache makes keys")
    var key = AiocacheKey(module: try parts.required("module", "module: main").text(most: 200))
    if let arguments = parts["arguments"] {
      key.isPositional = try arguments.choice(
        "a way to pass arguments", [("keywords", false), ("positional", true)])
    }
    return key
  }

  /// Refuses places for arguments that the path does not have.
  func checkTemplate(_ text: String, of route: Route) throws(ScenarioError) {
    let parameters = route.parameters.map(\.name)
    do throws(KeyTemplateError) {
      _ = try KeyTemplate(text, parameters: parameters)
    } catch {
      switch error {
      case .unknownParameter(let name, _):
        let names = parameters.isEmpty ? "it has none" : "it has \(parameters.joined(separator: ", "))"
        throw self.error(
          "{\(SafeText(limit: 60)(name))} is no parameter of the path", allowed: SafeText(limit: 300)(names))
      case .unbalancedBrace: throw self.error("\(standing) has a brace without a partner")
      }
    }
  }
}

extension ScenarioFields {
  /// At the line of the field that makes no sense beside the others.
  func refuseContradiction(in policy: CachePolicy) throws(ScenarioError) {
    guard let contradiction = policy.contradiction else { return }
    let name = contradiction.field == "early-refresh" ? "protection" : contradiction.field
    throw (self[name] ?? self["ttl"] ?? field).error(contradiction.description)
  }
}
