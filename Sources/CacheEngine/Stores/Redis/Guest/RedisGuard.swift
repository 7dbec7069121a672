import Synchronization

/// The one way from a store to its connection. A command that may change something passes only where that is allowed,
/// and only for keys below the prefix.
final class RedisGuard: Sendable {
  let link: RedisLink
  private let prefix: [UInt8]
  private let permission: WritePermission
  private let decided: Lock<WriteAccess>
  /// The same for whoever writes much: no lock, no waiting.
  private let isOpen: Atomic<Bool>
  private let decision = Lock<Task<WriteAccess, any Error>?>(nil)
  private let traces = Lock(LookupTraces())

  init(_ link: RedisLink, prefix: [UInt8], permission: WritePermission) {
    self.link = link
    self.prefix = prefix
    self.permission = permission
    let access: WriteAccess =
      switch permission {
      case .allowed: .allowed
      case .unlessForeign: .undecided
      case .never(let reason): .readOnly(reason)
      }
    decided = Lock(access)
    isOpen = Atomic(access == .allowed)
  }

  var access: WriteAccess { decided.withLock { $0 } }

  /// What our own commands added to the server's hits and misses.
  var ownTraces: LookupTraces { traces.withLock { $0 } }

  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    if command.isWrite { try await admit(command) }
    let reply = try await link.send(command, for: purpose)
    if command.leavesTrace { traces.withLock { $0.note(command, reply, for: purpose) } }
    return reply
  }

  func send(_ commands: [RedisCommand], for purpose: RedisPurpose) async throws(StoreError) -> [RedisReply] {
    for command in commands where command.isWrite { try await admit(command) }
    let replies = try await link.send(commands, for: purpose)
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
    decision.withLock { $0 }?.cancel()
    await link.close()
  }

  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    link.report(at: now)
  }

  private nonisolated(nonsending) func admit(_ command: RedisCommand) async throws(StoreError) {
    if !isOpen.load(ordering: .acquiring), case .readOnly(let reason) = try await decide() { throw .readOnly(reason) }
    guard command.keys.allSatisfy({ $0.starts(with: prefix) }) else { throw .readOnly(.outsidePrefix) }
  }

  /// Whether changes are allowed, found out now if that is not known.
  ///
  /// - Throws: What kept the server from telling; then the question stays open.
  func decide() async throws(StoreError) -> WriteAccess {
    let known = access
    guard known == .undecided else { return known }
    let task = decision.withLock { running in
      if let running { return running }
      let task = Task.detached { [self] in try await survey() }
      running = task
      return task
    }
    do {
      let found = try await task.value
      settle(found)
      return found
    } catch {
      decision.withLock { if $0 == task { $0 = nil } }
      throw error as? StoreError ?? .cancelled
    }
  }

  private func settle(_ found: WriteAccess) {
    decided.withLock { $0 = found }
    if found == .allowed { isOpen.store(true, ordering: .releasing) }
  }

  private func survey() async throws(StoreError) -> WriteAccess {
    var survey = OwnershipSurvey(prefix: prefix)
    var cursor: UInt64 = 0
    while true {
      // Of a part that does not answer nobody knows whose it is.
      let step = ScanStep(cursor: cursor, pattern: [UInt8(ascii: "*")], count: OwnershipSurvey.scanCount)
      switch try await link.scan(step, for: .looking) {
      case .refused(let text):
        switch ServerFault(text) {
        case .loading, .busy, .clusterDown, .tryAgain, .moved, .ask: throw .rejected(text)
        default: return .readOnly(.unseen(text))
        }
      case .page(let page):
        if let access = survey.see(page.names, next: page.next) { return access }
        cursor = page.next ?? 0
      }
    }
  }
}
