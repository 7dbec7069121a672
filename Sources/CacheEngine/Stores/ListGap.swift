/// The part of a cluster that did not answer when its keys were listed.
public struct ListGap: Hashable, Sendable {
  /// The nodes that did not answer, in the order of their slots.
  public let nodes: [String]
  /// How many nodes the cluster has.
  public let total: Int
  private let missing: SlotSet
  private let names: ServerNames

  init(nodes: [String], of total: Int, slots: SlotSet, names: ServerNames) {
    (self.nodes, self.total, missing, self.names) = (nodes, total, slots, names)
  }

  /// How many of the 16,384 slots are in no list.
  public var slots: Int { missing.count }

  /// Whether the key would be in the missing part.
  func covers(_ key: CacheKey) -> Bool {
    missing.contains(HashSlot(of: names.entry(key)))
  }
}

extension ListGap: CustomStringConvertible {
  /// "1 of 3 nodes does not answer: 5461 slots are not listed"
  public var description: String {
    let verb = nodes.count == 1 ? "does" : "do"
    return "\(nodes.count) of \(total) nodes \(verb) not answer: \(slots) slots are not listed"
  }
}
