/// The rules of a circuit breaker as a value that is told the time.
///
/// Closed, it lets all loads through and watches how they end. Open, none. After a while one load is let through to find
/// out; its end closes the circuit, or opens it anew.
struct CircuitBreaker: Hashable, Sendable {
  /// Ends of loads that are remembered at most.
  static let most = 1_024

  private enum State: Hashable, Sendable {
    case closed
    case open(until: Timestamp)
    /// One load is on its way to find out.
    case halfOpen
  }

  private struct End: Hashable, Sendable {
    var at: Timestamp
    var isFailure: Bool
  }

  private var state = State.closed
  private var ends: [End] = []

  init() {}

  var isClosed: Bool { state == .closed }

  /// Whether a load may be tried now. Whoever is told yes must tell how it ended.
  mutating func admits(at now: Timestamp) -> Bool {
    switch state {
    case .closed: return true
    case .halfOpen: return false
    case .open(let until):
      guard until <= now else { return false }
      state = .halfOpen
      return true
    }
  }

  mutating func note(isFailure: Bool, at now: Timestamp, by policy: CircuitBreakerPolicy) {
    if state == .halfOpen {
      state = isFailure ? .open(until: now.advanced(by: policy.openFor)) : .closed
      ends.removeAll()
      return
    }
    guard state == .closed else { return }
    let start = now.advanced(by: .zero - policy.period)
    ends.removeAll { $0.at <= start }
    if ends.count >= Self.most { ends.removeFirst(ends.count / 2) }
    ends.append(End(at: now, isFailure: isFailure))
    let failures = ends.count { $0.isFailure }
    guard ends.count >= policy.minimumLoads, Double(failures) >= policy.failures * Double(ends.count) else { return }
    state = .open(until: now.advanced(by: policy.openFor))
    ends.removeAll()
  }

  /// A load that was let through ended without an answer, as its caller went away.
  mutating func noteAbandoned(at now: Timestamp) {
    if state == .halfOpen { state = .open(until: now) }
  }
}
