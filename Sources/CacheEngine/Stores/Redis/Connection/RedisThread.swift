#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The thread of a ``RedisConnection``: connects, serves until something is wrong, waits, connects again.
///
/// Everything of C that belongs to a connection lives in this thread's frames alone.
struct RedisThread {
  private let shared: RedisShared
  private let resolver: HostResolver?
  private var backoff: RedisBackoff
  private var turn = 0

  static func run(_ shared: RedisShared) {
    var thread = RedisThread(shared)
    thread.work()
    shared.finish()
  }

  private init(_ shared: RedisShared) {
    self.shared = shared
    backoff = RedisBackoff(generator: shared.settings.jitter)
    if case .tcp(let host, _) = shared.settings.address.endpoint {
      resolver = HostResolver(host: host, wake: shared.wake)
    } else {
      resolver = nil
    }
  }

  private mutating func work() {
    while !shared.isClosed {
      var served = false
      do throws(RedisFailure) {
        try live(served: &served)
      } catch {
        if served { backoff.succeeded() }
        let wait = backoff.failed(refusedByServer: error.refusedByServer)
        let retryAt = MonotonicTime.nanoseconds + wait
        let down = RedisShared.Phase.down(reason: error.reason, attempts: backoff.attempts, retryAt: retryAt)
        shared.poison(down, reason: error.reason)
        while !shared.isClosed, MonotonicTime.nanoseconds < retryAt {
          RedisWait.sleep(until: retryAt, wake: shared.wake)
        }
      }
    }
  }

  /// One connection from its beginning to its end, which is always an error (being closed counts as one).
  private mutating func live(served: inout Bool) throws(RedisFailure) {
    let deadline =
      MonotonicTime.nanoseconds + min(shared.settings.connectTimeout, RedisShared.longestTimeout).wholeNanoseconds
    var context = try connect(deadline: deadline)
    try RedisHandshake.perform(on: &context, shared: shared, deadline: deadline)
    let generation = shared.ready(context.descriptor)
    if let feed = shared.settings.feed {
      var session = RedisFeedSession(feed, shared: shared)
      defer { served = session.served }
      return try session.serve(&context)
    }
    var session = RedisSession(shared: shared, generation: generation)
    // The socket closes when this frame ends; the session has seen to it that nobody writes to it any more.
    defer { served = session.served }
    try session.serve(&context)
  }

  private mutating func connect(deadline: Int64) throws(RedisFailure) -> HiredisContext {
    let context: HiredisContext
    switch shared.settings.address.endpoint {
    case .unix(let path): context = try HiredisContext(path: path)
    case .tcp(_, let port): context = try HiredisContext(host: try numericHost(deadline: deadline), port: port)
    }
    Socket.prepare(context.descriptor)
    while true {
      if shared.isClosed { throw RedisFailure("closed") }
      if try RedisWait.poll(context.descriptor, writing: true, until: deadline, wake: shared.wake).writable { break }
      if MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to connecting") }
    }
    if let reason = Socket.connectError(of: context.descriptor) { throw RedisFailure(reason) }
    return context
  }

  /// A host with several addresses is tried at another one with every attempt.
  private mutating func numericHost(deadline: Int64) throws(RedisFailure) -> String {
    guard let resolver else { throw RedisFailure("no host") }
    while true {
      if let result = resolver.poll() {
        let hosts = try result.get()
        guard !hosts.isEmpty else { throw RedisFailure("the host has no address") }
        defer { turn += 1 }
        return hosts[turn % hosts.count]
      }
      if shared.isClosed { throw RedisFailure("closed") }
      if MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to looking up the host") }
      RedisWait.sleep(until: deadline, wake: shared.wake)
    }
  }
}
