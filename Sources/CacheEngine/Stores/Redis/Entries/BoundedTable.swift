/// A dictionary with a limit: a new key takes the place of the one longest unwritten, give or take.
///
/// "Give or take" is the CLOCK algorithm: a hand goes round the slots and passes by, once, those written again since it was
/// there. O(1) amortised, and no list to keep in order. Source: Corbató, "A Paging Experiment with the Multics System", 1968.
struct BoundedTable<Value> {
  private struct Slot {
    var key: CacheKey
    var value: Value
    var writtenAgain = false
  }

  let capacity: Int
  private var slots: [Slot] = []
  private var places: [CacheKey: Int] = [:]
  private var hand = 0

  /// `capacity` is at least 1.
  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  var count: Int { slots.count }

  subscript(key: CacheKey) -> Value? {
    places[key].map { slots[$0].value }
  }

  @discardableResult
  mutating func update<Result>(_ key: CacheKey, _ body: (inout Value) -> Result) -> Result? {
    places[key].map { body(&slots[$0].value) }
  }

  /// The result is the value of another key that had to give way.
  @discardableResult
  mutating func insert(_ value: Value, for key: CacheKey) -> Value? {
    if let place = places[key] {
      slots[place].value = value
      slots[place].writtenAgain = true
      return nil
    }
    guard slots.count == capacity else {
      places[key] = slots.count
      slots.append(Slot(key: key, value: value))
      return nil
    }
    while slots[hand].writtenAgain {
      slots[hand].writtenAgain = false
      hand = (hand + 1) % capacity
    }
    let forgotten = slots[hand]
    places[forgotten.key] = nil
    places[key] = hand
    slots[hand] = Slot(key: key, value: value)
    hand = (hand + 1) % capacity
    return forgotten.value
  }
}
