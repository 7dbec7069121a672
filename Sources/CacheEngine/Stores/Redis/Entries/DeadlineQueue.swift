import HeapModule

/// Which entry's time is up next. A deadline that was moved stays in line and is recognised as stale when its turn comes.
struct DeadlineQueue: Sendable {
  private struct Item: Comparable, Sendable {
    var deadline: Timestamp
    var key: CacheKey

    static func < (left: Item, right: Item) -> Bool {
      left.deadline < right.deadline || (left.deadline == right.deadline && left.key < right.key)
    }
  }

  private var heap = Heap<Item>()

  /// `live` is how many keys there are: with four times as many deadlines the latest are dropped, which only delays
  /// the news of their expiry until somebody asks for them.
  mutating func add(_ key: CacheKey, _ deadline: Timestamp, live: Int) {
    heap.insert(Item(deadline: deadline, key: key))
    if heap.count > max(1_024, live * 4) { heap.removeMax() }
  }

  mutating func popDue(at now: Timestamp) -> (key: CacheKey, deadline: Timestamp)? {
    guard let first = heap.min, first.deadline <= now else { return nil }
    heap.removeMin()
    return (first.key, first.deadline)
  }
}
