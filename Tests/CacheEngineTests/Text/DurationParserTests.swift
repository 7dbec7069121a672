import CacheEngine
import Testing

@Suite("Durations as people write them")
struct DurationParserTests {
  @Test(
    "are read in every unit, and in sums",
    arguments: [
      ("500us", Duration.microseconds(500)), ("500µs", .microseconds(500)), ("250ms", .milliseconds(250)),
      ("2s", .seconds(2)), ("1.5m", .seconds(90)), ("12h", .seconds(43_200)), ("7d", .seconds(604_800)),
      ("1m30s", .seconds(90)), ("1h0.5m", .seconds(3_630)), ("0s", .zero), (".5s", .milliseconds(500)),
      ("007s", .seconds(7)), ("0.0000000004s", .zero), ("0.0000000006s", .nanoseconds(1)),
    ])
  func read(text: String, duration: Duration) throws {
    #expect(try DurationParser.duration(of: text) == duration)
  }

  @Test(
    "are refused with a reason when they are none",
    arguments: [
      ("", DurationError.empty), ("30", .noUnit("30")), ("1m30", .noUnit("1m30")), ("3x", .unknownUnit("x")),
      ("3 s", .unknownUnit(" s")), ("3S", .unknownUnit("S")), ("s", .notADuration("s")), ("-5s", .notADuration("-5s")),
      ("1.2.3s", .notADuration("1.2.3s")), (".s", .notADuration(".s")), ("٣s", .notADuration("٣s")),
      ("1e3s", .unknownUnit("e")), ("nan", .notADuration("nan")), ("inf", .notADuration("inf")),
      ("999999d", .tooLong("999999d")), ("99999999999999999999999999999s", .tooLong("99999999999999999999999999999s")),
    ])
  func refused(text: String, error: DurationError) {
    #expect(throws: error) { try DurationParser.duration(of: text) }
  }
}
