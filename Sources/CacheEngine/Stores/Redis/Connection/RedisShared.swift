/// What the callers and the thread of a ``RedisConnection`` share: one lock, the way out, and a pipe to wake the thread.
final class RedisShared: Sendable {
  typealias Waiter = RedisConnection.Waiter

  /// Where the connection stands. Times are those of ``MonotonicTime``.
  enum Phase: Sendable {
    /// The first attempt: commands may wait for it.
    case starting
    case ready
    case down(reason: String, attempts: Int, retryAt: Int64)
    /// The server does not know us: nothing is sent until the user wants another attempt.
    case refused(reason: String)
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
    /// The host's name is being looked up.
    var isResolving = false
    var pipeline: RedisPipeline<Waiter>
    /// How often replies and commands were out of step.
    var timesOutOfStep = 0
    /// The user wants an attempt now.
    var wantsAttempt = false
    var counts = CommandCounts()
    var identity: ServerIdentity?
    /// Somebody will flush, so that others need not.
    var flushing = false
    /// As far as one can tell there is one caller at a time: the last replies came one by one.
    var lonely = true
    /// Until when the socket, which is full, may stay so: the thread flushes when it is not.
    var blockedUntil: Int64?
    /// Why a flush failed, for the thread to act on.
    var failure: RedisFailure?
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
  let state: Lock<State>
  let outbox = RedisOutbox()
  let writes: RedisWrites
  private let startDeadline: Int64
  let commandTimeout: Int64
  private let writeTimeout: Int64

  init(settings: RedisSettings, wake: WakePipe) {
    self.settings = settings
    self.wake = wake
    writes = RedisWrites(settings, wake: wake)
    state = Lock(State(pipeline: RedisPipeline(nonces: settings.jitter.split("nonces"))))
    commandTimeout = min(settings.commandTimeout, Self.longestTimeout).wholeNanoseconds
    writeTimeout = min(settings.writeTimeout, Self.longestTimeout).wholeNanoseconds
    startDeadline = MonotonicTime.nanoseconds + min(settings.connectTimeout, Self.longestTimeout).wholeNanoseconds
  }

  /// Puts a caller in line, or finishes it at once with the reason why not. Encoding cannot fail, and happens under the
  /// lock together with taking the place: there is never a place without its bytes.
  ///
  /// - Parameter wanted: The only generation in which it may be sent; `nil` for any.
  @inline(__always)
  func submit(
    count: Int, _ purpose: RedisPurpose, in wanted: UInt64?, _ waiter: Waiter,
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
      case .down(let reason, _, _), .refused(let reason): refusal = .unavailable(reason)
      case .closed: refusal = .closed
      }
      if let wanted, wanted != state.pipeline.generation {
        refusal = refusal ?? .unavailable("the connection is a new one")
      }
      let full = state.pipeline.outstanding + count > Self.mostOutstanding
      if full || state.pipeline.unsentBytes > Self.mostUnsentBytes {
        refusal = refusal ?? .unavailable("too many commands are waiting")
      }
      guard refusal == nil else { return (.no, false) }
      let alone = state.lonely && state.pipeline.outstanding == 0
      append(&state.pipeline, start + commandTimeout)
      state.counts.add(UInt64(count), for: purpose)
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
    let patience = MonotonicTime.nanoseconds + writeTimeout
    state.withLock { state in
      state.flushing = true
      state.blockedUntil = state.blockedUntil ?? patience
      if case .failed(let reason) = progress { state.failure = RedisFailure(reason) }
    }
    wake.wake()
  }

  /// Counts commands that were sent beside this connection on its account.
  func count(_ commands: Int, _ purpose: RedisPurpose) {
    state.withLock { $0.counts.add(UInt64(commands), for: purpose) }
  }

  func cancel(caller: UInt64) {
    let now = MonotonicTime.nanoseconds
    var flushes = false
    let waiter = state.withLock { state in
      let waiter = state.pipeline.cancel(caller: caller)
      if waiter != nil { flushes = probe(&state, at: now) }
      return waiter
    }
    if flushes { Task.detached { self.flush() } }
    waiter?.resume(returning: .failure(.cancelled))
  }

  /// Asks for proof that replies and commands are still in step.
  func probe() {
    let now = MonotonicTime.nanoseconds
    if state.withLock({ probe(&$0, at: now) }) { flush() }
  }

  /// True when the caller has to flush. Before the first connection there is nothing to be out of step with.
  private func probe(_ state: inout State, at now: Int64) -> Bool {
    guard case .ready = state.phase else { return false }
    let before = state.pipeline.outstanding
    state.pipeline.probe(deadline: now + commandTimeout)
    guard state.pipeline.outstanding > before else { return false }
    state.counts.forLooking += 1
    defer { state.flushing = true }
    return !state.flushing
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
