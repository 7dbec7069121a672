/// Receives what a ``RedisFeed`` is told, until something is wrong with the connection.
struct RedisFeedSession {
  /// A quiet subscription is asked so often whether it is alive, and given up when nothing came for twice as long: a link
  /// that died in silence is noticed within two seconds.
  private static let pingInterval: Int64 = 600_000_000

  /// Whether anything came.
  private(set) var served = false
  private let feed: RedisFeed
  private let shared: RedisShared
  private var unsent: [UInt8]
  private var sent = 0
  private var heardAt = MonotonicTime.nanoseconds
  private var askedAt = MonotonicTime.nanoseconds
  private var replies: [RedisReply] = []

  init(_ feed: RedisFeed, shared: RedisShared) {
    self.feed = feed
    self.shared = shared
    unsent = feed.opening.encoded
    feed.beginSession()
  }

  mutating func serve(_ context: inout HiredisContext) throws(RedisFailure) {
    while true {
      if shared.isClosed { throw RedisFailure("closed") }
      try ask()
      if sent < unsent.count { sent += try context.transport.send(unsent, from: sent) }
      let ready = try RedisWait.poll(
        context.descriptor, reading: true, writing: sent < unsent.count,
        until: MonotonicTime.nanoseconds + Self.pingInterval, wake: shared.wake)
      if ready.readable { try receive(from: &context) }
    }
  }

  /// A connection on which commands are watched answers no question, and lasts for a moment only.
  private mutating func ask() throws(RedisFailure) {
    let now = MonotonicTime.nanoseconds
    guard case .subscribe = feed.opening else { return }
    if now - heardAt > 2 * Self.pingInterval { throw RedisFailure("no answer on the subscription") }
    guard now - max(heardAt, askedAt) >= Self.pingInterval, sent == unsent.count else { return }
    askedAt = now
    unsent = RedisCommand.ping.encoded
    sent = 0
  }

  private mutating func receive(from context: inout HiredisContext) throws(RedisFailure) {
    var failure: RedisFailure?
    do throws(RedisFailure) { try context.receive(into: &replies) } catch { failure = error }
    if !replies.isEmpty {
      heardAt = MonotonicTime.nanoseconds
      served = true
    }
    feed.put(replies)
    let isRefused = replies.contains { if case .error = $0 { true } else { false } }
    replies.removeAll(keepingCapacity: true)
    if let failure { throw failure }
    if isRefused { throw RedisFailure(feed.refusal ?? "refused", .refused) }
  }
}
