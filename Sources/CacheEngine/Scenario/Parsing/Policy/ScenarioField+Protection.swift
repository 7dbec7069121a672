extension ScenarioField {
  func protection() throws(ScenarioError) -> Protection {
    guard case .mapping = node.content else {
      if isWord("none") { return .none }
      if isWord("single-flight") { return .singleFlight }
      if isWord("lease-token") { return .leaseToken(.seconds(10)) }
      throw mismatch(
        "a protection",
        "write none, single-flight, lease-token, {lease: 2s}, {lease-token: 10s} or {early-refresh: {beta: 1, lock: true}}"
      )
    }
    let (name, value) = try onlyField(["lease", "lease-token", "early-refresh"], noun: "a protection")
    switch name {
    case "lease": return .lease(try value.lease())
    case "lease-token": return .leaseToken(try value.lease())
    default:
      let fields = try value.fields(["beta", "lock"], noun: "an early refresh")
      return .earlyRefresh(
        beta: try fields["beta"]?.number(in: 0.001...1_000, "from 0.001 to 1000") ?? 1,
        isLocked: try fields["lock"]?.flag() ?? false)
    }
  }
}
