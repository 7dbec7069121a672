/// Serves callers on a connection that is ready, until something is wrong with it.
struct RedisSession {
  private let shared: RedisShared
  private let generation: UInt64
  /// Whether any command was answered.
  private(set) var served = false
  private var sending: [UInt8] = []
  private var sent = 0
  private var replies: [RedisReply] = []
  private var finished: [(RedisConnection.Waiter, RedisReply)] = []

  init(shared: RedisShared, generation: UInt64) {
    self.shared = shared
    self.generation = generation
  }

  mutating func serve(_ context: inout HiredisContext) throws(RedisFailure) {
    while true {
      let deadline = try takeWork()
      while sent < sending.count {
        let taken = try Socket.send(sending, from: sent, to: context.descriptor)
        if taken == 0 { break }
        sent += taken
      }
      let ready = try RedisWait.poll(
        context.descriptor, reading: true, writing: sent < sending.count, until: deadline, wake: shared.wake)
      if ready.readable { try receive(from: &context) }
    }
  }

  /// Takes what is to be sent, and says when the oldest command's time is up. From here on a caller must wake the thread.
  private mutating func takeWork() throws(RedisFailure) -> Int64? {
    let idle = sent == sending.count
    let (deadline, closed) = shared.state.withLock { state -> (Int64?, Bool) in
      if case .closed = state.phase { return (nil, true) }
      if idle {
        state.pipeline.takeUnsent(exchanging: &sending)
        sent = 0
      }
      state.awake = false
      return (state.pipeline.nextDeadline, false)
    }
    if closed { throw RedisFailure("closed") }
    if let deadline, MonotonicTime.nanoseconds >= deadline {
      throw RedisFailure("no answer within \(shared.settings.commandTimeout)")
    }
    return deadline
  }

  private mutating func receive(from context: inout HiredisContext) throws(RedisFailure) {
    var failure: RedisFailure?
    do throws(RedisFailure) { try context.receive(into: &replies) } catch { failure = error }
    guard !replies.isEmpty else {
      if let failure { throw failure }
      return
    }
    shared.state.withLock { state in
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
    defer { finished.removeAll(keepingCapacity: true) }
    if let failure {
      // What came in one read with nonsense is no better: the stream may have lost its place before it showed.
      let down = RedisShared.Phase.down(reason: failure.reason, attempts: 1, retryAt: MonotonicTime.nanoseconds)
      shared.poison(down, reason: failure.reason)
      for (waiter, _) in finished { waiter.resume(returning: .failure(.unavailable(failure.reason))) }
      throw failure
    }
    for (waiter, reply) in finished { waiter.resume(returning: .success(reply)) }
    served = served || !finished.isEmpty
  }
}
