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
