/// How a cluster's slots are learned: from any node that tells them, one question at a time.
extension RedisCluster {
  /// Asks again, in the background, because something does not agree with what is known; at most twice a second.
  ///
  /// - Parameter node: who knows best, as far as can be told.
  func doubt(preferring node: ClusterNode? = nil) {
    state.withLock { state in
      guard !state.isClosed, state.learning == nil, state.pace.mayAsk(at: MonotonicTime.nanoseconds) else { return }
      state.learning = begin(preferring: node)
    }
  }

  /// Asks again, and waits for the answer to a question that was not asked before now.
  func learn() async throws(StoreError) -> SlotMap {
    if let running = state.withLock({ $0.learning }) { await running.value }
    let task = try state.withLock { (state) throws(StoreError) in
      if state.isClosed { throw .closed }
      let task = state.learning ?? begin(preferring: nil)
      state.learning = task
      return task
    }
    await task.value
    let (map, failure, isClosed) = state.withLock { ($0.map, $0.failure, $0.isClosed) }
    if isClosed { throw .closed }
    if let failure { throw .unavailable(failure) }
    guard let map else { throw .unavailable("no node tells the cluster's slots") }
    return map
  }

  private func begin(preferring node: ClusterNode?) -> Task<Void, Never> {
    Task.detached { [self] in
      let outcome = await ask(preferring: node)
      state.withLock { state in
        state.learning = nil
        switch outcome {
        case .success(let map): adopt(map, &state)
        case .failure(let reason): state.failure = reason.reason
        }
      }
    }
  }

  private func ask(preferring node: ClusterNode?) async -> Result<SlotMap, RedisFailure> {
    var reason: String?
    for node in candidates(preferring: node) {
      do throws(StoreError) {
        let reply = try await connection(to: node).send(.clusterSlots, for: .upkeep)
        if case .error(let text) = reply { reason = reason ?? text }
        if let map = try SlotMap(reply, askedHost: node?.host ?? network.askedHost) { return .success(map) }
      } catch .unavailable(let text) {
        reason = reason ?? text
      } catch {
        reason = reason ?? error.description
      }
    }
    return .failure(RedisFailure(reason ?? "no node tells the cluster's slots"))
  }

  /// In which order nodes are asked: who can answer at once goes first. `nil` is the server that was named.
  private func candidates(preferring node: ClusterNode?) -> [ClusterNode?] {
    let (map, connections) = state.withLock { ($0.map, $0.connections) }
    let masters = map?.masters ?? []
    let ready = masters.filter { connections[$0]?.isReady == true }
    let others = masters.filter { connections[$0]?.isReady != true && connections[$0]?.trouble == nil }
    let first: [ClusterNode?] = node.map { [$0] } ?? []
    let seeded: [ClusterNode?] = [nil]
    let order = first + ready + (seed.isReady ? seeded + others : others + seeded) + (map?.replicas ?? [])
    return Array(order.prefix(16))
  }

  /// Drops the connections to nodes that left. Whoever still waits for one of those keeps it alive until then.
  private func adopt(_ map: SlotMap, _ state: inout State) {
    (state.map, state.failure) = (map, nil)
    let now = MonotonicTime.nanoseconds
    state.guests = state.guests.filter { now - $0.value < Self.guestTime }
    let kept = Set(map.masters).union(state.guests.keys)
    for (node, connection) in state.connections where !kept.contains(node) {
      state.connections[node] = nil
      state.retire(connection)
    }
  }
}
