/// What the callers and the thread of a ``RedisConnection`` share: one lock, the way out, and a pipe to wake the thread.
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

  /// Whether a caller that got in line has to see to the sending.
  enum Flush {
    case no
    /// Nobody else is about to get in line, so waiting for others would only cost time.
    case atOnce
    /// As a job behind those that are ready to run.
    case soon
  }

  struct State {
    var phase = Phase.starting
    var pipeline = RedisPipeline<Waiter>()
    var counts = CommandCounts()
    var identity: ServerIdentity?
    /// Somebody will flush, so that others need not.
    var flushing = false
    /// As far as one can tell there is one caller at a time: the last replies came one by one.
    var lonely = true
    /// The socket is full: the thread flushes when it is not.
    var blocked = false
    /// Why a flush failed, for the thread to act on.
    var failure: String?
    /// The thread waits without looking at deadlines, as there were none.
    var asleep = false
    var finished = false
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  /// The most commands that may wait for replies, and the most bytes that may wait to be sent.
  static let mostOutstanding = 65_536
  static let mostUnsentBytes = 64 << 20
  static let longestTimeout = Duration.seconds(3_600)

  let settings: RedisSettings
  let wake: WakePipe
  let state = Lock(State())
  let outbox = RedisOutbox()
  private let startDeadline: Int64
  private let commandTimeout: Int64

  init(settings: RedisSettings, wake: WakePipe) {
    self.settings = settings
    self.wake = wake
    commandTimeout = min(settings.commandTimeout, Self.longestTimeout).wholeNanoseconds
    startDeadline = MonotonicTime.nanoseconds + min(settings.connectTimeout, Self.longestTimeout).wholeNanoseconds
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
    let (flushes, wakes) = state.withLock { state -> (Flush, Bool) in
      var start = now
      var ready = false
      switch state.phase {
      case .ready: ready = true
      case .starting: start = max(now, startDeadline)
      case .down(let reason, _, _): refusal = .unavailable(reason)
      case .closed: refusal = .closed
      }
      let full = state.pipeline.outstanding + count > Self.mostOutstanding
      if full || state.pipeline.unsentBytes > Self.mostUnsentBytes {
        refusal = refusal ?? .unavailable("too many commands are waiting")
      }
      guard refusal == nil else { return (.no, false) }
      let alone = state.lonely && state.pipeline.outstanding == 0
      append(&state.pipeline, start + commandTimeout)
      switch purpose {
      case .request: state.counts.forRequests += UInt64(count)
      case .looking: state.counts.forLooking += UInt64(count)
      case .upkeep: break
      }
      let flush: Flush = !ready || state.flushing ? .no : alone ? .atOnce : .soon
      let news = (flush, state.asleep)
      if ready { state.flushing = true }
      state.asleep = false
      return news
    }
    if let refusal { waiter.resume(returning: .failure(refusal)) }
    if wakes { wake.wake() }
    switch flushes {
    case .no: break
    case .atOnce: flush()
    case .soon: Task.detached { self.flush() }
    }
  }

  /// Sends what is in line. What the socket does not take, and a failure, are left to the thread.
  func flush() {
    let progress = outbox.flush { bytes in
      state.withLock { state in
        state.flushing = false
        state.pipeline.takeUnsent(exchanging: &bytes)
      }
    }
    if case .done = progress { return }
    state.withLock { state in
      state.flushing = true
      state.blocked = true
      if case .failed(let reason) = progress { state.failure = reason }
    }
    wake.wake()
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
}
