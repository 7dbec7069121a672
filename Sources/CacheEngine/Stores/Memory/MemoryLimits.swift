/// How much a ``MemoryStore`` may hold.
public struct MemoryLimits: Hashable, Sendable {
  /// Entries kept at most; the least recently used one makes room.
  public var entries: Int
  /// Bytes of keys and values kept at most. An entry that alone is larger is refused.
  public var bytes: Int

  public init(entries: Int = 10_000, bytes: Int = 64 << 20) {
    self.entries = max(1, entries)
    self.bytes = max(1, bytes)
  }
}
