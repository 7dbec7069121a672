/// The newest elements, as many as fit.
struct Ring<Element> {
  private let capacity: Int
  /// Where the next element goes once the ring is full.
  private var next = 0
  private var elements: ContiguousArray<Element> = []
  /// Elements ever added.
  private(set) var added = 0

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  mutating func append(_ element: Element) {
    if elements.count < capacity {
      elements.append(element)
    } else {
      elements[next] = element
      next = next + 1 == capacity ? 0 : next + 1
    }
    added += 1
  }

  mutating func removeAll() {
    elements.removeAll(keepingCapacity: true)
    next = 0
    added = 0
  }

  /// The newest `count` elements, newest first.
  func newest(_ count: Int) -> [Element] {
    (added - min(elements.count, max(0, count))..<added).reversed().map { elements[$0 % capacity] }
  }
}
