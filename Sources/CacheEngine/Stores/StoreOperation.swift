/// What a lookup asked of its store, kept small enough to be part of every record.
public enum StoreOperation: Hashable, Sendable {
  case get(CacheKey)
  case set(CacheKey, size: Int, ttl: TTL?)
  case delete(CacheKey)
  case acquireLease(CacheKey, lasting: TTL)
  case releaseLease(CacheKey)
  case voidLease(CacheKey)
  /// A `set` by whoever holds the lease.
  case setHolding(CacheKey, size: Int, ttl: TTL?)
  case addMember(CacheKey, set: CacheKey)
  case takeMembers(set: CacheKey, limit: Int)
  case increment(CacheKey)
}

extension StoreOperation {
  /// A version is part of the key, so it is read first.
  var comesBeforeRead: Bool {
    if case .get(let key) = self { key.text.hasUTF8Prefix("version:") } else { false }
  }

  var comesAfterWrite: Bool {
    switch self {
    case .releaseLease, .addMember: true
    default: false
    }
  }
}

/// A command as a store is sent it, with long arguments given by their size.
public struct StoreCommand: Hashable, Sendable, CustomStringConvertible {
  /// The words, e.g. `["SET", "ttlscope:read_item:5", "<84 B>", "PX", "60000"]`.
  public var words: [String]

  public init(words: [String]) {
    self.words = words
  }

  public var description: String { words.joined(separator: " ") }
}
