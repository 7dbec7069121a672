extension ScenarioField {
  /// What a step invalidates, which at least one endpoint must be able to have.
  func group(of endpoints: [EndpointDefinition]) throws(ScenarioError) -> Group {
    let (name, value) = try onlyField(["tag", "version", "prefix"], noun: "a group of entries")
    switch name {
    case "tag": return .tag(try value.tag(of: endpoints))
    case "version": return .version(endpoint: try value.versionedEndpoint(in: endpoints))
    default: return .prefix(try value.prefixToClear(endpoints))
    }
  }

  private func tag(of endpoints: [EndpointDefinition]) throws(ScenarioError) -> String {
    let text = try text(most: Self.longestTag)
    var templates: [String] = []
    for endpoint in endpoints {
      for tag in endpoint.cache?.tagging?.tags ?? [] {
        if TagTemplate(tag, of: endpoint.route).canBe(text) { return text }
        templates.append(tag)
      }
    }
    guard !templates.isEmpty else { throw error("no endpoint has tags", allowed: "give one e.g. tags: [items]") }
    let names = SafeText(limit: 400)(templates.joined(separator: ", "))
    throw error("no entry can have the tag \(Self.quoted(text))", allowed: "the tags are \(names)")
  }

  private func versionedEndpoint(in endpoints: [EndpointDefinition]) throws(ScenarioError) -> String {
    let endpoint = try endpointNamed(in: endpoints)
    guard endpoint.cache?.isVersioned == true else {
      throw error("the keys of \(endpoint.name) carry no version", allowed: "give it versioned: true")
    }
    return endpoint.name
  }
}
