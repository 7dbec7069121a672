/// A load that several requests wait for: one runs it, none of them owns it.
///
/// Source of the idea: Go's singleflight (golang.org/x/sync). Unlike there the load is a task of its own: a caller that is
/// cancelled, or has waited long enough, only stops waiting.
final class Flight<Output: Sendable>: Sendable {
  /// How the flight ended: its result, and the record of the request that led it, complete but for its end.
  struct Landing: Sendable {
    var result: Result<Output, any Error>
    var record: LookupRecord
    /// What may be served in place of a failure.
    var fallback: StoredEntry?
  }

  /// How waiting ended.
  enum WaitEnd: Sendable {
    case landed(Landing)
    case cancelled
    case timedOut
  }

  private struct State {
    var landing: Landing?
    var waiters: [(number: UInt64, continuation: CheckedContinuation<WaitEnd, Never>)] = []
    var last: UInt64 = 0
  }

  let leader: RequestID
  private let state = Lock(State())

  init(leader: RequestID) {
    self.leader = leader
  }

  /// Waits for the end, at most until `deadline`, or until the caller is cancelled.
  nonisolated(nonsending) func wait(until deadline: Timestamp? = nil, on clock: any LabClock) async -> WaitEnd {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    let timer = deadline.map { deadline in
      Task(executorPreference: clock.executor) { [self] in
        if (try? await clock.sleep(until: deadline)) != nil { give(.timedOut, to: number) }
      }
    }
    defer { timer?.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known: WaitEnd? = state.withLock { state in
          if let landing = state.landing { return .landed(landing) }
          if Task.isCancelled { return .cancelled }
          state.waiters.append((number, continuation))
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      give(.cancelled, to: number)
    }
  }

  private func give(_ end: WaitEnd, to number: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0).continuation }
    }
    waiter?.resume(returning: end)
  }

  /// Ends the flight: everybody who waits, in the order in which they came, gets the landing.
  func land(_ landing: Landing) {
    let waiters = state.withLock { state in
      state.landing = landing
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: .landed(landing)) }
  }
}

/// Which flight a call may join: the same function, asked for the same key.
struct FlightKey: Hashable, Sendable {
  var function: FunctionID
  var key: CacheKey
}
