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
      var began = MonotonicTime.nanoseconds
      var served = false
      do throws(RedisFailure) {
        try live(served: &served)
      } catch {
        if served {
          let now = MonotonicTime.nanoseconds
          backoff.succeeded(for: now - began)
          began = now
        }
        rest(after: error, spent: MonotonicTime.nanoseconds - began)
      }
    }
  }

  /// Waits until it is time for the next attempt, or the user wants one.
  private mutating func rest(after failure: RedisFailure, spent: Int64) {
    _ = shared.takesWish()
    let wait = backoff.failed(failure.kind, spent: spent)
    let retryAt = wait.map { MonotonicTime.nanoseconds + $0 }
    let phase =
      retryAt.map { RedisShared.Phase.down(reason: failure.reason, attempts: backoff.attempts, retryAt: $0) }
      ?? .refused(reason: failure.reason)
    shared.poison(phase, reason: failure.reason)
    while !shared.isClosed, !shared.takesWish() {
      if let retryAt, MonotonicTime.nanoseconds >= retryAt { return }
      RedisWait.sleep(until: retryAt, wake: shared.wake)
    }
  }

  /// One connection from its beginning to its end, which is always an error (being closed counts as one).
  private mutating func live(served: inout Bool) throws(RedisFailure) {
    let deadline =
      MonotonicTime.nanoseconds + min(shared.settings.connectTimeout, RedisShared.longestTimeout).wholeNanoseconds
    var context = try connect(deadline: deadline)
    #if TLS
      let address = shared.settings.address
      if let encryption = address.encryption, case .tcp(let host, _) = address.endpoint {
        try context.secure(host: host, encryption, until: deadline, shared: shared)
      }
    #endif
    let identity = try RedisHandshake.perform(on: &context, shared: shared, deadline: deadline)
    if shared.settings.mustBeInCluster, identity != .unknown, !identity.isCluster {
      throw RedisFailure("another server is there now, which is part of no cluster", .refused)
    }
    let generation = shared.ready(context.transport, identity)
    shared.settings.greeted?(identity)
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
    var endpoint = shared.settings.address.endpoint
    if case .tcp(_, let port) = endpoint { endpoint = .tcp(host: try numericHost(deadline: deadline), port: port) }
    let context = try HiredisContext(to: endpoint)
    Socket.prepare(context.descriptor)
    while true {
      if shared.isClosed { throw RedisFailure("closed") }
      if try RedisWait.poll(context.descriptor, writing: true, until: deadline, wake: shared.wake).writable { break }
      if MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to connecting") }
    }
    let code = Socket.connectError(of: context.descriptor)
    if code != 0 { throw RedisFailure.connecting(to: endpoint, error: code) }
    return context
  }

  /// A host with several addresses is tried at another one with every attempt.
  private mutating func numericHost(deadline: Int64) throws(RedisFailure) -> String {
    guard let resolver else { throw RedisFailure("no host") }
    defer { shared.state.withLock { $0.isResolving = false } }
    while true {
      if let result = resolver.poll() {
        let hosts = try result.get()
        guard !hosts.isEmpty else { throw RedisFailure("the host has no address") }
        defer { turn += 1 }
        return hosts[turn % hosts.count]
      }
      if shared.isClosed { throw RedisFailure("closed") }
      if MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to looking up the host") }
      shared.state.withLock { $0.isResolving = true }
      RedisWait.sleep(until: deadline, wake: shared.wake)
    }
  }
}
