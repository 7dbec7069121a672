import Testing

@testable import CacheEngine

@Suite("A circuit breaker") struct CircuitBreakerTests {
  private let policy = CircuitBreakerPolicy(
    period: .seconds(10), minimumLoads: 4, failures: 0.5, openFor: .seconds(5))

  private func second(_ seconds: Int64) -> Timestamp { Timestamp.zero.advanced(by: .seconds(seconds)) }

  /// After so many loads at second 0, in this order, true for a failure.
  private func breaker(after ends: [Bool]) -> CircuitBreaker {
    var breaker = CircuitBreaker()
    for end in ends { breaker.note(isFailure: end, at: second(0), by: policy) }
    return breaker
  }

  @Test("opens with enough loads of which enough failed, and not before")
  func opening() {
    #expect(breaker(after: [true, true, true]).isClosed)
    #expect(breaker(after: [false, false, false, true]).isClosed)
    #expect(!breaker(after: [false, false, true, true]).isClosed)
  }

  @Test("forgets loads that ended longer ago than its period")
  func forgetting() {
    var breaker = breaker(after: [true, true, true])
    breaker.note(isFailure: true, at: second(10), by: policy)
    #expect(breaker.isClosed)
  }

  @Test("lets nothing through while open, then one load, which decides")
  func halfOpen() {
    for isFailure in [true, false] {
      var breaker = breaker(after: [true, true, true, true])
      let answers = [4, 5, 5].map { breaker.admits(at: second($0)) }
      #expect(answers == [false, true, false])
      breaker.note(isFailure: isFailure, at: second(6), by: policy)
      #expect(breaker.isClosed == !isFailure)
      let later = [7, 11].map { breaker.admits(at: second($0)) }
      #expect(later == [!isFailure, true])
    }
  }

  @Test("a trial whose caller goes away decides nothing: the next load is a trial")
  func abandoned() {
    var breaker = breaker(after: [true, true, true, true])
    let first = breaker.admits(at: second(5))
    breaker.noteAbandoned(at: second(6))
    let second = breaker.admits(at: second(6))
    #expect(first && second)
  }
}
