/// First in, first out, on one array whose used-up front is removed now and then: amortised O(1), no allocation per element.
struct ArrayQueue<Element> {
  private var elements: [Element?] = []
  private var head = 0

  var count: Int { elements.count - head }
  var first: Element? { head < elements.count ? elements[head] : nil }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head].take()
    head += 1
    if head == elements.count {
      elements.removeAll(keepingCapacity: elements.count <= 4096)
      head = 0
    } else if head >= 1024, head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Changes the youngest element that fits; O(n), `nil` when none does.
  mutating func withLast<Result>(
    where fits: (Element) -> Bool, _ body: (inout Element) -> Result
  ) -> Result? {
    var index = elements.count
    while index > head {
      index -= 1
      guard var element = elements[index], fits(element) else { continue }
      defer { elements[index] = element }
      return body(&element)
    }
    return nil
  }

  mutating func removeAll() -> [Element] {
    defer {
      elements.removeAll()
      head = 0
    }
    return elements[head...].compactMap { $0 }
  }
}
