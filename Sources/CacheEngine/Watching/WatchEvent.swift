/// Something that happened to a key that another program writes.
public struct WatchEvent: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case appeared, overwritten
    case ttlChanged = "ttl_changed"
    case expired, evicted, deleted
    /// Deleted or evicted: which of them, sampling cannot tell.
    case gone

    /// Whether the key is there after it.
    public var isArrival: Bool {
      switch self {
      case .appeared, .overwritten, .ttlChanged: true
      case .expired, .evicted, .deleted, .gone: false
      }
    }
  }

  /// How it is known.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// The server said so when it happened.
    case notification
    /// Two looks at the keys differ: it happened between them.
    case sampling
  }

  public var at: Timestamp
  public var kind: Kind
  public var key: CacheKey
  /// When the key ends now; `nil` when it is gone, or nobody asked.
  public var expiry: Expiry?
  /// "string", "hash", …; `nil` when nobody asked.
  public var type: String?
  public var source: Source

  public init(
    at: Timestamp, kind: Kind, key: CacheKey, expiry: Expiry? = nil, type: String? = nil, source: Source
  ) {
    self.at = at
    self.kind = kind
    self.key = key
    self.expiry = expiry
    self.type = type
    self.source = source
  }
}
