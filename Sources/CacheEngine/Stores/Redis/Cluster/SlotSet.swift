/// A set of slots, as a bit for each.
struct SlotSet: Hashable, Sendable {
  private var words = [UInt64](repeating: 0, count: HashSlot.count / 64)

  static let all: SlotSet = {
    var all = SlotSet()
    for index in all.words.indices { all.words[index] = .max }
    return all
  }()

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  var first: HashSlot? {
    guard let word = words.firstIndex(where: { $0 != 0 }) else { return nil }
    return HashSlot(word * 64 + words[word].trailingZeroBitCount)
  }

  func contains(_ slot: HashSlot) -> Bool {
    words[slot.number / 64] & 1 << UInt64(slot.number % 64) != 0
  }

  mutating func insert(_ slot: HashSlot) {
    words[slot.number / 64] |= 1 << UInt64(slot.number % 64)
  }

  mutating func formUnion(_ other: SlotSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: SlotSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  func subtracting(_ other: SlotSet) -> SlotSet {
    var rest = self
    for index in words.indices { rest.words[index] &= ~other.words[index] }
    return rest
  }

  var ranges: [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    var start: Int?
    for number in 0...HashSlot.count {
      let isIn = HashSlot(number).map(contains) ?? false
      if isIn {
        start = start ?? number
      } else if let first = start {
        ranges.append(first...(number - 1))
        start = nil
      }
    }
    return ranges
  }
}

extension SlotSet: CustomStringConvertible {
  /// "slots 0–5460, 7000", with at most three ranges.
  var description: String {
    let ranges = ranges
    let named = ranges.prefix(3).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
    let more = ranges.count > 3 ? " and \(ranges.count - 3) more ranges" : ""
    return (count == 1 ? "slot " : "slots ") + named.joined(separator: ", ") + more
  }
}
