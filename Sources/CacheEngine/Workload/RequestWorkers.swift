/// Tasks that serve one request after another: a request that has to wait is handed to one that has nothing to do, and only
/// where none is left does it cost a new task.
final class RequestWorkers: Sendable {
  /// A request that could not be answered at once.
  struct Work: Sendable {
    var request: PreparedRequest
    var endpoint: Endpoint
    var opening: EndpointOpening
  }

  /// Workers without work that are kept; more than these end.
  static let idleAtMost = 256

  private struct State {
    var idle: [UnsafeContinuation<Work?, Never>] = []
    var isClosed = false
  }

  private let clock: any LabClock
  private let state = Lock(State())

  init(clock: any LabClock) {
    self.clock = clock
  }

  /// - Parameter done: Called when the request has its response.
  func serve(_ work: Work, done: @escaping @Sendable () -> Void) {
    if let worker = state.withLock({ $0.idle.popLast() }) { return worker.resume(returning: work) }
    Task(executorPreference: clock.executor) { [self] in
      var next: Work? = work
      while let work = next {
        await work.endpoint.serve(work.request, work.opening)
        done()
        next = await rest()
      }
    }
  }

  /// Ends the workers that have nothing to do, and the others as soon as they have.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle
    }
    for worker in idle { worker.resume(returning: nil) }
  }

  /// The next request to serve; `nil` when there is nothing more to do.
  private nonisolated(nonsending) func rest() async -> Work? {
    await withUnsafeContinuation { continuation in
      let mayRest = state.withLock { state in
        guard !state.isClosed, state.idle.count < Self.idleAtMost else { return false }
        state.idle.append(continuation)
        return true
      }
      if !mayRest { continuation.resume(returning: nil) }
    }
  }
}
