/// What an invalidation would do, before it is done.
public struct GroupPreview: Hashable, Sendable {
  public var group: Group
  /// The entries that it ends or makes unreachable, at most ``mostKeys``.
  public var keys: [CacheKey]
  /// True when there may be more than ``count``.
  public var isCut: Bool
  /// What the store is asked, in order; of many deletions the first few.
  public var operations: [StoreOperation]
  /// How many commands that is in all, as far as the listed keys tell.
  public var operationCount: Int
  /// True when entries are removed; false when they stay, unreachable or counted as gone, until their TTL ends.
  public var removes: Bool

  /// How many entries it concerns, as far as they were counted: see ``isCut``.
  public var count: Int

  public static let mostKeys = 200

  public init(
    group: Group, keys: [CacheKey], isCut: Bool, operations: [StoreOperation], operationCount: Int, removes: Bool,
    count: Int? = nil
  ) {
    self.group = group
    self.keys = keys
    self.isCut = isCut
    self.operations = operations
    self.operationCount = operationCount
    self.removes = removes
    self.count = count ?? keys.count
  }
}

extension Lab {
  /// The exact keys and store commands that invalidating the group means. Changes nothing.
  public func preview(_ group: Group) async throws(StoreError) -> GroupPreview {
    let now = clock.now
    let most = GroupPreview.mostKeys
    switch group {
    case .prefix(let prefix):
      if let redis = store as? RedisStore {
        let found = try await redis.count(prefix: prefix, naming: most)
        return GroupPreview(
          group: group, keys: found.keys.sorted(), isCut: found.isCut,
          operations: found.keys.sorted().prefix(10).map { .delete($0) }, operationCount: found.count, removes: true,
          count: found.count)
      }
      let keys = try await keys(prefix: prefix, most: most + 1)
      return preview(group, keys, removing: keys.prefix(most).map { .delete($0) })
    case .version(let endpoint):
      let name = CallGroups.version(of: endpoint)
      let version = try await store.peek(name, limit: 32, at: now).map { String(decoding: $0.bytes, as: UTF8.self) }
      var keys: [CacheKey] = []
      if let version { keys = try await self.keys(prefix: "v\(version):\(endpoint)", most: most + 1) }
      return preview(group, keys, stamping: [.get(name), .set(name, size: 13, ttl: nil)])
    case .tag(let tag):
      let name = CallGroups.name(ofTag: tag)
      let families = endpoints.compactMap { $0.definition.cache?.tagging?.family }
      if families.contains(.index) {
        let keys = try await store.members(ofSet: name, limit: most + 1, at: now)
        let takes = keys.count / Cache.indexBatch + 1
        let take = StoreOperation.takeMembers(set: name, limit: Cache.indexBatch)
        return preview(
          group, keys, removing: Array(repeating: take, count: takes) + keys.prefix(most).map { .delete($0) })
      }
      let known = cache.stamped.withLock { $0[name]?.names ?? [] }
      var keys: [CacheKey] = []
      for key in known where keys.count <= most {
        if try await store.exists(key, at: now) { keys.append(key) }
      }
      return preview(group, keys, stamping: [.set(name, size: 13, ttl: nil)])
    }
  }

  private func keys(prefix: String, most: Int) async throws(StoreError) -> [CacheKey] {
    var keys: [CacheKey] = []
    var cursor: ListCursor?
    repeat {
      let page = try await store.list(prefix: prefix, after: cursor, limit: most, at: clock.now)
      keys += page.entries.map(\.key)
      cursor = page.next
    } while cursor != nil && keys.count < most
    return keys.sorted()
  }

  private func preview(_ group: Group, _ keys: [CacheKey], removing operations: [StoreOperation]) -> GroupPreview {
    preview(group, keys, operations, removes: true)
  }

  private func preview(_ group: Group, _ keys: [CacheKey], stamping operations: [StoreOperation]) -> GroupPreview {
    preview(group, keys, operations, removes: false)
  }

  private func preview(
    _ group: Group, _ keys: [CacheKey], _ operations: [StoreOperation], removes: Bool
  ) -> GroupPreview {
    GroupPreview(
      group: group, keys: Array(keys.prefix(GroupPreview.mostKeys)), isCut: keys.count > GroupPreview.mostKeys,
      operations: Array(operations.prefix(10)), operationCount: operations.count, removes: removes,
      count: min(keys.count, GroupPreview.mostKeys))
  }
}
