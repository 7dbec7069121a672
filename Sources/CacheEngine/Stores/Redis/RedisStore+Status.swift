extension RedisStore {
  public func close() async {
    await connection.close()
  }

  /// - Note: `entries` counts what this process wrote and believes alive; a list says what the server holds in all.
  public func status(at now: Timestamp) -> StoreStatus {
    let (health, commands) = connection.report(at: now)
    return journal.withLock { journal in
      journal.sweep(at: now)
      return StoreStatus(
        kind: "redis", place: place, health: health, entries: journal.living, departures: journal.departures,
        commands: commands, recentlyLeft: journal.recentlyLeft(since: now.advanced(by: .seconds(-5))))
    }
  }

  public func command(for operation: StoreOperation) -> StoreCommand {
    let command: RedisCommand
    var valueSize: Int?
    switch operation {
    case .get(let key): command = .get(key: name(of: key))
    case .delete(let key): command = .unlink(keys: [name(of: key)])
    case .set(let key, let size, let ttl):
      valueSize = size
      command = .set(key: name(of: key), value: [], milliseconds: ttl?.wholeMilliseconds, onlyIfAbsent: false)
    }
    var words = command.words.map { String(decoding: $0, as: UTF8.self) }
    if let valueSize { words[2] = "<\(valueSize) B>" }
    return StoreCommand(words: words)
  }
}

extension RedisConnection {
  /// How the connection stands, with the server's real time told in the lab's: as far from `now` as it is from now.
  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    let (phase, counts) = shared.state.withLock { ($0.phase, $0.counts) }
    switch phase {
    case .starting: return (.connecting, counts)
    case .ready: return (.up, counts)
    case .closed: return (.down(reason: "closed", attempts: 0, retryAt: .distantFuture), counts)
    case .down(let reason, let attempts, let retryAt):
      let left = Duration.nanoseconds(max(0, retryAt - MonotonicTime.nanoseconds))
      return (.down(reason: reason, attempts: attempts, retryAt: now.advanced(by: left)), counts)
    }
  }
}
