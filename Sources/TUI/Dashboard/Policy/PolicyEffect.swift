import CacheEngine

/// What a change of an endpoint's policy did: the seconds before it beside those after it.
struct PolicyEffect: Hashable {
  /// Rates of some whole seconds.
  struct Rates: Hashable {
    var seconds = 0
    var counts = SecondCounts()

    var hitRate: Double? { counts.hitRate }
    var loads: Double { perSecond(counts.loads) }
    var misses: Double { perSecond(counts.misses) }

    private func perSecond(_ count: UInt32) -> Double { seconds == 0 ? 0 : Double(count) / Double(seconds) }
  }

  static let longest = 60
  /// Changes that follow each other so closely are one: somebody steps through values.
  static let pause: Int64 = 5

  var before = Rates()
  var after = Rates()

  /// `nil` while the endpoint's policy has not been changed.
  /// - Parameters:
  ///   - name: Of the endpoint.
  ///   - strip: Its counts, the last being those of the second that is running at `now`.
  init?(of name: String, events: [LabEvent], strip: [SecondCounts], now: Timestamp) {
    let changes = events.filter { $0.kind == .policyChanged && $0.text.hasPrefix("\(name): ") }.map(\.at.second)
    guard let last = changes.last else { return nil }
    var first = last
    for second in changes.reversed() where first - second <= Self.pause { first = second }
    // The seconds of the changes belong to neither side, and the running one is not over.
    before = Self.rates(of: strip, from: max(0, first - Int64(Self.longest)), to: first, now: now)
    after = Self.rates(of: strip, from: last + 1, to: min(last + 1 + Int64(Self.longest), now.second), now: now)
  }

  private static func rates(of strip: [SecondCounts], from start: Int64, to end: Int64, now: Timestamp) -> Rates {
    let oldest = now.second - Int64(strip.count) + 1
    var rates = Rates()
    for second in max(start, oldest)..<max(start, oldest, end) where second <= now.second {
      rates.seconds += 1
      rates.counts.hits += strip[Int(second - oldest)].hits
      rates.counts.misses += strip[Int(second - oldest)].misses
      rates.counts.loads += strip[Int(second - oldest)].loads
    }
    return rates
  }
}
