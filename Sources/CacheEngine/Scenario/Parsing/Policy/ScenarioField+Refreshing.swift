/// Settings under which a value outlives its TTL, or is loaded before it ends. Each is `nil` for `none`.
extension ScenarioField {
  func refreshAhead() throws(ScenarioError) -> Double? {
    if isWord("none") { return nil }
    let allowed = "write a share of the TTL between 0 and 1, e.g. 0.8 or 80%, or none"
    guard let characters, let share = Self.share(characters) else { throw mismatch("a share of the TTL", allowed) }
    guard share > 0, share < 1 else { throw error("\(standing) is out of range", allowed: allowed) }
    return share
  }

  func staleWhileRevalidate() throws(ScenarioError) -> Duration? {
    isWord("none") ? nil : try duration(.someTime, alternative: ", or none")
  }

  func staleIfError() throws(ScenarioError) -> StaleIfError? {
    if isWord("none") { return nil }
    guard case .mapping = node.content else {
      return StaleIfError(keep: try duration(.someTime, alternative: ", {keep: 5m, retry-after: 30s}, or none"))
    }
    let fields = try fields(["keep", "retry-after"])
    return StaleIfError(
      keep: try fields.required("keep", "keep: 5m").duration(.someTime),
      retryAfter: try fields["retry-after"]?.duration(.anyTime) ?? StaleIfError.usualRetry)
  }
}
