/// Time as the machine's monotonic clock tells it: setting the wall clock does not move it.
public struct RealClock: LabClock {
  private let origin = MonotonicTime.nanoseconds

  public init() {}

  public var now: Timestamp {
    Timestamp(nanoseconds: MonotonicTime.nanoseconds - origin)
  }

  public nonisolated(nonsending) func sleep(until deadline: Timestamp) async throws {
    let left = now.duration(to: deadline)
    guard left > .zero else { return try Task.checkCancellation() }
    try await Task.sleep(for: left, tolerance: .zero)
  }
}
