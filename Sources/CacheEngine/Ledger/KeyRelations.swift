/// What a request's key has to do with the keys of the function's other requests: the two mistakes that keys invite.
public struct KeyRelations: Hashable, Sendable {
  /// Another request that used the same key although it asked for something else.
  public var sameKey: String?
  /// Another key for what looks like the same arguments, such as `1` and `"1"`, or `5` and `item_id=5`.
  public var likeKey: CacheKey?

  public init(of record: LookupRecord, in records: [LookupRecord]) {
    let likeness = Self.likeness(of: record.key.text)
    for other in records where other.function == record.function && other.id != record.id {
      if other.key == record.key {
        if sameKey == nil, let request = other.request, record.request != nil, request != record.request {
          sameKey = request
        }
      } else if likeKey == nil {
        // The same request under two keys is the plain case.
        let isSameRequest = record.request != nil && other.request == record.request
        if isSameRequest || Self.likeness(of: other.key.text) == likeness { likeKey = other.key }
      }
    }
  }

  /// The key without what only tells how an argument was written: quotes, names before `=`, blanks.
  static func likeness(of key: String) -> String {
    key.split(separator: ":", omittingEmptySubsequences: false).map { part in
      let value = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).last ?? part
      return String(value.filter { !"\"' \\".contains($0) })
    }.joined(separator: ":")
  }
}
