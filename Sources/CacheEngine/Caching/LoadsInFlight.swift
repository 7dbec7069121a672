/// The loads that are running, so that an invalidation can reach the ones it makes out of date: their results may be older
/// than the change that caused it, and must not be written over it.
struct LoadsInFlight {
  private struct Load {
    var key: CacheKey
    var groups: CallGroups?
    var isInvalidated = false
  }

  private var loads: [Load?] = []
  private var vacant: [Int32] = []

  /// Enters a load and says at which place.
  mutating func begin(_ key: CacheKey, groups: CallGroups? = nil) -> Int32 {
    if let place = vacant.popLast() {
      loads[Int(place)] = Load(key: key, groups: groups)
      return place
    }
    loads.append(Load(key: key, groups: groups))
    return Int32(loads.count - 1)
  }

  mutating func invalidate(where matches: (CacheKey) -> Bool) {
    for index in loads.indices {
      if let load = loads[index], matches(load.key) { loads[index]?.isInvalidated = true }
    }
  }

  /// Those whose entries would go into the index.
  mutating func invalidate(index name: CacheKey) {
    for place in loads.indices where loads[place]?.groups?.indexes.contains(name) == true {
      loads[place]?.isInvalidated = true
    }
  }

  func isInvalidated(_ place: Int32) -> Bool {
    loads[Int(place)]?.isInvalidated ?? false
  }

  /// True when the key was invalidated since the load began.
  mutating func end(_ place: Int32) -> Bool {
    defer {
      loads[Int(place)] = nil
      vacant.append(place)
    }
    return isInvalidated(place)
  }
}
