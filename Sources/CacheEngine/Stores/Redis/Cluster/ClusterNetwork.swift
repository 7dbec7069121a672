/// The network that the user named with an address: that host itself, or this machine where the address is on it.
///
/// Nodes elsewhere are reached all the same, as many clusters announce other names than the one they are found by, but
/// it is said that they are.
struct ClusterNetwork: Hashable, Sendable {
  private let host: String?

  init(of address: RedisAddress) {
    if case .tcp(let host, _) = address.endpoint { self.host = host.lowercased() } else { host = nil }
  }

  /// Where a node is that announces no host of its own.
  var askedHost: String { host ?? "127.0.0.1" }

  func contains(_ node: ClusterNode) -> Bool {
    let other = node.host.lowercased()
    guard let host else { return Self.isLoopback(other) }
    return other == host || (Self.isLoopback(host) && Self.isLoopback(other))
  }

  /// Of the nodes those outside, as a sentence for people; `nil` when there are none.
  func warning(about nodes: [ClusterNode]) -> String? {
    let outside = nodes.filter { !contains($0) }
    guard let first = outside.first else { return nil }
    let more = outside.count > 1 ? " and \(outside.count - 1) more" : ""
    let home = host ?? "this machine"
    return "the cluster announces nodes outside of \(home), and they are used: \(first)\(more)"
  }

  private static func isLoopback(_ host: String) -> Bool {
    guard host != "localhost", host != "::1" else { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
