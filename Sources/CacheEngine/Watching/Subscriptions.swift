/// Subscriptions to what servers tell of their keys: a connection each, because every node of a cluster tells of its own keys
/// only.
///
/// Bounded by ``SlotMap/mostNodes``. A node that is no master any more is listened to no longer.
final class Subscriptions: Sendable {
  private struct Line {
    var address: RedisAddress
    var feed: RedisFeed
    /// `nil` where the process has no descriptor or thread left: then it is tried again.
    var connection: RedisConnection?
    var echo = KeyspaceEcho()
    /// On which of its connections the server has told of a key: one that was started anew may not tell any more.
    var toldIn: UInt64?

    var tells: Bool { toldIn == feed.session && connection?.isReady == true }
  }

  /// A notification, and when it came, by ``MonotonicTime``.
  struct Told {
    var message: KeyspaceMessage
    var at: Int64
  }

  private struct State {
    var lines: [Line] = []
    /// What was skipped on lines that are no more.
    var skipped: UInt64 = 0
    var isClosed = false
  }

  private let settings: RedisSettings
  private let pattern: String
  private let state = Lock(State())

  init(_ settings: RedisSettings, pattern: String) {
    (self.settings, self.pattern) = (settings, pattern)
  }

  /// Listens to these servers, and to no others.
  func follow(_ addresses: [RedisAddress]) {
    let dropped = state.withLock { state -> [RedisConnection] in
      if state.isClosed { return [] }
      let old = state.lines
      state.lines = addresses.prefix(SlotMap.mostNodes).map { address in
        var line = old.first { $0.address == address } ?? Line(address: address, feed: feed)
        line.connection = line.connection ?? connect(to: address, line.feed)
        return line
      }
      let gone = old.filter { line in !state.lines.contains { $0.address == line.address } }
      for line in gone { state.skipped += line.feed.skipped }
      return gone.compactMap(\.connection)
    }
    for connection in dropped { connection.shared.stop(closer: nil) }
  }

  private var feed: RedisFeed {
    RedisFeed(.subscribe(patterns: KeyspaceMessage.channels(of: pattern, database: settings.address.database)))
  }

  private func connect(to address: RedisAddress, _ feed: RedisFeed) -> RedisConnection? {
    var own = settings
    own.address = address
    own.jitter = settings.jitter.split(address.description)
    own.feed = feed
    return try? RedisConnection(own)
  }

  /// What came since the last call, one server after the other, of each the oldest first.
  func take() -> [Told] {
    state.withLock { state in
      var told: [Told] = []
      for place in state.lines.indices {
        for item in state.lines[place].feed.take() {
          guard let message = KeyspaceMessage(item.reply, database: settings.address.database) else { continue }
          state.lines[place].toldIn = item.session
          if !state.lines[place].echo.repeats(message) { told.append(Told(message: message, at: item.at)) }
        }
      }
      return told
    }
  }

  /// The servers that are listened to, in the order of their slots.
  var nodes: [WatchedNode] {
    state.withLock { state in
      state.lines.map { line in
        WatchedNode(
          place: line.address.place, tells: line.tells,
          isAway: line.feed.refusal == nil && line.connection?.trouble != nil)
      }
    }
  }

  /// Notifications that came too fast to be taken in.
  var skipped: UInt64 {
    state.withLock { state in state.lines.reduce(state.skipped) { $0 + $1.feed.skipped } }
  }

  /// The words of the first server that does not let us.
  var refusal: String? {
    state.withLock { state in state.lines.lazy.compactMap(\.feed.refusal).first }
  }

  func close() async {
    let lines = state.withLock { state in
      state.isClosed = true
      return state.lines
    }
    for line in lines { await line.connection?.close() }
  }
}
