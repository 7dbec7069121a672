/// Something that happens at a moment of a scenario.
public struct ScenarioStep: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    /// Begins a fault, which ends by itself after `lasting`; `nil` lets it go on.
    case fault(Fault, lasting: Duration?)
    /// Removes the entries whose key begins with the text; `""` removes all.
    case clear(prefix: String)
    case set(endpoint: String, PolicyChange)
    case invalidate(Group)
    /// The application dies and starts again: what only it knew is lost, what the store holds stays.
    case crash
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
  /// Queries fail at random: this share of them, 0 to 1.
  case databaseFailing(Double)
  /// Queries take so many times as long.
  case databaseSlow(factor: Double)
  /// The store does not answer.
  case storeDown
  /// The store takes so long for every command.
  case storeSlow(Duration)
  /// The store has lost this share of the entries that are asked for, 0 to 1.
  case storeLosing(Double)
}

/// Entries that are invalidated together.
public enum Group: Hashable, Sendable {
  case tag(String)
  /// All entries of an endpoint whose keys carry its version.
  case version(endpoint: String)
  case prefix(String)
}
