/// `SCAN` through all masters, as if it were one server.
extension RedisCluster {
  /// Answers as a server would; the cursor is a number of ours, 0 at the end.
  nonisolated(nonsending) func scan(
    _ cursor: UInt64, pattern: [UInt8], count: Int64, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    var scan = state.withLock { cursor == 0 ? ClusterScan() : $0.scans.scan(at: cursor) }
    var map = try await knownMap()
    guard let place = scan.next(in: map) else { throw .unavailable("the cluster has no slots") }
    let node = try connection(to: place.node)
    let command = RedisCommand.scan(cursor: place.cursor, pattern: pattern, count: count)
    let reply: RedisReply
    do throws(StoreError) {
      reply = try await node.send(command, for: purpose)
    } catch .unavailable(let reason) {
      doubt()
      throw .unavailable("\(place.node): \(reason)")
    }
    guard let parts = reply.elements, parts.count == 2, let text = parts[0].bytes,
      let next = UInt64(String(decoding: text, as: UTF8.self))
    else { return reply }
    // Slots that were moved meanwhile, which a SCAN does not tell, do not count as seen at the node's end.
    if next == 0 { map = try await learn() } else if let known = self.map { map = known }
    scan.took(next, in: map)
    if scan.next(in: map) == nil { return .array([.bulk(Array("0".utf8)), parts[1]]) }
    let number = state.withLock { $0.scans.keep(scan) }
    return .array([.bulk(Array(String(number).utf8)), parts[1]])
  }

  private nonisolated(nonsending) func knownMap() async throws(StoreError) -> SlotMap {
    if let map { return map }
    return try await learn()
  }
}
