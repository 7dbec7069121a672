/// The newest elements, as many as fit.
struct Ring<Element> {
  private let capacity: Int
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
      elements[added % capacity] = element
    }
    added += 1
  }

  mutating func removeAll() {
    elements.removeAll(keepingCapacity: true)
    added = 0
  }

  /// The newest `count` elements, newest first.
  func newest(_ count: Int) -> [Element] {
    (added - min(elements.count, count)..<added).reversed().map { elements[$0 % capacity] }
  }
}
