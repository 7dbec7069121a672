import Synchronization

/// The one way from a store to its connection. A command that may change something passes only where that is allowed,
/// and only for keys below the prefix.
///
/// What was found out of a server holds for the connection on which it was found out. Behind the next one may be another
/// server, so writing stays closed there until it is decided anew.
final class RedisGuard: Sendable {
  /// What was decided, and where it holds.
  private struct Decision {
    var access: WriteAccess
    /// `nil`: everywhere, as it was not found out but told.
    var ground: RedisGround?
    /// The server's own number, another one after every start; `nil` where it does not tell.
    var run: String?
  }

  let link: RedisLink
  private let prefix: [UInt8]
  /// Changes are allowed wherever the connection leads: no lock, no waiting.
  private let isOpen: Bool
  private let decided: Lock<Decision>
  private let deciding = Lock<Task<Void, any Error>?>(nil)
  private let traces = Lock(LookupTraces())
  /// How often it is decided anew, because the connection broke meanwhile, before a caller gives up.
  private static let mostAttempts = 3

  init(_ link: RedisLink, prefix: [UInt8], permission: WritePermission) {
    self.link = link
    self.prefix = prefix
    let access: WriteAccess =
      switch permission {
      case .allowed: .allowed
      case .unlessForeign: .undecided
      case .never(let reason): .readOnly(reason)
      }
    decided = Lock(Decision(access: access))
    isOpen = access == .allowed
  }

  var access: WriteAccess {
    let decision = decided.withLock { $0 }
    return holds(decision) ? decision.access : .undecided
  }

  /// What our own commands added to the server's hits and misses.
  var ownTraces: LookupTraces { traces.withLock { $0 } }

  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    let reply: RedisReply
    if command.isWrite, let ground = try await admit([command]) {
      reply = try await link.send(command, for: purpose, on: ground)
    } else {
      reply = try await link.send(command, for: purpose)
    }
    if command.leavesTrace { traces.withLock { $0.note(command, reply, for: purpose) } }
    return reply
  }

  func send(_ commands: [RedisCommand], for purpose: RedisPurpose) async throws(StoreError) -> [RedisReply] {
    let replies: [RedisReply]
    if commands.contains(where: \.isWrite), let ground = try await admit(commands) {
      replies = try await link.send(commands, for: purpose, on: ground)
    } else {
      replies = try await link.send(commands, for: purpose)
    }
    traces.withLock { traces in
      for (command, reply) in zip(commands, replies) { traces.note(command, reply, for: purpose) }
    }
    return replies
  }

  /// One step through the keys of all servers.
  func scan(_ step: ScanStep, for purpose: RedisPurpose) async throws(StoreError) -> ScanAnswer {
    try await link.scan(step, for: purpose)
  }

  /// Asks what is only for eyes: `nil` stands for the reply of a cluster's node that does not answer.
  func look(_ commands: [RedisCommand]) async throws(StoreError) -> [RedisReply?] {
    let replies = try await link.look(commands)
    traces.withLock { traces in
      for case (let command, let reply?) in zip(commands, replies) { traces.note(command, reply, for: .looking) }
    }
    return replies
  }

  func close() async {
    deciding.withLock { $0 }?.cancel()
    await link.close()
  }

  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    link.report(at: now)
  }
}

// MARK: whether changes are allowed
extension RedisGuard {
  /// Where the commands may be sent: `nil` is anywhere.
  private nonisolated(nonsending) func admit(_ commands: [RedisCommand]) async throws(StoreError) -> RedisGround? {
    let ground = isOpen ? nil : try await openGround()
    for command in commands where command.isWrite {
      guard command.keys.allSatisfy({ $0.starts(with: prefix) }) else { throw .readOnly(.outsidePrefix) }
    }
    return ground
  }

  private nonisolated(nonsending) func openGround() async throws(StoreError) -> RedisGround? {
    for _ in 0..<Self.mostAttempts {
      let decision = decided.withLock { $0 }
      guard holds(decision) else {
        try await decide()
        continue
      }
      if case .readOnly(let reason) = decision.access { throw .readOnly(reason) }
      return decision.ground
    }
    throw .unavailable("the connection broke while it was asked whose keys the server holds")
  }

  private func holds(_ decision: Decision) -> Bool {
    guard decision.access != .undecided else { return false }
    return decision.ground == nil || decision.ground == link.ground
  }

  /// Finds out whether changes are allowed, where that is not known.
  ///
  /// - Throws: What kept the server from telling; then the question stays open.
  func decide() async throws(StoreError) {
    if holds(decided.withLock({ $0 })) { return }
    let task = deciding.withLock { running in
      if let running { return running }
      let task = Task.detached { [self] in
        let found = try await survey()
        decided.withLock { $0 = found }
      }
      running = task
      return task
    }
    defer { deciding.withLock { if $0 == task { $0 = nil } } }
    do { try await task.value } catch { throw error as? StoreError ?? .cancelled }
  }

  private func survey() async throws(StoreError) -> Decision {
    let ground = try await link.findGround()
    let run = try await run(of: ground)
    let last = decided.withLock { $0 }
    // The same server that never stopped: what is there now was there when we were.
    if run != nil, run == last.run { return Decision(access: last.access, ground: ground, run: run) }
    var survey = OwnershipSurvey(prefix: prefix)
    var cursor: UInt64 = 0
    while true {
      // Of a part that does not answer nobody knows whose it is.
      let step = ScanStep(cursor: cursor, pattern: [UInt8(ascii: "*")], count: OwnershipSurvey.scanCount)
      switch try await link.scan(step, for: .looking, on: ground) {
      case .refused(let text):
        switch ServerFault(text) {
        case .loading, .busy, .clusterDown, .tryAgain, .moved, .ask: throw .rejected(text)
        default: return Decision(access: .readOnly(.unseen(text)), ground: ground, run: run)
        }
      case .page(let page):
        if let access = survey.see(page.names, next: page.next) {
          return Decision(access: access, ground: ground, run: run)
        }
        cursor = page.next ?? 0
      }
    }
  }

  /// Of a cluster's nodes each has another one, and none speaks for all.
  private func run(of ground: RedisGround) async throws(StoreError) -> String? {
    guard case .server(let generation) = ground else { return nil }
    return try await link.seed.run(in: generation)
  }
}
