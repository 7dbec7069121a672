extension ScenarioField {
  static let mostStreams = 64
  static let highestRate = 10_000_000.0
  static let mostClients = 10_000
  static let mostKeys = 10_000_000

  func workload(on endpoints: [EndpointDefinition]) throws(ScenarioError) -> [WorkloadDefinition] {
    var streams: [WorkloadDefinition] = []
    for element in try elements(most: Self.mostStreams, "streams") { streams.append(try element.stream(on: endpoints)) }
    return streams
  }

  private func stream(on endpoints: [EndpointDefinition]) throws(ScenarioError) -> WorkloadDefinition {
    let fields = try fields(
      ["endpoint", "rate", "arrivals", "clients", "think-time", "keys", "writes"], noun: "a stream of requests")
    let endpoint = try fields.required("endpoint", "endpoint: \(endpoints.first?.name ?? "read_item")")
      .endpointNamed(in: endpoints)
    var stream = WorkloadDefinition(endpoint: endpoint.name, load: try load(fields))
    if let keys = fields["keys"] {
      guard !endpoint.route.parameters.isEmpty else {
        let path = SafeText(limit: 100)(endpoint.route.shortTemplate)
        throw keys.error("\(path) has no parameter that a key could fill", allowed: "leave keys out")
      }
      stream.keys = try keys.keyChoice()
    }
    if let writes = fields["writes"] { stream.writes = try writes.share() }
    return stream
  }

  private func load(_ fields: ScenarioFields) throws(ScenarioError) -> WorkloadDefinition.Load {
    let (name, value) = try fields.one(of: ["rate", "clients"])
    guard name == "rate" else {
      try fields.forbid(["arrivals"], because: "clients send when they have their response: arrivals goes with rate")
      // Clients that neither think nor wait would send without end at one moment.
      return .closed(
        clients: try value.wholeNumber(in: 1...Self.mostClients),
        thinkTime: try fields["think-time"]?.duration(.someTime) ?? .seconds(1))
    }
    try fields.forbid(["think-time"], because: "arrivals do not wait for responses: think-time goes with clients")
    let rate = try value.rate(most: Self.highestRate)
    let arrivals = try fields["arrivals"]?.arrivals() ?? .constant
    if case .burst(let count) = arrivals, rate * Double(count) > Self.highestRate {
      throw value.error(
        "\(value.standing) bursts of \(count) are out of range",
        allowed: "at most \(Int(Self.highestRate)) requests a second")
    }
    return .open(perSecond: rate, arrivals)
  }

  private func arrivals() throws(ScenarioError) -> WorkloadDefinition.Arrivals {
    guard case .mapping = node.content else {
      let choices: [(word: String, choice: WorkloadDefinition.Arrivals)] = [
        ("constant", .constant), ("poisson", .poisson),
      ]
      if let found = choices.first(where: { isWord($0.word) }) { return found.choice }
      throw mismatch("a kind of arrivals", "write constant, poisson or {burst: 50}")
    }
    return .burst(try onlyField(["burst"], noun: "a kind of arrivals").value.wholeNumber(in: 1...10_000))
  }

  private func keyChoice() throws(ScenarioError) -> KeyChoice {
    let (name, value) = try onlyField(["uniform", "zipf", "sequence", "fixed"], noun: "a choice of keys")
    switch name {
    case "uniform": return .uniform(count: try value.wholeNumber(in: 1...Self.mostKeys))
    case "sequence": return .sequence(count: try value.wholeNumber(in: 1...Self.mostKeys))
    case "fixed": return .fixed(try value.wholeNumber(in: 1...Self.mostKeys))
    default:
      let fields = try value.fields(["exponent", "count"], noun: "a Zipf distribution")
      return .zipf(
        exponent: try fields["exponent"]?.number(in: 0...10, "from 0 to 10") ?? 1,
        count: try fields.required("count", "count: 1000").wholeNumber(in: 1...Self.mostKeys))
    }
  }

  func endpointNamed(in endpoints: [EndpointDefinition]) throws(ScenarioError) -> EndpointDefinition {
    if let characters, let endpoint = endpoints.first(where: { $0.name == characters }) { return endpoint }
    throw mismatch("an endpoint", Self.suggestion(characters, endpoints.map(\.name)))
  }

  /// The nearest of some names, and which there are.
  static func suggestion(_ name: String?, _ names: [String]) -> String {
    let nearest = name.flatMap { NearestName.of($0, among: names) }.map { "did you mean \($0)? " } ?? ""
    return nearest + "there is \(alternatives(names).replacing(" or ", with: " and "))"
  }
}
