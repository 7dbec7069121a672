import Histogram

/// How long requests took: any latency from a nanosecond to an hour, to within one percent.
///
/// Percentiles come from an HdrHistogram with two significant digits; least and greatest are exact. Longer latencies count
/// as an hour.
public struct LatencyHistogram: Sendable {
  static let longest: Int64 = 3_600_000_000_000

  private var histogram = Histogram<UInt64>(
    lowestDiscernibleValue: 1, highestTrackableValue: UInt64(Self.longest), numberOfSignificantValueDigits: .two)
  private var sum: Int64 = 0
  private var least = Int64.max
  private var greatest: Int64 = 0

  public init() {}

  public mutating func record(nanoseconds: Int64) {
    let latency = min(max(0, nanoseconds), Self.longest)
    histogram.record(UInt64(latency))
    sum = sum.addingReportingOverflow(latency).partialValue
    least = min(least, latency)
    greatest = max(greatest, latency)
  }

  public var count: UInt64 { histogram.totalCount }

  /// Both together.
  func merged(with other: LatencyHistogram) -> LatencyHistogram {
    var merged = self
    for bucket in other.histogram.recordedValues() where bucket.count > 0 {
      merged.histogram.record(bucket.value, count: bucket.count)
    }
    merged.sum = sum.addingReportingOverflow(other.sum).partialValue
    merged.least = min(least, other.least)
    merged.greatest = max(greatest, other.greatest)
    return merged
  }

  /// - Complexity: one pass over some five thousand buckets.
  public var summary: LatencySummary {
    var summary = LatencySummary()
    guard count > 0 else { return summary }
    summary.count = count
    summary.least = .nanoseconds(least)
    summary.greatest = .nanoseconds(greatest)
    summary.mean = .nanoseconds(sum / Int64(count))
    let wanted: [(share: Double, place: WritableKeyPath<LatencySummary, Duration>)] = [
      (0.5, \.p50), (0.9, \.p90), (0.99, \.p99), (0.999, \.p999),
    ]
    var next = wanted[...]
    var seen: UInt64 = 0
    for bucket in histogram.recordedValues() where bucket.count > 0 {
      let value = Int64(bucket.value)
      summary.octaves[LatencySummary.octave(ofNanoseconds: value)] += bucket.count
      seen += bucket.count
      while let (share, place) = next.first, Double(seen) >= share * Double(count) {
        summary[keyPath: place] = .nanoseconds(min(max(value, least), greatest))
        next = next.dropFirst()
      }
    }
    return summary
  }
}

/// A latency distribution in the few numbers a screen can show.
public struct LatencySummary: Hashable, Sendable {
  /// Octave `i` counts latencies from 2^i to 2^(i+1) nanoseconds.
  public static let octaveCount = 42

  public var count: UInt64 = 0
  public var least = Duration.zero
  public var p50 = Duration.zero
  public var p90 = Duration.zero
  public var p99 = Duration.zero
  public var p999 = Duration.zero
  public var greatest = Duration.zero
  public var mean = Duration.zero
  public var octaves = [UInt64](repeating: 0, count: Self.octaveCount)

  public init() {}

  public static func octave(ofNanoseconds latency: Int64) -> Int {
    min(octaveCount - 1, max(0, 63 - max(1, latency).leadingZeroBitCount))
  }
}
