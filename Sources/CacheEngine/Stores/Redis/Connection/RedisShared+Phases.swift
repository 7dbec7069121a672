/// What the thread of a connection says about where it stands.
extension RedisShared {
  /// Callers may send from now on. The result is the generation whose replies will come.
  func ready(_ transport: RedisTransport) -> UInt64 {
    outbox.attach(transport)
    let generation = state.withLock { state in
      if case .closed = state.phase {} else { state.phase = .ready }
      state.flushing = true
      // What a late flush said of the connection before does not count against this one.
      (state.blocked, state.failure) = (false, nil)
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
      (state.flushing, state.blocked, state.failure) = (false, false, nil)
      return waiters
    }
    outbox.detach()
    for waiter in waiters { waiter.resume(returning: .failure(.unavailable(reason))) }
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
