@testable import CacheEngine

/// The circuit breaker, written down once more.
struct ModelBreaker {
  enum State { case closed, open, trying }
  var state = State.closed
  var opensUntil: Int64 = 0
  var ends: [(at: Int64, failed: Bool)] = []

  mutating func lets(at now: Int64) -> Bool {
    if state == .open, opensUntil <= now {
      state = .trying
      return true
    }
    return state == .closed
  }

  mutating func ended(failed: Bool, at now: Int64, _ policy: CircuitBreakerPolicy) {
    if state == .closed {
      ends.append((now, failed))
      ends.removeAll { now - $0.at >= policy.period.wholeNanoseconds }
      let failures = ends.count { $0.failed }
      if ends.count < policy.minimumLoads || Double(failures) / Double(ends.count) < policy.failures { return }
    } else if state == .open {
      return
    } else if !failed {
      state = .closed
      ends = []
      return
    }
    state = .open
    opensUntil = now + policy.openFor.wholeNanoseconds
    ends = []
  }
}
