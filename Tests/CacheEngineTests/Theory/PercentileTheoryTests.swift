import Testing

@testable import CacheEngine

/// A histogram is fed the quantiles of a distribution in the middle of ten thousand equal shares, so that nothing is left to
/// chance and what remains is the histogram's own error.
@Suite("Percentiles of known distributions") struct PercentileTheoryTests {
  private static let count = 10_000

  private func check(_ scale: Int64, quantile: (Double) -> Double) {
    var histogram = LatencyHistogram()
    for index in 0..<Self.count {
      let share = (Double(index) + 0.5) / Double(Self.count)
      histogram.record(nanoseconds: Int64((quantile(share) * Double(scale)).rounded()))
    }
    let summary = histogram.summary
    for (found, share) in [(summary.p50, 0.5), (summary.p90, 0.9), (summary.p99, 0.99), (summary.p999, 0.999)] {
      // The value that the share of all values does not exceed, as it was recorded.
      let wanted = (quantile(share - 0.5 / Double(Self.count)) * Double(scale)).rounded()
      let difference = abs(Double(found.wholeNanoseconds) - wanted)
      #expect(difference <= wanted * 0.01, "scale \(scale), \(share): \(found), not \(wanted) ns")
    }
  }

  @Test(
    "are right to one percent from nothing to an hour",
    arguments: [0, 1, 1_000, 1_000_000, 1_000_000_000, 3_600_000_000_000] as [Int64])
  func percentiles(scale: Int64) {
    check(scale) { $0 }
    // Nine in ten take a thousandth, the others take all of it.
    check(scale) { $0 < 0.9 ? 0.001 : 1 }
    // An exponential distribution that stays below an hour: ten thousand quantiles end at 9.9 times the mean.
    check(scale) { -PortableMath.log(1 - $0) / 10 }
  }
}
