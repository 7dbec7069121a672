/// What a server says on its own after it was asked to once: on a connection of its own, which the thread of a
/// ``RedisConnection`` makes, guards and makes anew.
///
/// Bounded: what nobody takes in time is skipped, the oldest first, and counted.
final class RedisFeed: Sendable {
  /// The only two commands there are outside of ``RedisCommand``: after either of them a connection is no good for
  /// commands, so that neither may ever be put in line with others.
  enum Opening: Hashable, Sendable {
    /// Notifications on channels that match.
    case subscribe(patterns: [[UInt8]])
    /// Every command of every client: only ever for a moment, and after whoever watches was told what it costs.
    case monitor

    var encoded: [UInt8] {
      var encoder = RedisEncoder()
      switch self {
      case .subscribe(let patterns):
        encoder.begin(words: 1 + patterns.count)
        encoder.word("PSUBSCRIBE")
        for pattern in patterns { encoder.word(pattern) }
      case .monitor:
        encoder.begin(words: 1)
        encoder.word("MONITOR")
      }
      return encoder.bytes
    }
  }

  struct Item: Sendable {
    var reply: RedisReply
    /// When it came, by ``MonotonicTime``.
    var at: Int64
    /// On which connection it came.
    var session: UInt64
  }

  static let capacity = 16_384

  let opening: Opening
  private let state = Lock(State())

  private struct State {
    var items = ArrayQueue<Item>()
    var skipped: UInt64 = 0
    /// Why the server refused the opening.
    var refusal: String?
    var session: UInt64 = 0
  }

  init(_ opening: Opening) {
    self.opening = opening
  }

  /// What came since the last call, oldest first.
  func take() -> [Item] {
    state.withLock { state in
      var items: [Item] = []
      while let item = state.items.popFirst() { items.append(item) }
      return items
    }
  }

  /// How many were skipped so far.
  var skipped: UInt64 { state.withLock { $0.skipped } }

  /// The server's words when it does not let us; `nil` when it does, as far as one knows.
  var refusal: String? { state.withLock { $0.refusal } }

  /// Which connection it is that the server tells on now; another server may be behind the next one.
  var session: UInt64 { state.withLock { $0.session } }

  func beginSession() {
    state.withLock { $0.session += 1 }
  }

  func put(_ replies: [RedisReply]) {
    let now = MonotonicTime.nanoseconds
    state.withLock { state in
      for reply in replies {
        if case .error(let text) = reply { state.refusal = text } else { state.refusal = nil }
        state.items.append(Item(reply: reply, at: now, session: state.session))
        if state.items.count > Self.capacity {
          _ = state.items.popFirst()
          state.skipped += 1
        }
      }
    }
  }
}
