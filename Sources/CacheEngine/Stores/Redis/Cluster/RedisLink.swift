import Synchronization

/// What a store's commands meet: what was found out there holds for nothing else.
enum RedisGround: Hashable, Sendable {
  /// One connection; whoever is behind the next one may be somebody else.
  case server(generation: UInt64)
  /// Its nodes come and go, and know each other.
  case cluster
}

/// The way of a store to its server, or to the servers of a cluster where the server named is part of one.
///
/// Which of the two it is, the server says when it is greeted; one that may not be greeted shows by whether it knows slots.
final class RedisLink: Sendable {
  private enum Kind: UInt8 {
    case unknown, single, cluster
  }

  let seed: RedisConnection
  let cluster: RedisCluster
  private let known = Atomic<UInt8>(Kind.unknown.rawValue)

  init(_ settings: RedisSettings) throws(StoreError) {
    seed = try RedisConnection(settings)
    cluster = RedisCluster(seed: seed, settings: settings)
  }

  var isCluster: Bool { known.load(ordering: .relaxed) == Kind.cluster.rawValue }

  /// Sends one command and waits for its reply, which may be the server's error.
  @inline(__always)
  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    guard known.load(ordering: .relaxed) == Kind.single.rawValue else { return try await find(command, for: purpose) }
    let reply = try await seed.send(command, for: purpose)
    if case .error(let text) = reply, becomesCluster(text) { return try await cluster.send(command, for: purpose) }
    return reply
  }

  /// Sends commands; those for one server go without any other between them. The replies come in the commands' order.
  func send(_ commands: [RedisCommand], for purpose: RedisPurpose) async throws(StoreError) -> [RedisReply] {
    if try await isPartOfCluster() { return try await cluster.send(commands, for: purpose) }
    let replies = try await seed.send(commands, for: purpose)
    // Some may have been carried out, so it is not begun again: the next ones go the right way.
    for case .error(let text) in replies where becomesCluster(text) { break }
    return replies
  }

  /// Sends a command where it was found out what it meets there, and nowhere else.
  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose, on ground: RedisGround
  ) async throws(StoreError) -> RedisReply {
    guard case .server(let generation) = ground else { return try await cluster.send(command, for: purpose) }
    let reply = try await seed.send(command, for: purpose, in: generation)
    if case .error(let text) = reply { _ = becomesCluster(text) }
    return reply
  }

  func send(
    _ commands: [RedisCommand], for purpose: RedisPurpose, on ground: RedisGround
  ) async throws(StoreError) -> [RedisReply] {
    guard case .server(let generation) = ground else { return try await cluster.send(commands, for: purpose) }
    let replies = try await seed.send(commands, for: purpose, in: generation)
    for case .error(let text) in replies where becomesCluster(text) { break }
    return replies
  }

  /// What commands meet now, as far as one can tell without asking; `nil` before the server was first greeted.
  var ground: RedisGround? {
    switch Kind(rawValue: known.load(ordering: .relaxed)) {
    case .single: .server(generation: seed.generation)
    case .cluster: .cluster
    case .unknown, nil: nil
    }
  }

  /// The same, found out where it is not known. A server that has taken the place of another may be part of a cluster.
  func findGround() async throws(StoreError) -> RedisGround {
    if try await isPartOfCluster() { return .cluster }
    let generation = seed.generation
    guard seed.identity?.isCluster == true else { return .server(generation: generation) }
    known.store(Kind.cluster.rawValue, ordering: .relaxed)
    cluster.doubt()
    return .cluster
  }

  private nonisolated(nonsending) func find(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    if try await isPartOfCluster() { return try await cluster.send(command, for: purpose) }
    return try await seed.send(command, for: purpose)
  }

  private nonisolated(nonsending) func isPartOfCluster() async throws(StoreError) -> Bool {
    switch Kind(rawValue: known.load(ordering: .relaxed)) {
    case .single: return false
    case .cluster: return true
    case .unknown, nil: break
    }
    // Whatever the answer is, when it comes the server was greeted.
    if seed.identity == nil { _ = try await seed.send(.ping, for: .upkeep) }
    var isCluster = seed.identity?.isCluster == true
    if seed.identity == .unknown {
      isCluster = try await seed.send(.clusterSlots, for: .upkeep).elements?.isEmpty == false
    }
    known.store((isCluster ? Kind.cluster : .single).rawValue, ordering: .relaxed)
    if isCluster { cluster.doubt() }
    return isCluster
  }

  /// A server that sends elsewhere is part of a cluster, whatever it was before; it did not carry the command out.
  private func becomesCluster(_ text: String) -> Bool {
    switch ServerFault(text) {
    case .moved, .ask, .crossSlot, .clusterDown:
      known.store(Kind.cluster.rawValue, ordering: .relaxed)
      cluster.doubt()
      return true
    default: return false
    }
  }

  func close() async {
    await cluster.close()
    await seed.close()
  }

  /// How the server stands, or the cluster.
  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    isCluster ? cluster.report(at: now) : seed.report(at: now)
  }

  /// What is to be said beside the address: that it is a cluster, and how large.
  var remark: String? {
    guard isCluster, let masters = cluster.map?.masters.count else { return nil }
    return "cluster of \(masters)"
  }
}
