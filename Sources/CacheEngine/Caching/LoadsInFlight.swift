/// The loads that are running, so that an invalidation can reach the ones it makes out of date: their results may be older
/// than the change that caused it, and must not be written over it.
struct LoadsInFlight {
  private var keys: [RequestID: CacheKey] = [:]
  private var invalidated: Set<RequestID> = []

  mutating func begin(_ id: RequestID, _ key: CacheKey) {
    keys[id] = key
  }

  mutating func invalidate(where matches: (CacheKey) -> Bool) {
    for (id, key) in keys where matches(key) { invalidated.insert(id) }
  }

  func isInvalidated(_ id: RequestID) -> Bool {
    invalidated.contains(id)
  }

  /// True when the key was invalidated since the load began.
  mutating func end(_ id: RequestID) -> Bool {
    keys[id] = nil
    return invalidated.remove(id) != nil
  }
}

/// For keys that different arguments can share: the arguments for which each was filled. Bounded; when full it starts anew,
/// which can only miss a warning.
struct KeyFillers {
  static let capacity = 4_096
  /// Characters of a label that are kept: enough to tell any two apart that people would write.
  static let longestLabel = 200
  private var arguments: [CacheKey: String] = [:]

  mutating func note(_ text: String, for key: CacheKey) {
    if arguments.count >= Self.capacity { arguments.removeAll(keepingCapacity: true) }
    arguments[key] = String(text.prefix(Self.longestLabel))
  }

  func arguments(for key: CacheKey) -> String? {
    arguments[key]
  }
}
