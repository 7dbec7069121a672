@testable import CacheEngine

/// Seconds and latencies that look like an afternoon's, and are the same every time.
enum Strips {
  static let empty = [SecondCounts](repeating: SecondCounts(), count: SecondStrip.length)

  static func busy(offset: Int) -> [SecondCounts] {
    (0..<SecondStrip.length).map { second in
      var counts = SecondCounts()
      // Nothing in the first half, then a warm cache with a wave of misses every twenty seconds.
      guard second >= 60 else { return counts }
      counts.hits = UInt32((second * 7 + offset * 3) % 11)
      counts.misses = second % 20 == offset ? 6 : second % 7 == 0 ? 1 : 0
      counts.loads = counts.misses
      counts.others = second % 33 == 0 ? 1 : 0
      return counts
    }
  }

  static func latencies(hits: UInt64, waits: UInt64) -> LatencyPair {
    var pair = LatencyPair()
    var histogram = LatencyHistogram()
    for number in 0..<hits { histogram.record(nanoseconds: 6_000 + Int64(number * number % 40_000)) }
    pair.hits = histogram.summary
    histogram = LatencyHistogram()
    for number in 0..<waits { histogram.record(nanoseconds: 1_000_000_000 + Int64(number % 3) * 1_000_000_000) }
    pair.waits = histogram.summary
    return pair
  }
}
