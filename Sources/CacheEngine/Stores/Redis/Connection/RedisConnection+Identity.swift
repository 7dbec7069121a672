extension RedisConnection {
  /// What the server said of itself when it was last greeted; `nil` before that.
  var identity: ServerIdentity? { shared.state.withLock { $0.identity } }

  /// Which connection it is, counted from the first attempt: another one may lead to another server.
  var generation: UInt64 { shared.state.withLock { $0.pipeline.generation } }

  /// The server's own number, another one after every start; `nil` where it does not tell.
  nonisolated(nonsending) func run(in generation: UInt64) async throws(StoreError) -> String? {
    let told = try await send(.info, for: .upkeep, in: generation)
    return told.bytes.flatMap { ServerCounters(info: $0).runs.first }
  }

  /// Whether commands can go out at this moment.
  var isReady: Bool { shared.state.withLock { if case .ready = $0.phase { true } else { false } } }

  /// Why commands cannot go out at this moment; `nil` when they can, or nobody knows yet.
  var trouble: String? {
    shared.state.withLock { if case .down(let reason, _, _) = $0.phase { reason } else { nil } }
  }

  /// What the user should know; `nil` when there is nothing.
  var warning: String? {
    shared.writes.arePaused(at: MonotonicTime.nanoseconds) ? "writes paused? The server answers reads only" : nil
  }
}
