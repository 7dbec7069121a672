/// Invalidation of many entries at once.
extension Lab {
  /// Invalidates a group. Returns how many entries that removed, where entries are removed at all: a tag of the timestamp
  /// family and a version only make them unreachable.
  public func invalidate(_ group: Group) async throws(StoreError) -> Int? {
    switch group {
    case .prefix(let prefix): return try await cache.clear(prefix: prefix)
    case .tag, .version: return nil
    }
  }

  /// The application dies and starts again. Returns how many acknowledged writes are lost.
  public func crash() -> Int {
    0
  }
}
