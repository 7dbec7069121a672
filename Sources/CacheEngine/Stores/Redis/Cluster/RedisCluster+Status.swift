/// What is to be said of a cluster.
extension RedisCluster {
  /// Up when every slot can be asked for, as far as is known; else down, with what is missing.
  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    let seed = seed.report(at: now)
    let (map, connections, retired, down) = state.withLock { ($0.map, $0.connections, $0.retired, $0.down) }
    guard let map else { return seed }
    var counts = seed.commands
    counts.forRequests += retired.forRequests
    counts.forLooking += retired.forLooking
    for connection in connections.values {
      let own = connection.report(at: now).commands
      counts.forRequests += own.forRequests
      counts.forLooking += own.forLooking
    }
    var summary = ClusterHealth(map: map, words: down, now: now)
    for node in map.masters {
      if let connection = connection(to: node, of: connections) {
        summary.add(connection.report(at: now).health, of: node)
      }
    }
    return (summary.health, counts)
  }

  private func connection(to node: ClusterNode, of known: [ClusterNode: RedisConnection]) -> RedisConnection? {
    if case .tcp(node.host, node.port) = settings.address.endpoint { return seed }
    return known[node]
  }

  /// What the user should know of the nodes; `nil` when there is nothing.
  var warning: String? {
    let (map, connections) = state.withLock { ($0.map, $0.connections) }
    guard let map else { return seed.warning }
    for node in map.masters {
      if let warning = connection(to: node, of: connections)?.warning { return "\(node): \(warning)" }
    }
    return network.warning(about: map.masters)
  }
}

/// The health of a cluster from that of its nodes. Pure.
struct ClusterHealth {
  private let map: SlotMap
  private let words: String?
  private let now: Timestamp
  private var missing: SlotSet
  private var away = 0
  private var reason: String?
  private var attempts = 0
  private var retryAt: Timestamp?
  private var isConnecting = false

  /// `words` are the cluster's own that it does not serve.
  init(map: SlotMap, words: String?, now: Timestamp) {
    (self.map, self.words, self.now) = (map, words, now)
    missing = map.holes
  }

  mutating func add(_ health: StoreHealth, of node: ClusterNode) {
    let slots = map.slots(of: node)
    guard !slots.isEmpty else { return }
    switch health {
    case .up: break
    case .connecting, .resolving: isConnecting = true
    case .refused(let reason):
      away += 1
      missing.formUnion(slots)
      self.reason = reason
    case .down(let reason, let attempts, let retryAt):
      away += 1
      missing.formUnion(slots)
      self.reason = self.reason ?? reason
      self.attempts = max(self.attempts, attempts)
      self.retryAt = min(self.retryAt ?? retryAt, retryAt)
    }
  }

  var health: StoreHealth {
    guard !missing.isEmpty || words != nil else { return isConnecting ? .connecting : .up }
    let nodes = map.servingNodes
    var text = "\(nodes - away) of \(nodes) nodes"
    if !missing.isEmpty { text += ": \(missing) unreachable" }
    if let reason = reason ?? words { text += " (\(reason))" }
    return .down(reason: text, attempts: attempts, retryAt: retryAt ?? now)
  }
}
