/// What is to be done about a connection, not by it.
extension RedisLink {
  /// A value came that was written under another key: nothing of that connection is believed any more.
  func distrust(_ reason: String, over name: [UInt8]) {
    connection(over: name)?.shared.distrust(reason)
  }

  /// Lets the connection prove that replies and commands are still in step.
  func probe(over name: [UInt8]) {
    connection(over: name)?.shared.probe()
  }

  /// Returns when the connection has shown that replies and commands are in step.
  func prove(over name: [UInt8]) async throws(StoreError) {
    try await connection(over: name)?.prove()
  }

  /// Makes the next attempt to connect now, also where a server refused us and there would be none.
  func reconnect() {
    seed.shared.reconnect()
    for connection in cluster.connections { connection.shared.reconnect() }
  }

  /// The connection by which the commands of a key go.
  private func connection(over name: [UInt8]) -> RedisConnection? {
    guard isCluster else { return seed }
    return cluster.owner(of: HashSlot(of: name)).flatMap { try? cluster.connection(to: $0) }
  }
}
