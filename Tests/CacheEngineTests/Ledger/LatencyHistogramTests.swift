import Testing

@testable import CacheEngine

@Suite("Latencies") struct LatencyHistogramTests {
  private func summary(_ latencies: some Sequence<Int64>) -> LatencySummary {
    var histogram = LatencyHistogram()
    for latency in latencies { histogram.record(nanoseconds: latency) }
    return histogram.summary
  }

  private func isNear(_ found: Duration, _ wanted: Int64) -> Bool {
    abs(Double(found.wholeNanoseconds - wanted)) <= Double(wanted) * 0.01
  }

  @Test(
    "percentiles of a known distribution are right to one percent", arguments: [1, 37, 1_000, 2_000_003] as [Int64])
  func percentiles(scale: Int64) {
    let summary = summary((1...1_000).map { $0 * scale })
    #expect(isNear(summary.p50, 500 * scale), "\(summary.p50)")
    #expect(isNear(summary.p90, 900 * scale), "\(summary.p90)")
    #expect(isNear(summary.p99, 990 * scale), "\(summary.p99)")
    #expect(isNear(summary.p999, 999 * scale), "\(summary.p999)")
    #expect(summary.least == .nanoseconds(scale))
    #expect(summary.greatest == .nanoseconds(1_000 * scale))
    #expect(isNear(summary.mean, 500 * scale + scale / 2))
    #expect(summary.count == 1_000)
    #expect(summary.octaves.reduce(0, +) == 1_000)
  }

  @Test("a single latency is every number of its summary, exactly", arguments: [1, 999, 2_000_000_007] as [Int64])
  func single(latency: Int64) {
    let summary = summary([latency])
    let numbers = [
      summary.least, summary.p50, summary.p90, summary.p99, summary.p999, summary.greatest, summary.mean,
    ]
    #expect(numbers.allSatisfy { $0 == .nanoseconds(latency) }, "\(numbers)")
  }

  @Test("two populations keep their two ends exactly")
  func ends() {
    let summary = summary([1_234_567, 3, 2_000_000_007])
    #expect(summary.least == .nanoseconds(3))
    #expect(summary.greatest == .nanoseconds(2_000_000_007))
  }

  @Test(
    "more than an hour counts as an hour, less than nothing as nothing", arguments: [Int64.max, 3_600_000_000_001])
  func clamped(latency: Int64) {
    #expect(summary([latency]).greatest == .seconds(3_600))
    #expect(summary([-latency, 0]).greatest == .zero)
    #expect(summary([latency, latency]).mean == .seconds(3_600))
  }

  @Test("octaves count latencies between powers of two")
  func octaves() {
    let octaves = summary([1, 2, 3, 4, 1_023, 1_024, 2_047, 2_048]).octaves
    #expect(octaves[0...2] == [1, 2, 1])
    #expect(octaves[9...11] == [1, 2, 1])
    #expect(LatencySummary.octave(ofNanoseconds: 0) == 0)
    #expect(LatencySummary.octave(ofNanoseconds: .max) == LatencySummary.octaveCount - 1)
  }

  @Test("nothing recorded is a summary of zeros")
  func empty() {
    #expect(LatencyHistogram().summary == LatencySummary())
  }
}
