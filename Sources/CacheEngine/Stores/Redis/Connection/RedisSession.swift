/// Serves callers on a connection that is ready, until something is wrong with it.
struct RedisSession {
  private let shared: RedisShared
  private let generation: UInt64
  private let halfTimeout: Int64
  /// Whether any command was answered.
  private(set) var served = false
  private var quiet = false
  private var replies: [RedisReply] = []
  private var finished: [(RedisConnection.Waiter, RedisReply)] = []

  init(shared: RedisShared, generation: UInt64) {
    self.shared = shared
    self.generation = generation
    halfTimeout = max(1_000_000, shared.settings.commandTimeout.wholeNanoseconds / 2)
  }

  mutating func serve(_ context: inout HiredisContext) throws(RedisFailure) {
    do throws(RedisFailure) {
      try exchange(on: &context)
    } catch {
      giveUp(error)
      throw error
    }
  }

  /// Goes on until something is wrong.
  private mutating func exchange(on context: inout HiredisContext) throws(RedisFailure) {
    while true {
      let (deadline, blocked) = try look()
      let ready = try RedisWait.poll(
        context.descriptor, reading: true, writing: blocked, until: deadline, wake: shared.wake)
      if ready.writable { resumeFlushing() }
      if ready.readable { try receive(from: &context) }
      quiet = !ready.readable && !ready.writable
    }
  }

  /// The generation ends before anybody hears of the failure. What came in one read with nonsense is failed as well: the
  /// stream may have lost its place before it showed.
  private mutating func giveUp(_ failure: RedisFailure) {
    let down = RedisShared.Phase.down(reason: failure.reason, attempts: 1, retryAt: MonotonicTime.nanoseconds)
    shared.poison(down, reason: failure.reason)
    for (waiter, _) in finished { waiter.resume(returning: .failure(.unavailable(failure.reason))) }
    finished.removeAll()
  }

  /// How long to wait: no longer than the oldest command may take. While there is none, half as long as one could take,
  /// so that callers need not wake the thread for their deadlines; after such a pause, until a caller wakes it.
  private func look() throws(RedisFailure) -> (deadline: Int64?, blocked: Bool) {
    let now = MonotonicTime.nanoseconds
    var reason: String?
    let (deadline, blocked) = shared.state.withLock { state -> (Int64?, Bool) in
      reason = state.failure
      if case .closed = state.phase { reason = "closed" }
      guard let next = state.pipeline.nextDeadline else {
        state.asleep = quiet
        return (quiet ? nil : now + halfTimeout, state.blocked)
      }
      if next <= now { reason = reason ?? "no answer within \(shared.settings.commandTimeout)" }
      return (next, state.blocked)
    }
    if let reason { throw RedisFailure(reason) }
    return (deadline, blocked)
  }

  private func resumeFlushing() {
    shared.state.withLock { $0.blocked = false }
    shared.flush()
  }

  private mutating func receive(from context: inout HiredisContext) throws(RedisFailure) {
    var failure: RedisFailure?
    do throws(RedisFailure) { try context.receive(into: &replies) } catch { failure = error }
    guard !replies.isEmpty else {
      if let failure { throw failure }
      return
    }
    shared.state.withLock { state in
      state.lonely = replies.count == 1
      for reply in replies {
        switch state.pipeline.deliver(reply, generation: generation) {
        case .finished(let waiter, let reply): finished.append((waiter, reply))
        case .absorbed: break
        case .outOfStep(let what): failure = RedisFailure("stream out of step: \(what)")
        }
        if failure != nil { break }
      }
    }
    replies.removeAll(keepingCapacity: true)
    if let failure { throw failure }
    served = served || !finished.isEmpty
    for (waiter, reply) in finished { waiter.resume(returning: .success(reply)) }
    finished.removeAll(keepingCapacity: true)
  }
}
