#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time as the machine's monotonic clock tells it: setting the wall clock does not move it.
public struct RealClock: LabClock {
  private let origin: Int64

  public init() {
    origin = RealClock.monotonicNanoseconds()
  }

  public var now: Timestamp {
    Timestamp(nanoseconds: RealClock.monotonicNanoseconds() - origin)
  }

  public func sleep(until deadline: Timestamp) async throws {
    let left = now.duration(to: deadline)
    guard left > .zero else { return try Task.checkCancellation() }
    try await Task.sleep(for: left, tolerance: .zero)
  }

  private static func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
