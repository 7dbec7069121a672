/// What the callers and the thread of a ``RedisConnection`` share: one lock, and a pipe to wake the thread.
final class RedisShared: Sendable {
  typealias Waiter = RedisConnection.Waiter

  /// Where the connection stands. Times are those of ``MonotonicTime``.
  enum Phase: Sendable {
    /// The first attempt: commands may wait for it.
    case starting
    case ready
    case down(reason: String, attempts: Int, retryAt: Int64)
    case closed
  }

  struct State {
    var phase = Phase.starting
    var pipeline = RedisPipeline<Waiter>()
    var counts = CommandCounts()
    /// The thread will look at the pipeline by itself before it waits again.
    var awake = true
    var finished = false
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  /// The most commands that may wait for replies, and the most bytes that may wait to be sent.
  static let mostOutstanding = 65_536
  static let mostUnsentBytes = 64 << 20

  let settings: RedisSettings
  let wake: WakePipe
  let state = Lock(State())
  let startDeadline: Int64

  init(settings: RedisSettings, wake: WakePipe) {
    self.settings = settings
    self.wake = wake
    startDeadline = MonotonicTime.nanoseconds + settings.connectTimeout.wholeNanoseconds
  }

  /// Puts a caller in line, or finishes it at once with the reason why not. Encoding cannot fail, and happens under the
  /// lock together with taking the place: there is never a place without its bytes.
  @inline(__always)
  func submit(
    count: Int, _ purpose: RedisPurpose, _ waiter: Waiter,
    _ append: (inout RedisPipeline<Waiter>, _ deadline: Int64) -> Void
  ) {
    let now = MonotonicTime.nanoseconds
    var refusal: StoreError?
    let wakes = state.withLock { state -> Bool in
      var start = now
      switch state.phase {
      case .ready: break
      case .starting: start = max(now, startDeadline)
      case .down(let reason, _, _): refusal = .unavailable(reason)
      case .closed: refusal = .closed
      }
      let full = state.pipeline.outstanding + count > Self.mostOutstanding
      if full || state.pipeline.unsentBytes > Self.mostUnsentBytes {
        refusal = refusal ?? .unavailable("too many commands are waiting")
      }
      guard refusal == nil else { return false }
      append(&state.pipeline, start + settings.commandTimeout.wholeNanoseconds)
      switch purpose {
      case .request: state.counts.forRequests += UInt64(count)
      case .looking: state.counts.forLooking += UInt64(count)
      }
      defer { state.awake = true }
      return !state.awake
    }
    if let refusal { waiter.resume(returning: .failure(refusal)) }
    if wakes { wake.wake() }
  }

  func cancel(caller: UInt64) {
    state.withLock { $0.pipeline.cancel(caller: caller) }?.resume(returning: .failure(.cancelled))
  }

  /// Asks the thread to end. `closer` is resumed when it has.
  func stop(closer: CheckedContinuation<Void, Never>?) {
    let (waiters, finished) = state.withLock { state in
      state.phase = .closed
      if let closer, !state.finished { state.closers.append(closer) }
      return (state.pipeline.abandon(), state.finished)
    }
    for waiter in waiters { waiter.resume(returning: .failure(.closed)) }
    if finished { closer?.resume() }
    wake.wake()
  }

  /// Gives the connection up. The generation ends before anything else happens, so nothing can be matched any more.
  func poison(_ phase: Phase, reason: String) {
    let waiters = state.withLock { state in
      let waiters = state.pipeline.abandon()
      if case .closed = state.phase {} else { state.phase = phase }
      return waiters
    }
    for waiter in waiters { waiter.resume(returning: .failure(.unavailable(reason))) }
  }

  /// The thread's last act.
  func finish() {
    let closers = state.withLock { state in
      state.finished = true
      defer { state.closers = [] }
      return state.closers
    }
    for closer in closers { closer.resume() }
  }

  var isClosed: Bool {
    state.withLock { if case .closed = $0.phase { true } else { false } }
  }
}
