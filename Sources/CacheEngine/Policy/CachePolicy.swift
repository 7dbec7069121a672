/// How results of an endpoint are cached.
public struct CachePolicy: Hashable, Sendable {
  /// What the key of an entry is made of.
  public enum Key: Hashable, Sendable {
    /// The endpoint's name and all arguments: `read_item:5`.
    case positional
    /// A text with places for arguments: `item:{item_id}`.
    case template(String)
    /// One key for all arguments.
    case fixed(String)
    /// As aiocache makes it in a Python program.
    case aiocache(AiocacheKey)
  }

  /// How a response becomes bytes.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case json, string
    case propertyList = "property-list"
    /// The bytes of Python's `json.dumps` and nothing beside them, for entries that a Python program shares.
    case aiocacheJSON = "aiocache-json"
  }

  /// What becomes of a load's result when its key was invalidated while it ran.
  public enum LateWrite: String, Hashable, Sendable, CaseIterable {
    /// It is not stored: it may be older than the change.
    case refuse
    /// It is stored over the change, as most caches do.
    case allow
  }

  /// The life of an entry; `nil` keeps it for ever.
  public var ttl: TTL?
  public var jitter: Jitter?
  public var key: Key
  public var format: Format
  /// How ``Format/json`` writes dates.
  public var dates: JSONDateStrategy
  public var protection: Protection
  /// A read at this share of the TTL or later serves the entry and starts a load: 0.8 of 60 s is from 48 s on.
  public var refreshAhead: Double?
  /// So long after its end an entry is still served, while a load is started.
  public var staleWhileRevalidate: Duration?
  public var staleIfError: StaleIfError?
  /// How long it is remembered that there is no such row; `nil`: not at all.
  public var negativeTTL: TTL?
  public var loadTimeout: LoadTimeout?
  public var circuitBreaker: CircuitBreakerPolicy?
  public var tagging: Tagging?
  /// Whether keys carry the version of their endpoint, so that one change of it makes all of them unreachable.
  public var isVersioned: Bool
  public var lateWrite: LateWrite
  public var write: WritePolicy

  public init(
    ttl: TTL? = .seconds(60), jitter: Jitter? = nil, key: Key = .positional, format: Format = .json,
    dates: JSONDateStrategy = .refuse, protection: Protection = .none, refreshAhead: Double? = nil,
    staleWhileRevalidate: Duration? = nil, staleIfError: StaleIfError? = nil, negativeTTL: TTL? = nil,
    loadTimeout: LoadTimeout? = nil, circuitBreaker: CircuitBreakerPolicy? = nil, tagging: Tagging? = nil,
    isVersioned: Bool = false, lateWrite: LateWrite = .refuse, write: WritePolicy = .invalidate
  ) {
    self.ttl = ttl
    self.jitter = jitter
    self.key = key
    self.format = format
    self.dates = dates
    self.protection = protection
    self.refreshAhead = refreshAhead
    self.staleWhileRevalidate = staleWhileRevalidate
    self.staleIfError = staleIfError
    self.negativeTTL = negativeTTL
    self.loadTimeout = loadTimeout
    self.circuitBreaker = circuitBreaker
    self.tagging = tagging
    self.isVersioned = isVersioned
    self.lateWrite = lateWrite
    self.write = write
  }

  /// How long beyond its TTL an entry is kept.
  public var grace: Duration {
    max(staleWhileRevalidate ?? .zero, staleIfError?.keep ?? .zero)
  }
}
