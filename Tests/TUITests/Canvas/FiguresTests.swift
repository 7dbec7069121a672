import CacheEngine
import TUI
import Testing

@Suite("Figures")
struct FiguresTests {
  @Test(
    "show latencies in three digits, and no rounding leads into the next unit's thousand",
    arguments: [
      (0, "0ns"), (1, "1ns"), (999, "999ns"), (1_000, "1.00µs"), (8_149, "8.15µs"), (9_994, "9.99µs"),
      (9_996, "10.0µs"), (31_000, "31.0µs"), (99_949, "99.9µs"), (99_960, "100µs"), (999_400, "999µs"),
      (999_600, "1.00ms"), (512_000_000, "512ms"), (999_499_999, "999ms"), (999_600_000, "1.00s"),
      (2_006_000_000, "2.01s"), (59_940_000_000, "59.9s"), (59_990_000_000, "1m00s"), (60_000_000_000, "1m00s"),
      (65_000_000_000, "1m05s"), (3_600_000_000_000, "1h00m"), (-5, "0ns"),
    ])
  func latency(nanoseconds: Int64, text: String) {
    #expect(Figures.latency(.nanoseconds(nanoseconds)) == text)
  }

  @Test(
    "show the time left in two units, never more than is left",
    arguments: [
      (0, "0.0s"), (99, "0.0s"), (100, "0.1s"), (9_999, "9.9s"), (10_000, "10s"), (59_999, "59s"),
      (60_000, "1m00s"), (3_599_999, "59m59s"), (3_600_000, "1h00m"), (86_399_999, "23h59m"), (86_400_000, "1d00h"),
      (100 * 86_400_000, "100d00h"), (-1, "0.0s"),
    ])
  func timeLeft(milliseconds: Int, text: String) {
    #expect(Figures.timeLeft(.milliseconds(milliseconds)) == text)
  }

  @Test(
    "show settings without digits that say nothing",
    arguments: [
      (Duration.seconds(60), "60s"), (.milliseconds(1_500), "1.5s"), (.milliseconds(1), "1ms"),
      (.microseconds(1_250), "1.25ms"), (.microseconds(500), "500µs"), (.seconds(99), "99s"),
      (.seconds(100), "1m40s"), (.seconds(600), "10m"), (.seconds(3_600), "1h"), (.seconds(3_600 * 36), "1d12h"),
      (.seconds(86_400 * 7), "7d"), (.seconds(605), "10m05s"),
    ])
  func setting(duration: Duration, text: String) {
    #expect(Figures.setting(duration) == text)
  }

  @Test(
    "show moments with as many decimals as asked, hours only when there are any",
    arguments: [
      (0, 0, "00:00"), (42_118, 3, "00:42.118"), (42_118, 1, "00:42.1"), (59_999, 0, "00:59"), (61_005, 3, "01:01.005"),
      (3_599_999, 0, "59:59"), (3_600_000, 0, "1:00:00"), (100 * 3_600_000, 1, "100:00:00.0"), (-1, 0, "00:00"),
    ])
  func moment(milliseconds: Int64, decimals: Int, text: String) {
    #expect(Figures.moment(Timestamp(nanoseconds: milliseconds * 1_000_000), decimals: decimals) == text)
  }

  @Test(
    "keep thousands apart",
    arguments: [(0, "0"), (999, "999"), (1_000, "1 000"), (12_345, "12 345"), (1_234_567, "1 234 567")])
  func count(number: Int, text: String) {
    #expect(Figures.count(number) == text)
  }

  @Test(
    "show shares with one decimal",
    arguments: [
      (nil, "–"), (0, "0.0"), (1, "100.0"), (0.5, "50.0"), (0.0004, "0.0"), (0.0005, "0.1"), (0.9996, "100.0"),
    ]
      as [(Double?, String)])
  func percent(share: Double?, text: String) {
    #expect(Figures.percent(share) == text)
  }

  @Test(
    "show factors and rates without digits they do not need",
    arguments: [
      (1, "1", "1/s"), (0.1, "0.1", "0.1/s"), (0.25, "0.25", "0.25/s"), (33.333, "33.33", "33.33/s"),
      (99.5, "99.5", "99.5/s"), (1_000, "1000", "1 000/s"), (20_000.4, "20000", "20 000/s"), (0, "0", "0/s"),
      (1e300, "1000000000000000", "1 000 000 000 000 000/s"),
    ])
  func factorsAndRates(value: Double, factor: String, rate: String) {
    #expect(Figures.factor(value) == factor)
    #expect(Figures.rate(value) == rate)
  }

  @Test(
    "show sizes in at most four digits",
    arguments: [
      (0, "0B"), (999, "999B"), (1_000, "1.0K"), (1_024, "1.0K"), (4_096, "4.0K"), (102_297, "99.9K"),
      (102_400, "100K"),
      (1_023_487, "999K"), (1_023_488, "1.0M"), (1_048_576, "1.0M"), (1_048_051_711, "999M"), (1_048_051_712, "1.0G"),
      (5 << 30, "5.0G"),
    ])
  func bytes(count: Int, text: String) {
    #expect(Figures.bytes(count) == text)
  }
}
