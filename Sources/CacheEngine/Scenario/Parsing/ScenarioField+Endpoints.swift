extension ScenarioField {
  static let mostEndpoints = 64

  func endpoints() throws(ScenarioError) -> [EndpointDefinition] {
    let elements = try elements(most: Self.mostEndpoints, "endpoints")
    guard !elements.isEmpty else { throw error("there is no endpoint", allowed: "a scenario needs at least one") }
    var endpoints: [EndpointDefinition] = []
    for element in elements { endpoints.append(try element.endpoint(after: endpoints)) }
    return endpoints
  }

  private func endpoint(after others: [EndpointDefinition]) throws(ScenarioError) -> EndpointDefinition {
    let fields = try fields(
      ["name", "path", "load", "response", "cache", "example", "trap"], noun: "an endpoint")
    let name = try fields.required("name", "name: read_item").endpointName(after: others)
    let route = try fields.required("path", "path: \"/items/{item_id:int}\"").route(after: others)
    var endpoint = EndpointDefinition(
      name: name, route: route, load: try fields["load"]?.latencyModel() ?? .fixed(.seconds(1)),
      response: try fields["response"]?.responseBody())
    if let cache = fields["cache"] { endpoint.cache = try cache.cachePolicy(of: route) }
    if let example = fields["example"] { endpoint.example = try example.example(of: route) }
    if let trap = fields["trap"] { endpoint.trap = try trap.text(most: 500) }
    return endpoint
  }

  /// Without points, so that it can stand in the path of an expectation.
  private func endpointName(after others: [EndpointDefinition]) throws(ScenarioError) -> String {
    let name = try text(most: 64)
    guard name.utf8.allSatisfy(Self.isWordCharacter) else {
      throw error("\(standing) is not a name", allowed: "write letters, digits, _ and - only")
    }
    guard others.allSatisfy({ $0.name != name }) else { throw error("\(standing) names another endpoint already") }
    return name
  }

  private static func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private func route(after others: [EndpointDefinition]) throws(ScenarioError) -> Route {
    let text = try text(most: 1_000)
    let route: Route
    do throws(RouteError) {
      route = try Route(text)
    } catch {
      throw self.error(SafeText(limit: 300)(error.description))
    }
    let names = route.parameters.map(\.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw error("\(standing) has two parameters with the name \(SafeText(limit: 60)(name))")
    }
    if let other = others.first(where: { $0.route.shortTemplate == route.shortTemplate }) {
      throw error("\(standing) is the path of \(other.name) already")
    }
    return route
  }

  private func example(of route: Route) throws(ScenarioError) -> String {
    let target = try text(most: 1_000)
    guard case .success? = route.match(RequestTarget(target)) else {
      let path = SafeText(limit: 100)(route.shortTemplate)
      throw mismatch("a request to \(path)", "write e.g. \(SafeText(limit: 100)(route.path(filledWith: 1)))")
    }
    return target
  }
}
