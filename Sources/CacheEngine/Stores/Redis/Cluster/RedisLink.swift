/// What a store's commands meet: what was found out there holds for nothing else.
enum RedisGround: Hashable, Sendable {
  /// One connection; whoever is behind the next one may be somebody else.
  case server(generation: UInt64)
  /// Its nodes come and go, and know each other.
  case cluster
}

/// The way of a store to its server, or to the servers of a cluster where the server named is part of one.
///
/// Which of the two it is, the server says whenever it is greeted; one that may not be greeted shows by whether it knows
/// slots.
final class RedisLink: Sendable {
  let seed: RedisConnection
  let cluster: RedisCluster
  private let kind: ServerKind

  init(_ settings: RedisSettings) throws(StoreError) {
    let kind = ServerKind()
    var own = settings
    own.greeted = { kind.greeted($0) }
    seed = try RedisConnection(own)
    cluster = RedisCluster(seed: seed, settings: settings)
    self.kind = kind
  }

  var isCluster: Bool { kind.value == .cluster }

  /// Sends one command and waits for its reply, which may be the server's error.
  @inline(__always)
  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    guard kind.value == .single else { return try await find(command, for: purpose) }
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

  /// One step through all keys.
  ///
  /// - Parameter ground: The only place where it may be sent; `nil` for any.
  func scan(
    _ step: ScanStep, for purpose: RedisPurpose, on ground: RedisGround? = nil
  ) async throws(StoreError) -> ScanAnswer {
    if let ground {
      if ground == .cluster { return try await cluster.scan(step, for: purpose) }
      return try ScanAnswer(try await send(step.command, for: purpose, on: ground))
    }
    if try await isPartOfCluster() { return try await cluster.scan(step, for: purpose) }
    return try ScanAnswer(try await seed.send(step.command, for: purpose))
  }

  /// Sends commands that are only for eyes; `nil` stands for the reply of a cluster's node that does not answer.
  func look(_ commands: [RedisCommand]) async throws(StoreError) -> [RedisReply?] {
    if try await isPartOfCluster() { return try await cluster.look(commands) }
    return try await send(commands, for: .looking)
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

  /// What commands meet now, as far as one can tell without asking; `nil` before the server was greeted.
  var ground: RedisGround? {
    switch kind.value {
    case .single: .server(generation: seed.generation)
    case .cluster: .cluster
    case .unknown: nil
    }
  }

  /// The same, found out where it is not known.
  func findGround() async throws(StoreError) -> RedisGround {
    if try await isPartOfCluster() { return .cluster }
    return .server(generation: seed.generation)
  }

  private nonisolated(nonsending) func find(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    if try await isPartOfCluster() { return try await cluster.send(command, for: purpose) }
    return try await seed.send(command, for: purpose)
  }

  private nonisolated(nonsending) func isPartOfCluster() async throws(StoreError) -> Bool {
    switch kind.value {
    case .single: return false
    case .cluster: return true
    case .unknown: break
    }
    // Whatever the answer is, when it comes the server was greeted.
    if seed.identity == nil { _ = try await seed.send(.ping, for: .upkeep) }
    var isCluster = seed.identity?.isCluster == true
    if seed.identity == .unknown {
      isCluster = try await seed.send(.clusterSlots, for: .upkeep).elements?.isEmpty == false
    }
    kind.settle(isCluster ? .cluster : .single)
    if isCluster { cluster.doubt() } else { cluster.forget() }
    return isCluster
  }

  /// A server that sends elsewhere is part of a cluster, whatever it was before; it did not carry the command out.
  private func becomesCluster(_ text: String) -> Bool {
    switch ServerFault(text) {
    case .moved, .ask, .crossSlot, .clusterDown:
      kind.settle(.cluster)
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

  /// Where to ask each of the servers that have keys.
  var masters: [RedisAddress] {
    guard isCluster, let masters = cluster.map?.masters else { return [seed.shared.settings.address] }
    return masters.map { seed.shared.settings.address.reaching($0) }
  }

  /// What the user should know; `nil` when there is nothing.
  var warning: String? {
    isCluster ? cluster.warning : seed.warning
  }

  /// What is to be said beside the address: that it is a cluster, and how large.
  var remark: String? {
    guard isCluster, let masters = cluster.map?.masters.count else { return nil }
    return "cluster of \(masters)"
  }
}
