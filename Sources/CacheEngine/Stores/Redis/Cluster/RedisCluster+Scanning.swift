/// `SCAN` through all masters, as if it were one server.
extension RedisCluster {
  /// Answers as a server would; the cursor is a number of ours, 0 at the end.
  nonisolated(nonsending) func scan(
    _ step: ScanStep, for purpose: RedisPurpose
  ) async throws(StoreError) -> ScanAnswer {
    var scan = state.withLock { step.cursor == 0 ? ClusterScan() : $0.scans.scan(at: step.cursor) }
    var reason = "the cluster has no slots"
    while true {
      let map = try await knownMap()
      guard let place = scan.next(in: map) else {
        // Where nobody answered there is no list with a gap, but no list.
        guard scan.hasSeenSome else { throw .unavailable(reason) }
        return .page(ScanPage(names: [], next: nil, gap: scan.gap(in: map)))
      }
      do throws(StoreError) {
        return try await take(step, at: place, &scan, for: purpose)
      } catch .unavailable(let text) {
        doubt()
        reason = "\(place.node): \(text)"
        guard step.leavesOutSilentNodes else { throw .unavailable(reason) }
        scan.leaveOut(in: map)
      }
    }
  }

  private nonisolated(nonsending) func take(
    _ step: ScanStep, at place: (node: ClusterNode, cursor: UInt64), _ scan: inout ClusterScan,
    for purpose: RedisPurpose
  ) async throws(StoreError) -> ScanAnswer {
    var own = step
    own.cursor = place.cursor
    let answer = try ScanAnswer(try await connection(to: place.node).send(own.command, for: purpose))
    guard case .page(var page) = answer else { return answer }
    // Slots that were moved meanwhile, which a SCAN does not tell, do not count as seen at the node's end.
    let map = page.next == nil ? try await newMap(step) : try await knownMap()
    scan.took(page.next ?? 0, in: map)
    page.next = scan.next(in: map) == nil ? nil : state.withLock { $0.scans.keep(scan) }
    page.gap = scan.gap(in: map)
    return .page(page)
  }

  /// The slots as they are now. Where a part of the cluster may be silent, those that were known do.
  private nonisolated(nonsending) func newMap(_ step: ScanStep) async throws(StoreError) -> SlotMap {
    do throws(StoreError) { return try await learn() } catch .unavailable(let reason) {
      guard step.leavesOutSilentNodes, let map else { throw .unavailable(reason) }
      return map
    }
  }

  nonisolated(nonsending) func knownMap() async throws(StoreError) -> SlotMap {
    if let map { return map }
    return try await learn()
  }
}
