/// What a lookup asked of its store, kept small enough to be part of every record.
public enum StoreOperation: Hashable, Sendable {
  case get(CacheKey)
  case set(CacheKey, size: Int, ttl: TTL?)
  case delete(CacheKey)
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
