extension CachePolicy {
  /// Why these settings make no sense together; `nil` when they do.
  public var contradiction: PolicyContradiction? {
    if ttl == nil {
      if jitter != nil { return .neverEnds("jitter") }
      if refreshAhead != nil { return .neverEnds("refresh-ahead") }
      if staleWhileRevalidate != nil { return .neverEnds("stale-while-revalidate") }
      if staleIfError != nil { return .neverEnds("stale-if-error") }
      if case .earlyRefresh = protection { return .neverEnds("early-refresh") }
      if isVersioned { return .versionsPileUp }
    }
    if format == .aiocacheJSON, let field = fieldThatNeedsFacts { return .noPlaceForFacts(field) }
    if refreshAhead != nil, case .earlyRefresh = protection { return .twoEarlyRefreshes }
    if let timeout = loadTimeout {
      if timeout.soft != nil, grace == .zero { return .nothingForSoftTimeout }
      if let soft = timeout.soft, let hard = timeout.hard, soft >= hard { return .softAfterHard }
    }
    return nil
  }

  /// The setting for which an entry must say more than its value; `nil` when none does.
  private var fieldThatNeedsFacts: String? {
    if staleWhileRevalidate != nil { return "stale-while-revalidate" }
    if staleIfError != nil { return "stale-if-error" }
    if negativeTTL != nil { return "negative-ttl" }
    if refreshAhead != nil { return "refresh-ahead" }
    if case .earlyRefresh = protection { return "early-refresh" }
    if tagging?.family == .timestamp { return "tags" }
    return isVersioned ? "versioned" : nil
  }
}

/// Why two settings of a policy make no sense together.
public enum PolicyContradiction: Error, Hashable, Sendable, CustomStringConvertible {
  /// The setting needs an end, and entries without a TTL have none.
  case neverEnds(String)
  case twoEarlyRefreshes
  case nothingForSoftTimeout
  case softAfterHard
  case versionsPileUp
  /// The setting needs to know more of an entry than its value, and another program keeps nothing else.
  case noPlaceForFacts(String)

  /// The field to name in an error.
  public var field: String {
    switch self {
    case .neverEnds(let field), .noPlaceForFacts(let field): field
    case .twoEarlyRefreshes: "refresh-ahead"
    case .nothingForSoftTimeout, .softAfterHard: "load-timeout"
    case .versionsPileUp: "versioned"
    }
  }

  public var description: String {
    switch self {
    case .neverEnds(let field): "\(field) needs a ttl: an entry that never ends is never near its end, nor past it"
    case .twoEarlyRefreshes: "early-refresh and refresh-ahead both load before the end: choose one"
    case .nothingForSoftTimeout:
      "a soft timeout serves a stale value, and nothing keeps one: add stale-while-revalidate or stale-if-error"
    case .softAfterHard: "the soft timeout must be shorter than the hard one"
    case .noPlaceForFacts(let field):
      "\(field) needs facts beside the value, and aiocache-json keeps the value alone: another program reads it"
    case .versionsPileUp: "versioned keys need a ttl: entries of old versions would stay for ever"
    }
  }
}
