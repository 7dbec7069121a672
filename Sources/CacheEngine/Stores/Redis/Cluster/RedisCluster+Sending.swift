/// Sending commands to the nodes that have their keys.
extension RedisCluster {
  /// Sends one command and waits for its reply, which may be the server's error.
  nonisolated(nonsending) func send(
    _ command: RedisCommand, for purpose: RedisPurpose
  ) async throws(StoreError) -> RedisReply {
    let keys = command.keys
    // Nearly always the owner answers, and nothing has to be taken to pieces.
    guard keys.count == 1 else { return try await send([command], for: purpose).first ?? .null }
    var batch = ClusterBatch([command], masters: [])
    let errand = ClusterBatch.Errand(command, to: owner(of: HashSlot(of: keys[0])))
    let replies = try await run(errand, for: purpose)
    guard case .error? = replies.first else {
      recovered()
      return replies.first ?? .null
    }
    heed(batch.take(replies, of: errand, askedHost: host(of: errand)))
    try await finish(&batch, for: purpose)
    return batch.replies?.first ?? .null
  }

  /// Sends commands, those for one node without any other between them; the replies come in the order of the commands.
  nonisolated(nonsending) func send(
    _ commands: [RedisCommand], for purpose: RedisPurpose
  ) async throws(StoreError) -> [RedisReply] {
    if state.withLock({ $0.isClosed }) { throw .closed }
    let asksAll = commands.contains(where: \.asksEverywhere)
    var masters = map?.masters ?? []
    if asksAll, masters.isEmpty { masters = try await learn().masters }
    var batch = ClusterBatch(commands, masters: masters)
    try await finish(&batch, for: purpose)
    return batch.replies ?? []
  }

  /// Sends commands that are only for eyes; `nil` stands for a reply of a node that does not answer.
  func look(_ commands: [RedisCommand]) async throws(StoreError) -> [RedisReply?] {
    if state.withLock({ $0.isClosed }) { throw .closed }
    let masters = try await knownMap().masters
    var batch = ClusterBatch(commands, masters: masters, isForEyes: true)
    try await finish(&batch, for: .looking)
    return batch.answers ?? []
  }

  private nonisolated(nonsending) func finish(
    _ batch: inout ClusterBatch, for purpose: RedisPurpose
  ) async throws(StoreError) {
    var patience = ClusterPatience()
    while true {
      if batch.answers != nil {
        if !batch.isForEyes { recovered() }
        return
      }
      if let failure = batch.failure { throw failure }
      if try await round(&batch, for: purpose) {
        guard let pause = patience.next() else {
          if !batch.isForEyes { throw .unavailable("the keys' slot is being moved") }
          batch.loseTheRest()
          continue
        }
        guard (try? await Task.sleep(for: pause)) != nil else { throw .cancelled }
      }
    }
  }

  /// Sends what is still to be sent, once. True when some of it should be asked again in a moment.
  private nonisolated(nonsending) func round(
    _ batch: inout ClusterBatch, for purpose: RedisPurpose
  ) async throws(StoreError) -> Bool {
    let errands = batch.errands(owner: owner)
    var news: [ClusterBatch.News] = []
    if errands.count == 1, !batch.isForEyes {
      let replies = try await run(errands[0], for: purpose)
      news = batch.take(replies, of: errands[0], askedHost: host(of: errands[0]))
    } else {
      let outcomes = await withTaskGroup(of: Outcome.self) { group in
        for (index, errand) in errands.enumerated() {
          group.addTask { [self] in await outcome(of: errand, at: index, for: purpose) }
        }
        return await group.reduce(into: [Int: Result<[RedisReply], StoreError>]()) { $0[$1.place] = $1.replies }
      }
      for (index, errand) in errands.enumerated() {
        if batch.isForEyes, case .failure(.unavailable)? = outcomes[index] {
          batch.lose(errand)
          continue
        }
        guard let replies = try outcomes[index]?.get() else { throw .unavailable("no outcome of an errand") }
        news += batch.take(replies, of: errand, askedHost: host(of: errand))
      }
    }
    heed(news)
    return news.contains(.notYet)
  }

  private struct Outcome: Sendable {
    /// Which errand.
    var place: Int
    var replies: Result<[RedisReply], StoreError>
  }

  /// The replies are awaited before the outcome is put together: optimised code of Swift 6.3 loses what stands beside an
  /// `await` in a tuple that a child task returns, and one node's replies would go to another's commands.
  private nonisolated(nonsending) func outcome(
    of errand: ClusterBatch.Errand, at place: Int, for purpose: RedisPurpose
  ) async -> Outcome {
    let replies: Result<[RedisReply], StoreError>
    do throws(StoreError) {
      replies = .success(try await run(errand, for: purpose))
    } catch {
      replies = .failure(error)
    }
    return Outcome(place: place, replies: replies)
  }

  private func host(of errand: ClusterBatch.Errand) -> String { errand.node?.host ?? network.askedHost }

  private nonisolated(nonsending) func run(
    _ errand: ClusterBatch.Errand, for purpose: RedisPurpose
  ) async throws(StoreError) -> [RedisReply] {
    do throws(StoreError) {
      let connection = try connection(to: errand.node)
      if errand.commands.count == 1 { return [try await connection.send(errand.commands[0], for: purpose)] }
      return try await connection.send(errand.commands, for: purpose)
    } catch .unavailable(let reason) {
      doubt()
      throw .unavailable(errand.node.map { "\($0): \(reason)" } ?? reason)
    }
  }

  /// What a reply told of the cluster goes into what is known of it.
  private func heed(_ news: [ClusterBatch.News]) {
    for told in news {
      switch told {
      case .moved(let slot, let node):
        state.withLock { _ = $0.map?.assign(slot.number...slot.number, to: node) }
        doubt(preferring: node)
      case .redirectedOnce(let node):
        state.withLock { $0.guests[node] = MonotonicTime.nanoseconds }
      case .notYet: break
      case .down(let words):
        state.withLock { $0.down = words }
        doubt()
      }
    }
  }

  private func recovered() {
    state.withLock { if $0.down != nil { $0.down = nil } }
  }
}
