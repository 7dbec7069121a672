extension RedisConnection {
  /// What the server said of itself when it was last greeted; `nil` before that.
  var identity: ServerIdentity? { shared.state.withLock { $0.identity } }

  /// Which connection it is, counted from the first attempt: another one may lead to another server.
  var generation: UInt64 { shared.state.withLock { $0.pipeline.generation } }

  /// Whether commands can go out at this moment.
  var isReady: Bool { shared.state.withLock { if case .ready = $0.phase { true } else { false } } }

  /// Why commands cannot go out at this moment; `nil` when they can, or nobody knows yet.
  var trouble: String? {
    shared.state.withLock { if case .down(let reason, _, _) = $0.phase { reason } else { nil } }
  }
}
