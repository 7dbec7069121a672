/// Serves callers on a connection that is ready, until something is wrong with it.
struct RedisSession {
  private let shared: RedisShared
  private let generation: UInt64
  /// How long a write may wait before it is asked beside whether the server answers anything else.
  private let doubtAfter: Int64
  private var doubts = false
  /// How long a connection may be silent before the server is asked whether it is still there: together with the second that
  /// a command may take less than two.
  private static let probeAfter: Int64 = 900_000_000
  /// Whether any command was answered.
  private(set) var served = false
  private var quiet = false
  private var lastHeard = MonotonicTime.nanoseconds
  private var replies: [RedisReply] = []
  private var finished: [(RedisConnection.Waiter, RedisReply)] = []

  init(shared: RedisShared, generation: UInt64) {
    self.shared = shared
    self.generation = generation
    doubtAfter = max(1_000_000, shared.commandTimeout / 5)
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
    let phase: RedisShared.Phase =
      failure.kind == .unauthorized
      ? .refused(reason: failure.reason)
      : .down(reason: failure.reason, attempts: 1, retryAt: MonotonicTime.nanoseconds)
    shared.poison(phase, reason: failure.reason)
    for (waiter, _) in finished { waiter.resume(returning: .failure(.unavailable(failure.reason))) }
    finished.removeAll()
    endDoubt(at: MonotonicTime.nanoseconds)
  }

  /// How long to wait: no longer than the oldest command may take. While there is none, until the connection was silent for
  /// so long that the server is asked; at first for a part of what a command could take, so that callers need not wake the
  /// thread for their deadlines; after such a pause they do.
  private mutating func look() throws(RedisFailure) -> (deadline: Int64?, blocked: Bool) {
    let now = MonotonicTime.nanoseconds
    let probeAt = lastHeard + Self.probeAfter
    if now >= probeAt { probeIfIdle() }
    var failure: RedisFailure?
    var doubtAt: Int64?
    let (deadline, blocked) = shared.state.withLock { state -> (Int64?, Bool) in
      failure = state.failure
      if case .closed = state.phase { failure = RedisFailure("closed") }
      let patience = state.blockedUntil
      if let patience, patience <= now {
        failure = failure ?? RedisFailure("the server takes nothing: commands do not leave")
      }
      guard let next = state.pipeline.nextDeadline else {
        state.asleep = quiet
        return (quiet ? probeAt : min(probeAt, now + doubtAfter / 2), patience != nil)
      }
      if next <= now { failure = failure ?? silence(state.pipeline.oldestIsWrite) }
      if state.pipeline.oldestIsWrite, patience == nil {
        doubtAt = max(next - shared.commandTimeout, lastHeard) + doubtAfter
      }
      return (min(next, patience ?? next), patience != nil)
    }
    if let failure { throw failure }
    return (try doubt(from: doubtAt, at: now, or: deadline), blocked)
  }

  /// A write that waits for long, while the server answers somebody else, is being kept waiting, and everything behind it
  /// with it. The result is until when to wait.
  private mutating func doubt(from start: Int64?, at now: Int64, or deadline: Int64?) throws(RedisFailure) -> Int64? {
    guard shared.settings.asksBeside, let start else {
      endDoubt(at: now)
      return deadline
    }
    guard start <= now else {
      endDoubt(at: now)
      return deadline.map { min($0, start) } ?? start
    }
    doubts = true
    guard case .proven = shared.writes.suspect(at: now) else { return deadline }
    shared.writes.hold(at: now)
    throw RedisFailure(RedisWrites.reason)
  }

  private mutating func endDoubt(at now: Int64) {
    guard doubts else { return }
    doubts = false
    shared.writes.endSuspicion(at: now)
  }

  private func silence(_ isWrite: Bool) -> RedisFailure {
    let hint = isWrite ? " to a write (are writes paused?)" : ""
    return RedisFailure("no answer within \(shared.settings.commandTimeout.text)\(hint)")
  }

  private func probeIfIdle() {
    if shared.state.withLock({ $0.pipeline.outstanding == 0 }) { shared.probe() }
  }

  private func resumeFlushing() {
    shared.state.withLock { $0.blockedUntil = nil }
    shared.flush()
  }

  private mutating func receive(from context: inout HiredisContext) throws(RedisFailure) {
    var failure: RedisFailure?
    do throws(RedisFailure) { try context.receive(into: &replies) } catch { failure = error }
    lastHeard = MonotonicTime.nanoseconds
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
        case .outOfStep(let what): failure = RedisFailure(RedisShared.outOfStep(what, &state))
        }
        if case .error(let text) = reply, case .passwordWanted = ServerFault(text) {
          failure = RedisFailure(ServerFault.passwordWanted.sentence(for: text), .unauthorized)
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
