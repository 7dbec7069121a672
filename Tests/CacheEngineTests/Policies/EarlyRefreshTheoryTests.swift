import Testing

@testable import CacheEngine

@Suite("Early refresh against its theory") struct EarlyRefreshTheoryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var timeLeft: Duration
    var loadTime: Duration
    var beta: Double
    /// e^(−t/(βδ)), worked out beforehand.
    var probability: Double
    var testDescription: String { "\(timeLeft.text) left, load \(loadTime.text), β \(beta.text)" }
  }

  static let cases = [
    Case(timeLeft: .milliseconds(1), loadTime: .seconds(2), beta: 1, probability: 0.999_500),
    Case(timeLeft: .milliseconds(500), loadTime: .seconds(2), beta: 1, probability: 0.778_801),
    Case(timeLeft: .seconds(2), loadTime: .seconds(2), beta: 1, probability: 0.367_879),
    Case(timeLeft: .seconds(6), loadTime: .seconds(2), beta: 1, probability: 0.049_787),
    Case(timeLeft: .seconds(10), loadTime: .seconds(2), beta: 1, probability: 0.006_738),
    Case(timeLeft: .seconds(2), loadTime: .seconds(2), beta: 0.5, probability: 0.135_335),
    Case(timeLeft: .seconds(2), loadTime: .seconds(2), beta: 3, probability: 0.716_531),
    Case(timeLeft: .milliseconds(30), loadTime: .milliseconds(20), beta: 2, probability: 0.472_367),
    Case(timeLeft: .milliseconds(30), loadTime: .milliseconds(20), beta: 0.25, probability: 0.002_479),
    Case(timeLeft: .seconds(60), loadTime: .milliseconds(1), beta: 1, probability: 0),
  ]

  @Test("a read at t before the end refreshes with probability e^(−t/(βδ)), with and without lock", arguments: cases)
  func probability(_ one: Case) {
    let draws = 40_000
    let written = Timestamp.zero.advanced(by: .seconds(100))
    let end = written.advanced(by: .seconds(120))
    let entry = EntryFacts(freshUntil: end, writtenAt: written, loadTime: one.loadTime)
    let now = end.advanced(by: .zero - one.timeLeft)
    let told = CachePolicy.earlyRefreshProbability(timeLeft: one.timeLeft, loadTime: one.loadTime, beta: one.beta)
    #expect(abs(told - one.probability) < 1e-6)
    for (seed, isLocked) in [(UInt64(1), false), (2, true), (3, false)] {
      let policy = CachePolicy(protection: .earlyRefresh(beta: one.beta, isLocked: isLocked))
      var generator = SeededGenerator(seed: seed)
      let refreshes = (0..<draws).count { _ in
        policy.decide(entry, at: now, unit: 1 - generator.nextUnit()) == .serveAndRefresh
      }
      #expect(Share(of: draws, expected: one.probability).agrees(with: refreshes), "seed \(seed): \(refreshes)")
    }
  }

  @Test("an entry whose load took no time, or which never ends, or says that there is no row, is not refreshed early")
  func never() {
    let policy = CachePolicy(protection: .earlyRefresh(beta: 100, isLocked: false))
    let (now, end) = (Timestamp.zero, Timestamp.zero.advanced(by: .nanoseconds(1)))
    let entries = [
      EntryFacts(freshUntil: end, writtenAt: now),
      EntryFacts(freshUntil: .distantFuture, writtenAt: now, loadTime: .seconds(1_000)),
      EntryFacts(freshUntil: end, writtenAt: now, loadTime: .seconds(1_000), isNegative: true),
    ]
    for entry in entries { #expect(policy.decide(entry, at: now, unit: 0x1p-53) == .serve) }
  }
}
