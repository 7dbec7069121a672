extension ScenarioField {
  static let policiesToCome = [
    "refresh-ahead", "stale-while-revalidate", "stale-if-error", "negative-ttl", "load-timeout",
  ]

  /// `nil` for `none`.
  func cachePolicy(of route: Route) throws(ScenarioError) -> CachePolicy? {
    if isWord("none") { return nil }
    let fields = try fields(
      ["ttl", "key", "serializer", "dates", "jitter", "protection", "write"], notBuilt: Self.policiesToCome,
      noun: "a cache policy or none")
    var policy = CachePolicy()
    if let ttl = fields["ttl"] { policy.ttl = try ttl.timeToLive() }
    if let key = fields["key"] { policy.key = try key.key(of: route) }
    if let format = fields["serializer"] { policy.format = try format.choice("a serializer", CachePolicy.Format.self) }
    if let dates = fields["dates"] { policy.dates = try dates.dateStrategy() }
    if let jitter = fields["jitter"] { policy.jitter = try jitter.jitter() }
    if let protection = fields["protection"] { policy.protection = try protection.protection() }
    if let write = fields["write"] { policy.write = try write.writePolicy() }
    return policy
  }

  /// `nil` for `none`: for ever.
  func timeToLive() throws(ScenarioError) -> TTL? {
    isWord("none") ? nil : TTL(clamping: try duration(.timeToLive, alternative: ", or none"))
  }

  /// `nil` for `none`.
  func jitter() throws(ScenarioError) -> Jitter? {
    if isWord("none") { return nil }
    if let characters, Self.share(characters) != nil {
      let share = try share()
      return share == 0 ? nil : .share(share)
    }
    let allowed = "write a share of the TTL (10%), a duration (5s), or none"
    guard let characters, (try? DurationParser.duration(of: characters)) != nil else {
      throw mismatch("a jitter", allowed)
    }
    return .upTo(try duration(.anyTime))
  }

  func protection() throws(ScenarioError) -> Protection {
    if case .mapping = node.content {
      let choices = ["lease", "early-refresh"]
      let name = try onlyField(choices, noun: "a protection").name
      throw error("\(name) is not built yet", allowed: "write none or single-flight")
    }
    return try choice("a protection", [("none", .none), ("single-flight", .singleFlight)])
  }

  private func writePolicy() throws(ScenarioError) -> WritePolicy {
    if case .mapping = node.content {
      let name = try onlyField(["write-behind"], noun: "a write policy").name
      throw error("\(name) is not built yet", allowed: "write invalidate")
    }
    return try choice("a write policy", [("invalidate", .invalidate)])
  }

  private func dateStrategy() throws(ScenarioError) -> JSONDateStrategy {
    try choice("a way to keep dates", [("refuse", .refuse), ("iso8601", .iso8601), ("seconds", .secondsSince1970)])
  }

  private func key(of route: Route) throws(ScenarioError) -> CachePolicy.Key {
    let text = try text(most: 1_000)
    if text == "positional" { return .positional }
    guard text.contains("{") || text.contains("}") else { return .fixed(text) }
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
    return .template(text)
  }
}
