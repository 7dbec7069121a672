import CacheEngine
import Testing

@Suite("TTL") struct TTLTests {
  @Test(
    "a number of seconds that is no life is refused with its reason",
    arguments: [
      (0, .notPositive), (-0.0, .notPositive), (-1, .notPositive), (-1e-9, .notPositive),
      (1e-12, .tooShort), (1e-9, .tooShort), (0.0004, .tooShort), (0.000_999, .tooShort),
      (10 * 365 * 86_400.001, .tooLong), (1e300, .tooLong),
      (.nan, .notFinite), (.infinity, .notFinite), (-.infinity, .notFinite),
    ] as [(Double, TTLError)])
  func refusedSeconds(seconds: Double, reason: TTLError) {
    #expect(throws: reason) { try TTL(seconds: seconds) }
  }

  @Test(
    "a duration that is no life is refused with its reason",
    arguments: [
      (.zero, .notPositive), (.seconds(-5), .notPositive), (.nanoseconds(-1), .notPositive),
      (.nanoseconds(1), .tooShort), (.nanoseconds(999_999), .tooShort),
      (TTL.longest + .nanoseconds(1), .tooLong), (.seconds(Int64.max), .tooLong),
    ] as [(Duration, TTLError)])
  func refusedDurations(duration: Duration, reason: TTLError) {
    #expect(throws: reason) { try TTL(duration) }
  }

  @Test(
    "a life between one millisecond and ten years is taken as it is",
    arguments: [
      (0.001, .milliseconds(1)), (0.0015, .microseconds(1_500)), (0.1, .milliseconds(100)), (1, .seconds(1)),
      (60, .seconds(60)), (10 * 365 * 86_400, TTL.longest),
    ] as [(Double, Duration)])
  func accepted(seconds: Double, duration: Duration) throws {
    #expect(try TTL(seconds: seconds).duration == duration)
    #expect(try TTL(duration).duration == duration)
  }

  @Test(
    "whole milliseconds are rounded up, so that no entry lives shorter than promised",
    arguments: [
      (.milliseconds(1), 1), (.nanoseconds(1_000_001), 2), (.microseconds(1_500), 2), (.nanoseconds(1_999_999), 2),
      (.milliseconds(2), 2), (.seconds(60), 60_000), (TTL.longest, 315_360_000_000),
    ] as [(Duration, Int64)])
  func wholeMilliseconds(duration: Duration, milliseconds: Int64) throws {
    #expect(try TTL(duration).wholeMilliseconds == milliseconds)
  }

  @Test("lives compare by their length")
  func order() {
    #expect(TTL.milliseconds(999) < TTL.seconds(1))
    #expect(TTL.milliseconds(1_000) == TTL.seconds(1))
  }

  @Test("every refusal says what to do instead", arguments: [TTLError.notPositive, .tooShort, .tooLong, .notFinite])
  func descriptions(error: TTLError) {
    #expect("\(error)".hasPrefix("a TTL must be"))
  }
}
