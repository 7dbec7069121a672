/// What a watch asks and is told beyond a list of keys: other programs write them, at any time.
extension KeySurvey {
  /// The keys that were asked longest ago, those whose time should be up first.
  func toFollow(except shown: Set<CacheKey>, most: Int, at now: Timestamp) -> [CacheKey] {
    guard follows, most > 0 else { return [] }
    let due = order.filter { !shown.contains($0) && items[$0]?.checkedAt != nil && isDue($0, at: now) }
    return Array(byUrgency(due, at: now).prefix(most))
  }

  /// The keys whose type is to be asked for.
  func toType(shown: [CacheKey], most: Int) -> [CacheKey] {
    guard follows, most > 0 else { return [] }
    let visible = Set(shown)
    let wanted = shown + order.filter { !visible.contains($0) }
    return Array(wanted.lazy.filter { items[$0]?.isTyped == false }.prefix(most))
  }

  /// - Parameter type: `nil` where it was not told.
  mutating func typed(_ key: CacheKey, _ type: String?) {
    items[key]?.isTyped = true
    items[key]?.entry.type = type
  }

  /// The server told of a change: what was known of the key before is worth nothing any more.
  mutating func heard(of key: CacheKey, _ kind: WatchEvent.Kind) {
    guard kind.isArrival else { return remove(key) }
    if items[key] == nil, order.count < Self.mostEntries { add(EntrySummary(key: key, expiry: .unknown)) }
    guard var item = items[key] else { return }
    item.entry.expiry = .unknown
    item.entry.isOverdue = false
    item.checkedAt = nil
    item.round = round
    if kind != .ttlChanged {
      (item.entry.memory, item.entry.type) = (nil, nil)
      (item.isMeasured, item.isTyped) = (false, false)
    }
    items[key] = item
  }
}

extension EntrySummary {
  func isOver(at now: Timestamp) -> Bool {
    if case .at(let deadline) = expiry { deadline <= now } else { false }
  }
}
