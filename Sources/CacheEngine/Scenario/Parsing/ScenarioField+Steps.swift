extension ScenarioField {
  static let mostSteps = 1_000
  private static let actions = ["fault", "clear", "invalidate", "set", "request", "crash"]

  /// In the order of their times; those of the same moment as they were written.
  func steps(
    on endpoints: [EndpointDefinition], within duration: Duration
  ) throws(ScenarioError) -> [ScenarioStep] {
    var steps: [WrittenStep] = []
    for element in try elements(most: Self.mostSteps, "steps") {
      steps.append(try element.step(on: endpoints, within: duration))
    }
    let inOrder = steps.enumerated().sorted { ($0.element.step.at, $0.offset) < ($1.element.step.at, $1.offset) }
    try ScenarioFields.refuseContradictions(in: inOrder.compactMap(\.element.change))
    return inOrder.map(\.element.step)
  }

  private struct WrittenStep {
    var step: ScenarioStep
    var change: WrittenChange?
  }

  private func step(
    on endpoints: [EndpointDefinition], within duration: Duration
  ) throws(ScenarioError) -> WrittenStep {
    let fields = try fields(["at"] + Self.actions + ["for", "times"], noun: "a step")
    let moment = try fields.required("at", "at: 60s")
    let at = try moment.duration(.anyTime)
    guard at <= duration else {
      throw moment.error("\(moment.standing) is after the end of the scenario", allowed: "give it a longer duration")
    }
    let (name, value) = try fields.one(of: Self.actions)
    if name != "fault" { try fields.forbid(["for"], because: "only a fault can last") }
    if name != "request" { try fields.forbid(["times"], because: "only a request can be repeated") }
    if name == "set" {
      let written = try value.change(on: endpoints)
      return WrittenStep(
        step: ScenarioStep(at: at, .set(endpoint: written.endpoint.name, written.change)), change: written)
    }
    return WrittenStep(step: ScenarioStep(at: at, try value.action(name, beside: fields, on: endpoints)))
  }

  private func action(
    _ name: String, beside fields: ScenarioFields, on endpoints: [EndpointDefinition]
  ) throws(ScenarioError) -> ScenarioStep.Action {
    switch name {
    case "fault": return .fault(try fault(), lasting: try fields["for"]?.duration(.someTime))
    case "clear": return .clear(prefix: try prefixToClear(endpoints))
    case "invalidate": return .invalidate(try group(of: endpoints))
    case "crash":
      guard try flag() else { throw error("false does nothing", allowed: "write true, or leave the step out") }
      return .crash
    default:
      return .request(try request(to: endpoints), times: try fields["times"]?.wholeNumber(in: 1...100_000) ?? 1)
    }
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
