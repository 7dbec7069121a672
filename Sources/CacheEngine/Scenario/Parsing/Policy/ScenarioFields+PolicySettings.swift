extension ScenarioField {
  /// The fields of a policy that can also change while a scenario runs.
  static let changeableFields = [
    "ttl", "jitter", "protection", "refresh-ahead", "stale-while-revalidate", "stale-if-error", "negative-ttl",
    "load-timeout", "circuit-breaker", "write",
  ]
}

extension ScenarioFields {
  /// Those that are there, in the order in which they are listed.
  func policySettings() throws(ScenarioError) -> [PolicySetting] {
    var settings: [PolicySetting] = []
    for name in ScenarioField.changeableFields {
      if let value = self[name] { settings.append(try value.policySetting(name)) }
    }
    return settings
  }
}

extension ScenarioField {
  fileprivate func policySetting(_ name: String) throws(ScenarioError) -> PolicySetting {
    switch name {
    case "ttl": .ttl(try timeToLive())
    case "jitter": .jitter(try jitter())
    case "protection": .protection(try protection())
    case "refresh-ahead": .refreshAhead(try refreshAhead())
    case "stale-while-revalidate": .staleWhileRevalidate(try staleWhileRevalidate())
    case "stale-if-error": .staleIfError(try staleIfError())
    case "negative-ttl": .negativeTTL(try timeToLive())
    case "load-timeout": .loadTimeout(try loadTimeout())
    case "circuit-breaker": .circuitBreaker(try circuitBreaker())
    default: .write(try writePolicy())
    }
  }

  /// `nil` for `none`: for ever, or not at all.
  private func timeToLive() throws(ScenarioError) -> TTL? {
    isWord("none") ? nil : try lease(alternative: ", or none")
  }

  /// A time that an entry, or a lock, can last.
  func lease(alternative: String = "") throws(ScenarioError) -> TTL {
    TTL(clamping: try duration(.timeToLive, alternative: alternative))
  }

  /// `nil` for `none`.
  private func jitter() throws(ScenarioError) -> Jitter? {
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
}
