extension ScenarioField {
  static let mostSteps = 1_000

  /// In the order of their times; those of the same moment as they were written.
  func steps(
    on endpoints: [EndpointDefinition], within duration: Duration
  ) throws(ScenarioError) -> [ScenarioStep] {
    var steps: [ScenarioStep] = []
    for element in try elements(most: Self.mostSteps, "steps") {
      steps.append(try element.step(on: endpoints, within: duration))
    }
    let inOrder = steps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    return inOrder.map(\.element)
  }

  private func step(
    on endpoints: [EndpointDefinition], within duration: Duration
  ) throws(ScenarioError) -> ScenarioStep {
    let fields = try fields(["at", "fault", "for", "clear", "set", "request", "times"], noun: "a step")
    let moment = try fields.required("at", "at: 60s")
    let at = try moment.duration(.anyTime)
    guard at <= duration else {
      throw moment.error("\(moment.standing) is after the end of the scenario", allowed: "give it a longer duration")
    }
    let (name, value) = try fields.one(of: ["fault", "clear", "set", "request"])
    if name != "fault" { try fields.forbid(["for"], because: "only a fault can last") }
    if name != "request" { try fields.forbid(["times"], because: "only a request can be repeated") }
    switch name {
    case "fault":
      return ScenarioStep(at: at, .fault(try value.fault(), lasting: try fields["for"]?.duration(.someTime)))
    case "clear": return ScenarioStep(at: at, .clear(prefix: try value.prefixToClear(endpoints)))
    case "set": return ScenarioStep(at: at, try value.change(on: endpoints))
    default:
      let times = try fields["times"]?.wholeNumber(in: 1...100_000) ?? 1
      return ScenarioStep(at: at, .request(try value.request(to: endpoints), times: times))
    }
  }

  private func fault() throws(ScenarioError) -> Fault {
    let allowed = "write database-down, store-down, {database-slow: 10} or {store-slow: 50ms}"
    switch (node.content, characters) {
    case (_, "database-down"): return .databaseDown
    case (_, "store-down"): return .storeDown
    case (_, "backplane-down"): throw error("backplane-down is not built yet", allowed: allowed)
    case (.mapping, _):
      let (name, value) = try onlyField(["database-slow", "store-slow"], noun: "a fault")
      if name == "store-slow" { return .storeSlow(try value.duration(.anyTime)) }
      return .databaseSlow(factor: try value.number(in: 0.001...100_000, "from 0.001 to 100000"))
    default: throw mismatch("a fault", allowed)
    }
  }

  private func change(on endpoints: [EndpointDefinition]) throws(ScenarioError) -> ScenarioStep.Action {
    let names = ["ttl", "jitter", "protection", "load"]
    let fields = try fields(["endpoint"] + names, notBuilt: Self.policiesToCome + ["key", "serializer", "write"])
    let endpoint = try fields.required("endpoint", "endpoint: \(endpoints.first?.name ?? "")").endpointNamed(
      in: endpoints)
    guard names.contains(where: { fields[$0] != nil }) else {
      throw error("nothing is set", allowed: "write one or more of \(names.joined(separator: ", "))")
    }
    if endpoint.cache == nil {
      try fields.forbid(["ttl", "jitter", "protection"], because: "\(endpoint.name) is not cached")
    }
    var change = PolicyChange()
    if let ttl = fields["ttl"] { change.settings.append(.ttl(try ttl.timeToLive())) }
    if let jitter = fields["jitter"] { change.settings.append(.jitter(try jitter.jitter())) }
    if let protection = fields["protection"] { change.settings.append(.protection(try protection.protection())) }
    if let load = fields["load"] { change.settings.append(.load(try load.latencyModel())) }
    return .set(endpoint: endpoint.name, change)
  }

  private func request(to endpoints: [EndpointDefinition]) throws(ScenarioError) -> Request {
    guard let request = Request(parsing: try text(most: 1_000)), ["GET", "PUT"].contains(request.method) else {
      throw mismatch("a request", "write e.g. \"GET /items/5\" or \"PUT /items/5\"")
    }
    let target = RequestTarget(request.target)
    guard endpoints.contains(where: { $0.route.match(target) != nil }) else {
      let paths = SafeText(limit: 400)(endpoints.map(\.route.shortTemplate).joined(separator: ", "))
      throw error("\(standing) reaches no endpoint", allowed: "the paths are \(paths)")
    }
    return request
  }
}
