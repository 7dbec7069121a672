/// What the thread of a connection says about where it stands.
extension RedisShared {
  /// Callers may send from now on. The result is the generation whose replies will come.
  func ready(_ transport: RedisTransport, _ identity: ServerIdentity) -> UInt64 {
    outbox.attach(transport)
    let generation = state.withLock { state in
      if case .closed = state.phase {} else { state.phase = .ready }
      state.flushing = true
      state.identity = identity
      // What a late flush said of the connection before does not count against this one.
      (state.blockedUntil, state.failure) = (nil, nil)
      return state.pipeline.generation
    }
    flush()
    return generation
  }

  /// Gives the connection up. The generation ends before anything else happens, so nothing can be matched any more.
  func poison(_ phase: Phase, reason: String) {
    let waiters = state.withLock { state in
      let waiters = state.pipeline.abandon()
      if case .closed = state.phase {} else { state.phase = phase }
      (state.flushing, state.blockedUntil, state.failure) = (false, nil, nil)
      return waiters
    }
    outbox.detach()
    for waiter in waiters { waiter.resume(returning: .failure(.unavailable(reason))) }
  }

  /// A caller found that replies and commands are out of step: from now on nobody gets anything from this connection.
  func distrust(_ what: String) {
    let (waiters, reason) = state.withLock { state -> ([Waiter], String) in
      guard case .ready = state.phase else { return ([], "") }
      let reason = Self.outOfStep(what, &state)
      let waiters = state.pipeline.abandon()
      state.phase = .down(reason: reason, attempts: 1, retryAt: MonotonicTime.nanoseconds)
      state.failure = RedisFailure(reason)
      return (waiters, reason)
    }
    wake.wake()
    for waiter in waiters { waiter.resume(returning: .failure(.unavailable(reason))) }
  }

  static func outOfStep(_ what: String, _ state: inout State) -> String {
    state.timesOutOfStep += 1
    return "stream out of step (\(state.timesOutOfStep)): \(what)"
  }

  /// Lets the next attempt be made now, also where there would be none.
  func reconnect() {
    state.withLock { state in
      switch state.phase {
      case .down, .refused: state.wantsAttempt = true
      case .starting, .ready, .closed: break
      }
    }
    wake.wake()
  }

  /// Whether the user wants an attempt, asked once.
  func takesWish() -> Bool {
    state.withLock { state in
      defer { state.wantsAttempt = false }
      return state.wantsAttempt
    }
  }

  /// The thread's last act.
  func finish() {
    let closers = state.withLock { state in
      state.finished = true
      defer { state.closers = [] }
      return state.closers
    }
    for closer in closers { closer.resume() }
  }

  var isClosed: Bool {
    state.withLock { if case .closed = $0.phase { true } else { false } }
  }
}
