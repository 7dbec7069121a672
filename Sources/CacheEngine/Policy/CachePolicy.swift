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
  }

  /// How a response becomes bytes.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case json, string
    case propertyList = "property-list"
  }

  /// What happens when several requests miss the same key at once.
  public enum Protection: String, Hashable, Sendable, CaseIterable {
    /// Each of them loads.
    case none
    /// One of them loads, the others wait for its result.
    case singleFlight = "single-flight"
  }

  /// What a write of the row does to its entry.
  public enum WritePolicy: String, Hashable, Sendable, CaseIterable {
    /// The entry is deleted once the database has taken the write.
    case invalidate
  }

  /// The life of an entry; `nil` keeps it for ever.
  public var ttl: TTL?
  public var jitter: Jitter?
  public var key: Key
  public var format: Format
  /// How ``Format/json`` writes dates.
  public var dates: JSONDateStrategy
  public var protection: Protection
  public var write: WritePolicy

  public init(
    ttl: TTL? = .seconds(60), jitter: Jitter? = nil, key: Key = .positional, format: Format = .json,
    dates: JSONDateStrategy = .refuse, protection: Protection = .none, write: WritePolicy = .invalidate
  ) {
    self.ttl = ttl
    self.jitter = jitter
    self.key = key
    self.format = format
    self.dates = dates
    self.protection = protection
    self.write = write
  }
}
