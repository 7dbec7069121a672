/// How keys left, for as many of them as fit: the newest departures replace the oldest.
struct DepartureLog {
  private let capacity: Int
  private var ring: [DepartedEntry] = []
  private var written = 0
  private var numbers: [CacheKey: Int] = [:]

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  mutating func note(_ entry: DepartedEntry) {
    if ring.count < capacity {
      ring.append(entry)
    } else {
      let place = written % capacity
      let oldest = ring[place].key
      if numbers[oldest] == written - capacity { numbers[oldest] = nil }
      ring[place] = entry
    }
    numbers[entry.key] = written
    written += 1
  }

  /// The key lives again: whatever it left by no longer explains anything.
  mutating func forget(_ key: CacheKey) {
    if !numbers.isEmpty { numbers[key] = nil }
  }

  func latest(of key: CacheKey) -> DepartedEntry? {
    numbers[key].map { ring[$0 % capacity] }
  }

  /// Departures that were noted last, newest first, at most `limit`, none before `start`.
  func recent(since start: Timestamp, limit: Int) -> [DepartedEntry] {
    let newestFirst = (written - min(ring.count, limit)..<written).reversed().lazy.map { ring[$0 % capacity] }
    return newestFirst.filter { $0.at >= start }
  }

  /// Departures noted since `cursor`, oldest first, as far as they are remembered; moves `cursor` behind them.
  func new(since cursor: inout Int) -> [DepartedEntry] {
    guard cursor < written else { return [] }
    defer { cursor = written }
    return (max(cursor, written - ring.count)..<written).map { ring[$0 % capacity] }
  }
}
