/// How far a `SCAN` through a whole cluster has come. Pure: it is told what the cluster looks like.
///
/// A node counts as seen for the slots that it had from its scan's beginning to its end, and the next is always the owner
/// of the first slot not seen yet. So what moves meanwhile comes twice rather than never; but a key that is taken from a
/// node not scanned yet to one already scanned, while its slot still belongs to the first, may be missed this once.
struct ClusterScan: Hashable, Sendable {
  /// Nodes at most that one scan goes through: a cluster that never comes to rest does not keep it going for ever.
  static let mostPasses = SlotMap.mostNodes * 2

  private struct Pass: Hashable, Sendable {
    var node: ClusterNode
    var slots: SlotSet
    var cursor: UInt64 = 0
  }

  private var seen = SlotSet()
  private var leftOut = SlotSet()
  private var silent: [ClusterNode] = []
  private var pass: Pass?
  private var passes = 0

  init() {}

  /// Which node to ask next, and from which cursor on; `nil` when everything was seen.
  mutating func next(in map: SlotMap) -> (node: ClusterNode, cursor: UInt64)? {
    if let pass, map.masters.contains(pass.node) { return (pass.node, pass.cursor) }
    pass = nil
    let left = SlotSet.all.subtracting(map.holes).subtracting(seen).subtracting(leftOut)
    guard passes < Self.mostPasses, let slot = left.first, let node = map.owner(of: slot) else { return nil }
    passes += 1
    pass = Pass(node: node, slots: map.slots(of: node))
    return (node, 0)
  }

  /// The node did not answer: this scan asks for its slots no more.
  mutating func leaveOut(in map: SlotMap) {
    guard let current = pass else { return }
    leftOut.formUnion(map.slots(of: current.node).subtracting(seen))
    if !silent.contains(current.node) { silent.append(current.node) }
    pass = nil
  }

  /// Whether any node was seen to its end.
  var hasSeenSome: Bool { !seen.isEmpty }

  /// What was left out; `nil` for nothing.
  func gap(in map: SlotMap) -> ScanGap? {
    leftOut.isEmpty ? nil : ScanGap(nodes: silent, total: max(map.servingNodes, silent.count), slots: leftOut)
  }

  /// The node answered, and said where it goes on: 0 at its end.
  mutating func took(_ cursor: UInt64, in map: SlotMap) {
    guard var current = pass else { return }
    current.slots.formIntersection(map.slots(of: current.node))
    current.cursor = cursor
    if cursor == 0 {
      seen.formUnion(current.slots)
      pass = nil
    } else {
      pass = current
    }
  }
}

/// Scans under way, each under a number that stands for its cursor. The number of a scan that was forgotten begins anew.
struct ClusterScans: Sendable {
  static let most = 64

  private var kept: [(number: UInt64, scan: ClusterScan)] = []
  private var last: UInt64 = 0

  /// 0 begins a scan.
  func scan(at number: UInt64) -> ClusterScan {
    kept.first { $0.number == number }?.scan ?? ClusterScan()
  }

  mutating func keep(_ scan: ClusterScan) -> UInt64 {
    last += 1
    kept.append((last, scan))
    if kept.count > Self.most { kept.removeFirst() }
    return last
  }
}
