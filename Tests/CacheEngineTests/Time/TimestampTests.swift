import Testing

@testable import CacheEngine

@Suite("Timestamps") struct TimestampTests {
  @Test(
    "arithmetic stops at the ends of time instead of overflowing",
    arguments: [
      (Int64.max, .nanoseconds(1), .max), (.max - 5, .seconds(1), .max), (.min, .nanoseconds(-1), .min),
      (0, .seconds(Int64.max), .max), (0, .seconds(Int64.min), .min), (-1, .seconds(Int64.max), .max - 1),
      (5, .nanoseconds(-7), -2), (5, .seconds(2), 2_000_000_005),
    ] as [(Int64, Duration, Int64)])
  func advancing(start: Int64, duration: Duration, end: Int64) {
    #expect(Timestamp(nanoseconds: start).advanced(by: duration).nanoseconds == end)
  }

  @Test(
    "the time between two moments has a sign, and stops at what 64 bits hold",
    arguments: [
      (0, 5, 5), (5, 0, -5), (Int64.min, .max, .max), (.max, .min, .min), (.min, 0, .max), (0, .min, .min),
    ] as [(Int64, Int64, Int64)])
  func between(start: Int64, end: Int64, nanoseconds: Int64) {
    let duration = Timestamp(nanoseconds: start).duration(to: Timestamp(nanoseconds: end))
    #expect(duration == .nanoseconds(nanoseconds))
  }

  @Test("a fraction of a nanosecond is cut off")
  func fractions() {
    #expect(Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999).wholeNanoseconds == 1)
    #expect(
      Duration(secondsComponent: -1, attosecondsComponent: -500_000_000_000_000_000).wholeNanoseconds == -1_500_000_000)
    #expect(Duration.milliseconds(1_500).inSeconds == 1.5)
  }

  @Test("a moment belongs to the second that has begun")
  func second() {
    #expect(Timestamp(nanoseconds: 999_999_999).second == 0)
    #expect(Timestamp(nanoseconds: 1_000_000_000).second == 1)
  }

  @Test("the generator gives the same numbers on every machine")
  func generator() {
    var generator = SeededGenerator(seed: 1_234_567)
    // The first numbers of SplitMix64's reference implementation for this seed.
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
    #expect((0..<10_000).allSatisfy { _ in (0..<1).contains(generator.nextUnit()) })
  }
}
