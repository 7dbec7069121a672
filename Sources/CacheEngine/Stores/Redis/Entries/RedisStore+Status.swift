extension RedisStore {
  public func close() async {
    await connection.close()
  }

  /// Makes the next attempt to connect now, also where the server refused us and there would be none.
  public func reconnect() {
    connection.link.reconnect()
  }

  /// Where to ask each of the servers that have keys.
  var masters: [RedisAddress] { connection.link.masters }

  /// - Note: `entries` counts what this process wrote and believes alive; a list says what the server holds in all.
  public func status(at now: Timestamp) -> StoreStatus {
    let (health, commands) = connection.report(at: now)
    return journal.withLock { journal in
      journal.sweep(at: now)
      var status = StoreStatus(
        kind: "redis", place: place + (connection.link.remark.map { ", \($0)" } ?? ""),
        warning: connection.link.warning,
        dialect: .redis(prefix: String(decoding: names.prefix, as: UTF8.self)), health: health,
        entries: journal.living, departures: journal.departures,
        commands: commands, recentlyLeft: journal.recentlyLeft(since: now.advanced(by: .seconds(-5))))
      status.access = connection.access
      return status
    }
  }
}

extension RedisConnection {
  /// How the connection stands, with the server's real time told in the lab's: as far from `now` as it is from now.
  func report(at now: Timestamp) -> (health: StoreHealth, commands: CommandCounts) {
    let (phase, isResolving, counts) = shared.state.withLock { ($0.phase, $0.isResolving, $0.counts) }
    switch phase {
    case .starting: return (isResolving ? .resolving : .connecting, counts)
    case .ready: return (.up, counts)
    case .refused(let reason): return (.refused(reason: reason), counts)
    case .closed: return (.down(reason: "closed", attempts: 0, retryAt: .distantFuture), counts)
    case .down(let reason, let attempts, let retryAt):
      let left = Duration.nanoseconds(max(0, retryAt - MonotonicTime.nanoseconds))
      return (.down(reason: reason, attempts: attempts, retryAt: now.advanced(by: left)), counts)
    }
  }
}
