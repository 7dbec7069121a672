/// Something that happens at a moment of a scenario.
public struct ScenarioStep: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    /// Begins a fault, which ends by itself after `lasting`; `nil` lets it go on.
    case fault(Fault, lasting: Duration?)
    /// Removes the entries whose key begins with the text; `""` removes all.
    case clear(prefix: String)
    case set(endpoint: String, PolicyChange)
    /// Sends a request so many times at the same instant.
    case request(Request, times: Int)
  }

  /// On the lab's clock.
  public var at: Duration
  public var action: Action

  public init(at: Duration, _ action: Action) {
    self.at = at
    self.action = action
  }
}

/// Something that goes wrong.
public enum Fault: Hashable, Sendable {
  /// Every query fails at once.
  case databaseDown
  /// Queries take so many times as long.
  case databaseSlow(factor: Double)
  /// The store does not answer.
  case storeDown
  /// The store takes so long for every command.
  case storeSlow(Duration)
}

/// New values for some fields of a policy; `nil` leaves a field as it is.
public struct PolicyChange: Hashable, Sendable {
  /// `.some(nil)` makes entries last for ever.
  public var ttl: TTL??
  /// `.some(nil)` takes the jitter away.
  public var jitter: Jitter??
  public var protection: CachePolicy.Protection?
  public var load: LatencyModel?

  public init(
    ttl: TTL?? = nil, jitter: Jitter?? = nil, protection: CachePolicy.Protection? = nil, load: LatencyModel? = nil
  ) {
    self.ttl = ttl
    self.jitter = jitter
    self.protection = protection
    self.load = load
  }
}
