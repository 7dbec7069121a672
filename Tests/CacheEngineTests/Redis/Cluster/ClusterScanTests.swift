import Testing

@testable import CacheEngine

@Suite("A scan through a cluster")
struct ClusterScanTests {
  private static let nodes = (0..<4).map { ClusterNode(host: "n\($0)", port: 1) }

  private static func map(_ shares: (ClosedRange<Int>, Int)...) -> SlotMap {
    var map = SlotMap()
    for (slots, node) in shares { map.assign(slots, to: nodes[node]) }
    return map
  }

  private static let usual = map((0...5_000, 0), (5_001...10_000, 1), (10_001...16_383, 2))

  /// Goes on until the end, and says which node was asked from which cursor on; each node's scan takes two steps.
  private func walk(_ scan: inout ClusterScan, _ maps: [SlotMap]) -> [String] {
    var steps: [String] = []
    while let place = scan.next(in: maps[min(steps.count, maps.count - 1)]), steps.count < 1_000 {
      steps.append("\(place.node.host) \(place.cursor)")
      scan.took(place.cursor == 0 ? 9 : 0, in: maps[min(steps.count, maps.count - 1)])
    }
    return steps
  }

  @Test("goes through all masters in turn, and leaves holes out")
  func order() {
    var scan = ClusterScan()
    #expect(walk(&scan, [Self.usual]) == ["n0 0", "n0 9", "n1 0", "n1 9", "n2 0", "n2 9"])
    var holes = ClusterScan()
    #expect(walk(&holes, [Self.map((0...5, 0), (100...200, 1))]) == ["n0 0", "n0 9", "n1 0", "n1 9"])
    var none = ClusterScan()
    #expect(walk(&none, [SlotMap()]).isEmpty)
  }

  @Test("a node that is replaced by another is begun anew, a slot that moves to one already seen brings that one back")
  func moving() {
    let failedOver = Self.map((0...5_000, 0), (5_001...10_000, 3), (10_001...16_383, 2))
    var scan = ClusterScan()
    let steps = walk(&scan, [Self.usual, Self.usual, Self.usual, failedOver])
    #expect(steps == ["n0 0", "n0 9", "n1 0", "n3 0", "n3 9", "n2 0", "n2 9"])
    var moved = Self.usual
    moved.assign(16_000...16_000, to: Self.nodes[0])
    var other = ClusterScan()
    #expect(
      walk(&other, [Self.usual, Self.usual, Self.usual, moved]) == [
        "n0 0", "n0 9", "n1 0", "n1 9", "n2 0", "n2 9", "n0 0", "n0 9",
      ])
  }

  @Test("what a node got while it was scanned does not count as seen")
  func gaining() {
    var moved = Self.usual
    moved.assign(16_383...16_383, to: Self.nodes[0])
    var scan = ClusterScan()
    #expect(walk(&scan, [Self.usual, moved]).suffix(2) == ["n0 0", "n0 9"])
  }

  @Test("a node that does not answer is left out, and told of; what another has taken over is seen there the next time")
  func silence() {
    var scan = ClusterScan()
    #expect(scan.next(in: Self.usual)?.node == Self.nodes[0])
    scan.took(0, in: Self.usual)
    #expect(scan.gap(in: Self.usual) == nil && scan.hasSeenSome)
    #expect(scan.next(in: Self.usual)?.node == Self.nodes[1])
    scan.leaveOut(in: Self.usual)
    let failedOver = Self.map((0...5_000, 0), (5_001...10_000, 3), (10_001...16_383, 2))
    #expect(walk(&scan, [failedOver]) == ["n2 0", "n2 9"])
    let gap = scan.gap(in: failedOver)
    #expect(gap == ScanGap(nodes: [Self.nodes[1]], total: 3, slots: Self.usual.slots(of: Self.nodes[1])))
    var none = ClusterScan()
    while none.next(in: Self.usual) != nil { none.leaveOut(in: Self.usual) }
    #expect(!none.hasSeenSome && none.gap(in: Self.usual)?.slots == .all)
  }

  @Test("a cluster that never comes to rest does not keep it going for ever")
  func restless() {
    let maps = (0..<300).map { number in
      var map = Self.usual
      map.assign(0...16_383, to: Self.nodes[number % 4])
      return map
    }
    var scan = ClusterScan()
    #expect(walk(&scan, maps).count <= ClusterScan.mostPasses * 2)
  }

  @Test("a scan is found again by its number, and begins anew when it was forgotten")
  func numbers() {
    var scans = ClusterScans()
    var scan = ClusterScan()
    _ = scan.next(in: Self.usual)
    scan.took(0, in: Self.usual)
    let number = scans.keep(scan)
    #expect(scans.scan(at: number) == scan)
    for _ in 0..<ClusterScans.most { _ = scans.keep(ClusterScan()) }
    #expect(scans.scan(at: number) == ClusterScan())
    #expect(scans.scan(at: 12_345) == ClusterScan())
  }
}
