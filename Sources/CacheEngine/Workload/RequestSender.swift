import Synchronization

/// Sends requests to endpoints without waiting for their responses, so many at once at most.
///
/// What needs no waiting is answered on the spot; the rest gets a task of its own. Too many in flight are dropped, and counted.
final class RequestSender: Sendable {
  private let clock: any LabClock
  private let limit: Int
  private let inFlight = Atomic<Int>(0)
  private let dropped = Atomic<UInt64>(0)

  init(clock: any LabClock, limit: Int) {
    self.clock = clock
    self.limit = limit
  }

  var requestsInFlight: Int { inFlight.load(ordering: .relaxed) }
  var requestsDropped: UInt64 { dropped.load(ordering: .relaxed) }

  func read(_ request: PreparedRequest, from endpoint: Endpoint, arrivedAt: Timestamp) {
    guard let opening = endpoint.serveAtOnce(request, arrivedAt: arrivedAt), admit() else { return }
    Task(executorPreference: clock.executor) { [self] in
      await endpoint.serve(request, opening)
      release()
    }
  }

  func write(_ request: PreparedRequest, to endpoint: Endpoint, arrivedAt: Timestamp) {
    start { _ = await endpoint.write(request, arrivedAt: arrivedAt) }
  }

  /// False when too many are in flight: then the work is dropped.
  @discardableResult
  func start(_ work: @escaping @Sendable () async -> Void) -> Bool {
    guard admit() else { return false }
    Task(executorPreference: clock.executor) { [self] in
      await work()
      release()
    }
    return true
  }

  private func admit() -> Bool {
    if inFlight.add(1, ordering: .relaxed).newValue <= limit { return true }
    inFlight.subtract(1, ordering: .relaxed)
    drop(1)
    return false
  }

  private func release() {
    inFlight.subtract(1, ordering: .releasing)
  }

  func drop(_ count: UInt64) {
    dropped.add(count, ordering: .relaxed)
  }

  func resetDropped() {
    dropped.store(0, ordering: .relaxed)
  }
}
