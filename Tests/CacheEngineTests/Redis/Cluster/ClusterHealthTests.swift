import Testing

@testable import CacheEngine

@Suite("The health of a cluster")
struct ClusterHealthTests {
  private static let nodes = (0..<3).map { ClusterNode(host: "n\($0)", port: 1) }
  private static let refused = StoreHealth.down(reason: "Connection refused", attempts: 3, retryAt: .zero)

  private func health(
    _ states: [StoreHealth], holes: ClosedRange<Int>? = nil, words: String? = nil
  ) -> String {
    var map = SlotMap()
    let shares = [0...5_460, 5_461...10_922, 10_923...16_383]
    for (node, share) in zip(Self.nodes, shares) where share != holes { map.assign(share, to: node) }
    var summary = ClusterHealth(map: map, words: words, now: .zero)
    for (node, state) in zip(Self.nodes, states) { summary.add(state, of: node) }
    switch summary.health {
    case .up: return "up"
    case .connecting, .resolving: return "connecting"
    case .refused(let reason): return "refused: \(reason)"
    case .down(let reason, let attempts, _): return "\(attempts) \(reason)"
    }
  }

  @Test("says which part is missing, and why")
  func words() {
    #expect(health([.up, .up, .up]) == "up")
    #expect(health([]) == "up")
    #expect(health([.up, .connecting, .up]) == "connecting")
    #expect(
      health([.up, Self.refused, .up]) == "3 2 of 3 nodes: slots 5461–10922 unreachable (Connection refused)")
    #expect(
      health([Self.refused, .connecting, Self.refused])
        == "3 1 of 3 nodes: slots 0–5460, 10923–16383 unreachable (Connection refused)")
    #expect(health([.up, .up, .up], holes: 5_461...10_922) == "0 2 of 2 nodes: slots 5461–10922 unreachable")
    #expect(
      health([.up, .refused(reason: "WRONGPASS"), .up]) == "0 2 of 3 nodes: slots 5461–10922 unreachable (WRONGPASS)")
    #expect(
      health([.up, .up, .up], words: "CLUSTERDOWN The cluster is down")
        == "0 3 of 3 nodes (CLUSTERDOWN The cluster is down)")
  }

  @Test("a greeting tells whether a server is part of a cluster")
  func greeting() {
    func words(_ texts: String...) -> [RedisReply] { texts.map { .bulk(Array($0.utf8)) } }
    let told = ServerIdentity(
      greeting: words("server", "redis", "version", "7.0.15", "mode", "cluster", "role", "replica"))
    #expect(told == ServerIdentity(product: "redis", version: "7.0.15", isCluster: true, isReplica: true))
    let plain = ServerIdentity(greeting: words("server", "valkey", "mode", "standalone", "role", "master", "odd"))
    #expect(plain == ServerIdentity(product: "valkey", version: "", isCluster: false, isReplica: false))
    let numbers = ServerIdentity(greeting: [.bulk(Array("proto".utf8)), .integer(2)])
    #expect(numbers == .unknown)
    #expect(ServerIdentity(greeting: []) == .unknown)
  }
}
