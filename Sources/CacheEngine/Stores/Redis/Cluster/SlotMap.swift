/// Which node has which slots, as a cluster announces it.
struct SlotMap: Hashable, Sendable {
  /// Masters at most; a node costs a thread and a connection.
  static let mostNodes = 64
  private static let nobody = UInt8.max

  /// In the order of their first slots, as the cluster tells them.
  private(set) var masters: [ClusterNode] = []
  /// Others that can be asked for the slots, when no master answers.
  private(set) var replicas: [ClusterNode] = []
  private var owners = [UInt8](repeating: nobody, count: HashSlot.count)

  /// An empty map: all slots are nobody's.
  init() {}

  func owner(of slot: HashSlot) -> ClusterNode? {
    let owner = owners[slot.number]
    return owner == Self.nobody ? nil : masters[Int(owner)]
  }

  func slots(of node: ClusterNode) -> SlotSet {
    masters.firstIndex(of: node).map { slots(of: UInt8($0)) } ?? SlotSet()
  }

  /// How many masters have slots.
  var servingNodes: Int { Set(owners).subtracting([Self.nobody]).count }

  /// Slots that nobody has.
  var holes: SlotSet { slots(of: Self.nobody) }

  private func slots(of owner: UInt8) -> SlotSet {
    var slots = SlotSet()
    for (number, other) in owners.enumerated() where other == owner {
      if let slot = HashSlot(number) { slots.insert(slot) }
    }
    return slots
  }

  /// Gives slots to a node. False, and nothing has happened, when there are too many nodes already.
  @discardableResult
  mutating func assign(_ slots: ClosedRange<Int>, to node: ClusterNode) -> Bool {
    guard slots.lowerBound >= 0, slots.upperBound < HashSlot.count else { return false }
    let index: Int
    if let known = masters.firstIndex(of: node) {
      index = known
    } else {
      guard masters.count < Self.mostNodes else { return false }
      index = masters.count
      masters.append(node)
    }
    for number in slots { owners[number] = UInt8(index) }
    return true
  }

  mutating func addReplica(_ node: ClusterNode) {
    if replicas.count < Self.mostNodes, !replicas.contains(node) { replicas.append(node) }
  }
}

extension SlotMap {
  /// Reads the reply to `CLUSTER SLOTS`: ranges, each with its master and then its replicas as host, port and what else
  /// there may be. What makes no sense is left out, and leaves a hole.
  ///
  /// `nil` when nothing made sense.
  /// - Parameter askedHost: how the node was reached that answered; it says no host where it means that one.
  /// - Throws: ``StoreError/unavailable(_:)`` when there are more masters than are served.
  init?(_ reply: RedisReply, askedHost: String) throws(StoreError) {
    self.init()
    for range in reply.elements ?? [] {
      guard let parts = range.elements, parts.count >= 3, let first = parts[0].integer, let last = parts[1].integer,
        first >= 0, first <= last, last < HashSlot.count,
        let master = Self.node(parts[2], askedHost: askedHost)
      else { continue }
      guard assign(Int(first)...Int(last), to: master) else {
        throw .unavailable("a cluster of more than \(Self.mostNodes) masters")
      }
      for part in parts[3...] { Self.node(part, askedHost: askedHost).map { addReplica($0) } }
    }
    if masters.isEmpty { return nil }
  }

  private static func node(_ reply: RedisReply, askedHost: String) -> ClusterNode? {
    guard let parts = reply.elements, parts.count >= 2, let number = parts[1].integer,
      let port = UInt16(exactly: number), port > 0
    else { return nil }
    switch parts[0] {
    case .bulk(let host):
      return ClusterNode(
        host: ClusterNode.host(String(decoding: host, as: UTF8.self), askedHost: askedHost), port: port)
    case .null: return ClusterNode(host: askedHost, port: port)
    default: return nil
    }
  }
}
