extension ScenarioField {
  /// What the keys to remove begin with: the name of an endpoint stands for all of its keys.
  func prefixToClear(_ endpoints: [EndpointDefinition]) throws(ScenarioError) -> String {
    let text = try text(most: 1_000, least: 0)
    if let endpoint = endpoints.first(where: { $0.name == text }) {
      guard let beginning = endpoint.keyBeginning else { throw error("\(text) is not cached") }
      guard endpoint.cache?.isVersioned == false else {
        throw error("the keys of \(text) begin with their version", allowed: "write invalidate: {version: \(text)}")
      }
      guard !beginning.isEmpty else {
        throw error("the keys of \(text) have no common beginning", allowed: "write \"\" to remove all entries")
      }
      return beginning
    }
    let isPossible = endpoints.contains { endpoint in
      guard let beginning = endpoint.keyBeginning else { return false }
      return beginning.hasPrefix(text) || (endpoint.hasManyKeys && text.hasPrefix(beginning))
    }
    guard isPossible else {
      let names = Self.suggestion(text, endpoints.map(\.name))
      throw error(
        "no key can begin with \(Self.quoted(text))", allowed: "write an endpoint or how keys begin; \(names)")
    }
    return text
  }
}

extension EndpointDefinition {
  /// What all of its keys begin with; `nil` where nothing is cached.
  fileprivate var keyBeginning: String? {
    if cache?.isVersioned == true { return "v" }
    return switch cache?.key {
    case nil: nil
    case .positional: hasManyKeys ? "\(name):" : name
    case .fixed(let text): text
    case .aiocache(let style): style.beginning(ofKeysFor: name)
    case .template(let text): String(text.prefix { $0 != "{" })
    }
  }

  fileprivate var hasManyKeys: Bool {
    if cache?.isVersioned == true { return true }
    return switch cache?.key {
    case nil, .fixed: false
    case .positional, .template, .aiocache: !route.parameters.isEmpty
    }
  }
}
