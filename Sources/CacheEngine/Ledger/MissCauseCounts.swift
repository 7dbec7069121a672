/// Misses by cause.
public struct MissCauseCounts: Hashable, Sendable {
  public var cold: UInt64 = 0
  public var expired: UInt64 = 0
  public var evicted: UInt64 = 0
  public var invalidated: UInt64 = 0
  public var cleared: UInt64 = 0
  public var version: UInt64 = 0
  public var undecodable: UInt64 = 0
  public var storeError: UInt64 = 0

  public init() {}

  mutating func count(_ cause: MissCause) {
    switch cause {
    case .cold: cold += 1
    case .expired: expired += 1
    case .evicted: evicted += 1
    case .invalidated: invalidated += 1
    case .cleared: cleared += 1
    case .version: version += 1
    case .undecodable: undecodable += 1
    case .storeError: storeError += 1
    }
  }

  static func += (left: inout MissCauseCounts, right: MissCauseCounts) {
    left.cold += right.cold
    left.expired += right.expired
    left.evicted += right.evicted
    left.invalidated += right.invalidated
    left.cleared += right.cleared
    left.version += right.version
    left.undecodable += right.undecodable
    left.storeError += right.storeError
  }
}
