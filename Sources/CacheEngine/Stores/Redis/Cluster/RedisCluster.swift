/// The servers of a Redis Cluster: a connection to every master that is asked for something, and which slots are whose.
///
/// Until the slots are known everything goes to the server that was named, which says where to go instead. A server's
/// redirection is followed at once, as it did not carry the command out. A command whose answer is lost is not sent
/// again, as it may have been.
final class RedisCluster: Sendable {
  /// Connections at most: the masters, and nodes that slots are being moved to.
  static let mostConnections = SlotMap.mostNodes + 16
  /// How long a connection is kept to a node that has no slots but was asked for one that is being moved to it.
  static let guestTime: Int64 = 10_000_000_000

  struct State {
    var map: SlotMap?
    var connections: [ClusterNode: RedisConnection] = [:]
    /// Nodes that were asked for a slot that is not theirs yet, and when last.
    var guests: [ClusterNode: Int64] = [:]
    /// What connections sent that are no more.
    var retired = CommandCounts()
    var scans = ClusterScans()
    var pace = ClusterPace()
    var learning: Task<Void, Never>?
    /// Why the slots could not be learned when that was last tried.
    var failure: String?
    /// The cluster's own words that it does not serve, until it does again.
    var down: String?
    var isClosed = false

    /// Keeps account of what a connection sent that is no more.
    mutating func retire(_ connection: RedisConnection) {
      let (_, counts) = connection.report(at: .zero)
      retired.forRequests += counts.forRequests
      retired.forLooking += counts.forLooking
    }
  }

  /// The connection to the server that was named. Not closed with the cluster.
  let seed: RedisConnection
  let settings: RedisSettings
  let network: ClusterNetwork
  let state = Lock(State())

  init(seed: RedisConnection, settings: RedisSettings) {
    self.seed = seed
    self.settings = settings
    network = ClusterNetwork(of: settings.address)
  }

  var map: SlotMap? { state.withLock { $0.map } }

  func owner(of slot: HashSlot) -> ClusterNode? {
    state.withLock { $0.map?.owner(of: slot) }
  }

  /// Those that there are now, but for the seed's, in no order.
  var connections: [RedisConnection] { state.withLock { Array($0.connections.values) } }

  /// The connection to a node, made now if there is none; `nil` is any node.
  func connection(to node: ClusterNode?) throws(StoreError) -> RedisConnection {
    guard let node = node ?? anyNode else { return seed }
    if case .tcp(node.host, node.port) = settings.address.endpoint { return seed }
    return try state.withLock { (state) throws(StoreError) in
      if state.isClosed { throw .closed }
      if let known = state.connections[node] { return known }
      guard state.connections.count < Self.mostConnections else { throw .unavailable("too many nodes in the cluster") }
      var own = settings
      own.address = settings.address.reaching(node)
      own.jitter = settings.jitter.split(node.description)
      own.mustBeInCluster = seed.identity?.isCluster == true
      let made = try RedisConnection(own)
      state.connections[node] = made
      return made
    }
  }

  /// The server that was named where it can be asked, else the first master that is not known to be away.
  private var anyNode: ClusterNode? {
    guard seed.trouble != nil else { return nil }
    return state.withLock { state in state.map?.masters.first { state.connections[$0]?.trouble == nil } }
  }

  /// The server that was named is part of a cluster no more. Whoever still waits for a node keeps its connection alive.
  func forget() {
    state.withLock { state in
      for connection in state.connections.values { state.retire(connection) }
      (state.map, state.connections, state.guests, state.down) = (nil, [:], [:], nil)
    }
  }

  /// Ends all connections but the seed's.
  func close() async {
    let connections = state.withLock { state in
      state.isClosed = true
      return Array(state.connections.values)
    }
    for connection in connections { await connection.close() }
    state.withLock { $0.connections = [:] }
  }
}
