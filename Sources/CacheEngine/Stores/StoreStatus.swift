/// What a store says of itself, for headers and panels.
public struct StoreStatus: Hashable, Sendable {
  /// "memory" or "redis".
  public var kind: String
  /// Where it is, without any secret: "127.0.0.1:6379/0", or "" for memory.
  public var place: String
  /// What its user should know before relying on it; `nil` when there is nothing.
  public var warning: String?
  public var dialect: StoreDialect
  public var health: StoreHealth
  public var access = WriteAccess.allowed
  /// Entries held, as far as known without asking anybody.
  public var entries: Int?
  public var bytes: Int?
  public var capacity: Int?
  public var byteCapacity: Int?
  /// How entries left since the start.
  public var departures: DepartureCounts
  /// Commands sent on behalf of requests, and those the act of looking caused.
  public var commands: CommandCounts
  /// Entries that left in the last seconds, newest first.
  public var recentlyLeft: [DepartedEntry]

  public init(
    kind: String, place: String = "", warning: String? = nil, dialect: StoreDialect, health: StoreHealth = .up,
    entries: Int? = nil, bytes: Int? = nil,
    capacity: Int? = nil, byteCapacity: Int? = nil, departures: DepartureCounts = .init(),
    commands: CommandCounts = .init(), recentlyLeft: [DepartedEntry] = []
  ) {
    self.kind = kind
    self.place = place
    self.warning = warning
    self.dialect = dialect
    self.health = health
    self.entries = entries
    self.bytes = bytes
    self.capacity = capacity
    self.byteCapacity = byteCapacity
    self.departures = departures
    self.commands = commands
    self.recentlyLeft = recentlyLeft
  }
}

extension StoreStatus {
  /// True where entries are kept by a server that others may use too.
  public var isServer: Bool { dialect != .memory }
}

/// Whether a store answers.
public enum StoreHealth: Hashable, Sendable {
  case up
  case connecting
  /// The first attempt to connect waits for the system to look up the host's name.
  case resolving
  /// Does not answer; the next attempt is made at `retryAt`.
  case down(reason: String, attempts: Int, retryAt: Timestamp)
  /// The server does not know us; no attempt is made until somebody asks for it.
  case refused(reason: String)

  /// Why the store cannot be reached; `nil` where it can, or will be known soon.
  public var trouble: String? {
    switch self {
    case .up, .connecting, .resolving: nil
    case .down(let reason, _, _), .refused(let reason): reason
    }
  }
}

/// How many entries left, by cause. `replaced` counts writes over a living entry.
public struct DepartureCounts: Hashable, Sendable {
  /// Expired entries that a request came upon.
  public var expiredOnAccess: UInt64 = 0
  /// Expired entries that the sweep removed.
  public var expiredBySweep: UInt64 = 0
  public var evicted: UInt64 = 0
  public var invalidated: UInt64 = 0
  public var cleared: UInt64 = 0
  public var replaced: UInt64 = 0

  public init() {}

  public var expired: UInt64 { expiredOnAccess + expiredBySweep }
}

/// Commands a store has been sent.
public struct CommandCounts: Hashable, Sendable {
  public var forRequests: UInt64 = 0
  /// The cost of looking: what the key list, the inspector and the countdowns asked.
  public var forLooking: UInt64 = 0

  public init(forRequests: UInt64 = 0, forLooking: UInt64 = 0) {
    self.forRequests = forRequests
    self.forLooking = forLooking
  }
}
