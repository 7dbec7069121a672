/// What one second of the lab's time saw.
public struct SecondCounts: Hashable, Sendable {
  public var hits: UInt32 = 0
  /// Misses, shared loads included.
  public var misses: UInt32 = 0
  /// Loads that began: calls of the database.
  public var loads: UInt32 = 0
  /// Bypasses, errors and cancelled requests.
  public var others: UInt32 = 0

  public init() {}

  public var hitRate: Double? {
    hits + misses == 0 ? nil : Double(hits) / Double(hits + misses)
  }

  static func += (left: inout SecondCounts, right: SecondCounts) {
    left.hits += right.hits
    left.misses += right.misses
    left.loads += right.loads
    left.others += right.others
  }
}

extension SecondCounts {
  /// The seconds of several strips of equal length, added up.
  static func sums(_ strips: [[SecondCounts]]) -> [SecondCounts] {
    var sums = [SecondCounts](repeating: SecondCounts(), count: SecondStrip.length)
    for strip in strips {
      for (place, counts) in strip.enumerated() { sums[place] += counts }
    }
    return sums
  }
}

/// Counts per second for the last seconds, one place a second, overwritten as time goes round.
struct SecondStrip: Sendable {
  static let length = 128

  private var counts = [SecondCounts](repeating: SecondCounts(), count: Self.length)
  private var seconds = [Int64](repeating: -1, count: Self.length)

  @inline(__always)
  mutating func update(second: Int64, _ change: (inout SecondCounts) -> Void) {
    let place = Int(second & Int64(Self.length - 1))
    if seconds[place] != second {
      seconds[place] = second
      counts[place] = SecondCounts()
    }
    change(&counts[place])
  }

  /// The `Self.length` seconds up to and including `second`, oldest first.
  func last(through second: Int64) -> [SecondCounts] {
    (second - Int64(Self.length) + 1...second).map { wanted in
      let place = Int(wanted & Int64(Self.length - 1))
      return seconds[place] == wanted ? counts[place] : SecondCounts()
    }
  }
}
