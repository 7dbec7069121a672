import Synchronization

/// One connection to a Redis server that any number of callers share: commands go out in the order they come, several
/// in one write, and nobody waits for another's reply before sending.
///
/// A thread of its own does all talking (``RedisThread``); callers await. A caller that is cancelled stops waiting at
/// once, and its reply is dropped when it comes. After anything doubtful the connection is given up as a whole and made
/// anew, because a stream that has lost its place would give callers each other's values.
final class RedisConnection: Sendable {
  typealias Outcome = Result<RedisReply, StoreError>
  /// A waiter stands in one slot of the pipeline and is taken out of it, under the lock, before it is resumed; what is
  /// taken is resumed once, and ``RedisPipeline/abandon()`` takes all that are left. Checked, because ThreadSanitizer does
  /// not see that what follows an unchecked one comes after its reply.
  typealias Waiter = CheckedContinuation<Outcome, Never>

  let shared: RedisShared
  private let callers = Atomic<UInt64>(1)

  init(_ settings: RedisSettings) throws(StoreError) {
    guard let wake = WakePipe() else { throw .unavailable("no file descriptors left") }
    let shared = RedisShared(settings: settings, wake: wake)
    self.shared = shared
    guard DetachedThread.start({ RedisThread.run(shared) }) else { throw .unavailable("no thread left") }
  }

  deinit {
    shared.stop(closer: nil)
  }

  /// Sends one command and waits for its reply, which may be the server's error.
  ///
  /// - Parameter generation: The only one in which it may be sent; `nil` for any.
  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose, in generation: UInt64? = nil
  ) async throws(StoreError) -> RedisReply {
    if shared.writes.areHeld, command.isWrite {
      return try await sendHeld([command], for: purpose, in: generation).first ?? .null
    }
    return try await wait { caller, waiter in
      self.shared.submit(count: 1, purpose, in: generation, waiter) { pipeline, deadline in
        pipeline.append(command, caller: caller, waiter: waiter, deadline: deadline)
      }
    }
  }

  /// Sends commands without any other between them; the replies come together, in the order of the commands.
  func send(
    _ commands: [RedisCommand], for purpose: RedisPurpose, in generation: UInt64? = nil
  ) async throws(StoreError) -> [RedisReply] {
    guard !commands.isEmpty else {
      if shared.isClosed { throw .closed }
      return []
    }
    if shared.writes.areHeld, commands.contains(where: \.isWrite) {
      return try await sendHeld(commands, for: purpose, in: generation)
    }
    let reply = try await wait { caller, waiter in
      self.shared.submit(count: commands.count, purpose, in: generation, waiter) { pipeline, deadline in
        pipeline.append(commands, caller: caller, waiter: waiter, deadline: deadline)
      }
    }
    return reply.elements ?? []
  }

  /// While the server answers reads only. Where it does not answer at all, the connection says so itself.
  private nonisolated(nonsending) func sendHeld(
    _ commands: [RedisCommand], for purpose: RedisPurpose, in generation: UInt64?
  ) async throws(StoreError) -> [RedisReply] {
    if let trouble { throw .unavailable(trouble) }
    if shared.isClosed { throw .closed }
    let replies = try await shared.writes.attempt(commands) { (beside) throws(StoreError) in
      guard let generation else { return true }
      guard let run = try await self.run(in: generation) else { return false }
      return try await beside.run(in: beside.generation) == run
    }
    shared.count(commands.count, purpose)
    return replies
  }

  /// Returns when the server has shown that replies and commands are in step.
  func prove() async throws(StoreError) {
    let nonce = Array(String(shared.state.withLock { $0.pipeline.nonce() }).utf8)
    let reply = try await send(.echo(nonce), for: .looking)
    // A user may not be allowed to ECHO.
    if case .error = reply { return }
    guard reply.bytes == nonce else {
      shared.distrust("a wrong echo")
      throw .unavailable("stream out of step: a wrong echo")
    }
  }

  /// Ends the thread, and fails everyone who waits with ``StoreError/closed``. Returns when the socket is closed.
  func close() async {
    await withCheckedContinuation { shared.stop(closer: $0) }
    await shared.writes.close()
  }

  /// A cancellation that comes before the command is in line finds nobody to finish, but has set the task's flag by then,
  /// which is read after: so exactly one of the two ends the wait.
  // In the caller's isolation, like all that a hit awaits: every change of it would cost a look for the executor.
  @inline(__always)
  private nonisolated(nonsending) func wait(
    _ submit: (UInt64, Waiter) -> Void
  ) async throws(StoreError) -> RedisReply {
    if Task.isCancelled { throw .cancelled }
    let caller = callers.wrappingAdd(1, ordering: .relaxed).oldValue
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: Waiter) in
        submit(caller, waiter)
        if Task.isCancelled { shared.cancel(caller: caller) }
      }
    } onCancel: {
      shared.cancel(caller: caller)
    }
    return try outcome.get()
  }
}

/// On whose account a command is.
enum RedisPurpose: Sendable {
  case request, looking
  /// The connection's own affairs, which nobody asked for: not counted, like the handshake.
  case upkeep
}

extension CommandCounts {
  mutating func add(_ commands: UInt64, for purpose: RedisPurpose) {
    switch purpose {
    case .request: forRequests += commands
    case .looking: forLooking += commands
    case .upkeep: break
    }
  }
}

/// How to reach a server and how long to wait for it.
struct RedisSettings: Sendable {
  var address: RedisAddress
  /// For connecting, and again for the handshake.
  var connectTimeout = Duration.seconds(1)
  var commandTimeout = Duration.seconds(1)
  /// How long bytes may wait for a socket that is full.
  var writeTimeout = Duration.seconds(1)
  var clientName: String
  var jitter: SeededGenerator
  /// What the server tells on its own; commands cannot be sent then.
  var feed: RedisFeed?
  /// Is told what the server says of itself, each time, before anything that it answers then is taken in.
  var greeted: (@Sendable (ServerIdentity) -> Void)?
  /// Whether a server that says it is part of no cluster is not the one that is meant.
  var mustBeInCluster = false
  /// Whether the server may be asked on a second connection why a write is not answered.
  var asksBeside = true
}
