/// What is asked of keys that are known by name, and what was answered.
extension KeySurvey {
  /// The keys whose time left is to be asked for, the most urgent ones first. What is asked again because it is in sight takes
  /// turns with what was never asked: a screenful alone could use up all that may be asked.
  func toCheck(shown: [CacheKey], most: Int, at now: Timestamp) -> [CacheKey] {
    guard most > 0 else { return [] }
    let visible = Set(shown)
    let due = byUrgency(shown.filter { isDue($0, at: now) }, at: now)
    let urgent = due.prefix { items[$0]?.checkedAt == nil || items[$0]?.entry.isOver(at: now) == true }
    let unknown = order.filter {
      !visible.contains($0) && items[$0]?.checkedAt == nil && items[$0]?.entry.expiry == .unknown
    }
    var chosen = urgent + due.dropFirst(urgent.count).taking(turnsWith: unknown)
    chosen += toFollow(except: visible, most: most - chosen.count, at: now)
    return Array(chosen.prefix(most))
  }

  /// What was never asked first, then what should be gone, then what was asked longest ago: of more keys than can be asked
  /// none waits for ever.
  func byUrgency(_ keys: [CacheKey], at now: Timestamp) -> [CacheKey] {
    let places = keys.enumerated().map { place, key in
      let item = items[key]
      let isOver = item?.entry.isOver(at: now) == true
      return (key: key, rank: item?.checkedAt == nil ? 0 : isOver ? 1 : 2, at: item?.checkedAt ?? .zero, place: place)
    }
    return places.sorted { ($0.rank, $0.at, $0.place) < ($1.rank, $1.at, $1.place) }.map(\.key)
  }

  /// Which of these were never asked for.
  func unchecked(among keys: [CacheKey]) -> Set<CacheKey> {
    Set(keys.filter { items[$0].map { $0.checkedAt == nil } ?? false })
  }

  func isDue(_ key: CacheKey, at now: Timestamp) -> Bool {
    guard let item = items[key] else { return false }
    guard let checkedAt = item.checkedAt else { return true }
    if case .at(let deadline) = item.entry.expiry, deadline <= now, checkedAt < deadline { return true }
    return checkedAt.duration(to: now) >= (follows ? Self.restBetweenRounds : Self.recheck)
  }

  /// The keys whose size is to be asked for.
  func toMeasure(shown: [CacheKey], most: Int) -> [CacheKey] {
    guard most > 0 else { return [] }
    let visible = Set(shown)
    let wanted = shown + order.filter { !visible.contains($0) }
    return Array(
      wanted.lazy.filter { key in
        guard let item = items[key] else { return false }
        return !item.isMeasured && item.entry.size == nil
      }.prefix(most))
  }

  mutating func checked(_ key: CacheKey, _ look: RedisStore.Look, at now: Timestamp) {
    switch look {
    case .absent: remove(key)
    case .present(var entry):
      guard var item = items[key] else { return }
      entry.memory = item.entry.memory
      entry.type = item.entry.type
      if follows { item.isMeasured = false }
      // A first deadline takes room of its own on newer servers: more of it later would look like another value.
      if case .never = item.entry.expiry, case .at = entry.expiry {
        entry.memory = nil
        (item.isMeasured, item.isTyped) = (false, false)
      }
      if case .at(let deadline) = entry.expiry { entry.isOverdue = deadline <= now }
      item.entry = entry
      item.checkedAt = now
      items[key] = item
    }
  }

  /// Nothing was answered: it is asked again in its turn.
  mutating func checkFailed(_ key: CacheKey, at now: Timestamp) {
    items[key]?.checkedAt = now
  }

  /// - Parameter memory: `nil` where it was not told.
  mutating func measured(_ key: CacheKey, _ memory: Int?) {
    guard var item = items[key] else { return }
    item.isMeasured = true
    // A value that takes other room may be of another type.
    if let before = item.entry.memory, before != memory { (item.isTyped, item.entry.type) = (false, nil) }
    item.entry.memory = memory
    items[key] = item
  }

  /// The server's clock was set: what has so much time left by it ends so much sooner or later, and is asked anew.
  mutating func clockMoved(by step: Duration) {
    for key in order {
      items[key]?.checkedAt = nil
      if case .at(let deadline) = items[key]?.entry.expiry {
        items[key]?.entry.expiry = .at(deadline.advanced(by: .zero - step))
        items[key]?.entry.isOverdue = false
      }
    }
  }
}

extension Collection {
  /// One of these, one of the others, and so on; what is left of the longer ones at the end.
  fileprivate func taking(turnsWith others: [Element]) -> [Element] {
    var result: [Element] = []
    var rest = others[...]
    for element in self {
      result.append(element)
      if let other = rest.popFirst() { result.append(other) }
    }
    return result + rest
  }
}
