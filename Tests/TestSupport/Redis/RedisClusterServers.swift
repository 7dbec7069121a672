import CacheEngine

/// A Redis Cluster of a test's own: three masters on the loopback, and replicas of the first.
public final class RedisClusterServers: Sendable {
  /// The masters, then the replicas.
  public let servers: [RedisServer]

  /// How long a node may be silent before the others take it for dead, in milliseconds.
  private static let nodeTimeout = 1_500

  /// - Parameter others: What the program may ask beyond ``RedisServer/allowed``.
  public init(replicas: Int = 0, options: [String] = [], alsoAllowing others: [String] = []) async throws {
    var servers: [RedisServer] = []
    for _ in 0..<(3 + replicas) { servers.append(try await Self.server(options: options, alsoAllowing: others)) }
    self.servers = servers
    try await join(masters: Array(servers.prefix(3)))
  }

  public var address: RedisAddress { servers[0].tcpAddress }

  /// A port that was free may be taken by somebody else before the server has it: then another.
  private static func server(options: [String], alsoAllowing others: [String]) async throws -> RedisServer {
    var attempts = 0
    while true {
      do {
        return try await RedisServer(
          tcp: true,
          options: [
            "--cluster-enabled", "yes", "--cluster-node-timeout", "\(nodeTimeout)", "--cluster-replica-validity-factor",
            "0", "--repl-diskless-sync-delay", "0", "--repl-diskless-load", "swapdb", "--masteruser",
            RedisServer.tester, "--masterauth", RedisServer.tester,
          ] + busOptions() + options, alsoAllowing: others)
      } catch  where attempts < 3 {
        attempts += 1
      }
    }
  }

  /// Before 7.0 the bus has the port 10,000 above the clients'.
  private static func busOptions() throws -> [String] {
    RedisServer.isAtLeast(7, 0) ? ["--cluster-port", "\(try FreePort.find())"] : []
  }

  private static func bus(of server: RedisServer) -> String {
    RedisServer.isAtLeast(7, 0) ? line("CONFIG GET cluster-port", of: server, 4) : "\(Int(server.port ?? 0) + 10_000)"
  }

  private func join(masters: [RedisServer]) async throws {
    let shares = [0...5_460, 5_461...10_922, 10_923...16_383]
    for (index, master) in masters.enumerated() {
      try Self.tell(master, "CLUSTER ADDSLOTS \(shares[index].map(String.init).joined(separator: " "))")
      try Self.tell(master, "CLUSTER SET-CONFIG-EPOCH \(index + 1)")
    }
    for server in servers.dropFirst() {
      try Self.tell(servers[0], "CLUSTER MEET 127.0.0.1 \(server.port ?? 0) \(Self.bus(of: server))")
    }
    let others = servers.count
    try await untilAll(say: "cluster_state:ok", "cluster_known_nodes:\(others)")
    for replica in servers.dropFirst(3) {
      try Self.tell(replica, "CLUSTER REPLICATE \(id(of: servers[0]))")
      try await until { RawSocket.ask("INFO replication\r\n", path: replica.socketPath).contains("link_status:up") }
      try await until { [self] in
        servers.prefix(3).allSatisfy { RawSocket.ask("CLUSTER NODES\r\n", path: $0.socketPath).contains(" slave ") }
      }
    }
  }

  /// Waits until every server that lives says all of this of the cluster.
  public func untilAll(say words: String...) async throws {
    try await until { [self] in
      servers.allSatisfy { server in
        let info = RawSocket.ask("CLUSTER INFO\r\n", path: server.socketPath)
        return info.isEmpty || words.allSatisfy { info.contains($0 + "\r") }
      }
    }
  }

  private func until(_ isSo: @Sendable () -> Bool) async throws {
    for _ in 0..<1_000 {
      if isSo() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw RedisServer.StartFailure(description: "the cluster does not come together")
  }

  public func id(of server: RedisServer) -> String { Self.line("CLUSTER MYID", of: server, 1) }

  /// Names of the keys that a server has in a slot, at most a hundred.
  public func keys(in slot: Int, of server: RedisServer) -> [String] {
    let reply = RawSocket.ask("CLUSTER GETKEYSINSLOT \(slot) 100\r\n", path: server.socketPath)
    return reply.split(separator: "\r\n").map(String.init).filter { $0.first != "$" && $0.first != "*" }
  }

  /// Says to both that a slot is being moved from one to the other; its keys stay where they are.
  public func beginMoving(_ slot: Int, from source: RedisServer, to target: RedisServer) throws {
    try Self.tell(target, "CLUSTER SETSLOT \(slot) IMPORTING \(id(of: source))")
    try Self.tell(source, "CLUSTER SETSLOT \(slot) MIGRATING \(id(of: target))")
  }

  public func move(key: String, from source: RedisServer, to target: RedisServer) throws {
    try Self.tell(
      source, "MIGRATE 127.0.0.1 \(target.port ?? 0) \(key) 0 5000 AUTH2 \(RedisServer.tester) \(RedisServer.tester)")
  }

  /// Says to all masters that the slot is the target's.
  public func endMoving(_ slot: Int, to target: RedisServer) throws {
    try Self.tell(target, "CLUSTER SETSLOT \(slot) NODE \(id(of: target))")
    for server in servers.prefix(3) where server !== target {
      try Self.tell(server, "CLUSTER SETSLOT \(slot) NODE \(id(of: target))")
    }
  }

  /// Sends a command that must be answered with OK.
  public static func tell(_ server: RedisServer, _ command: String) throws {
    let reply = RawSocket.ask(command + "\r\n", path: server.socketPath)
    guard reply.hasPrefix("+OK") || reply.hasPrefix("+NOKEY") else {
      throw RedisServer.StartFailure(description: "\(command): \(reply)")
    }
  }

  private static func line(_ command: String, of server: RedisServer, _ index: Int) -> String {
    let lines = RawSocket.ask(command + "\r\n", path: server.socketPath).split(separator: "\r\n").map(String.init)
    return index < lines.count ? lines[index] : ""
  }
}
