/// The one source of time: whatever waits or measures in the lab asks the clock it was given.
public protocol LabClock: Sendable {
  var now: Timestamp { get }

  /// The lab's time and the machine's, read together.
  var reading: ClockReading { get }

  /// Suspends until the clock has reached `deadline`; returns at once when it already has.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  nonisolated(nonsending) func sleep(until deadline: Timestamp) async throws

  /// The same for housekeeping, which is nothing that happens in the lab: nobody steps to its end.
  nonisolated(nonsending) func doze(until deadline: Timestamp) async throws

  /// True when the clock shows `deadline`, or can be made to without anybody noticing: then there is nothing to wait for.
  func reachesAtOnce(_ deadline: Timestamp) -> Bool

  /// Where tasks run that go by this clock; `nil`: wherever tasks run.
  var executor: (any TaskExecutor)? { get }

  var status: ClockStatus { get }
}

extension LabClock {
  public var reading: ClockReading {
    let now = now
    return ClockReading(now: now, machine: now.nanoseconds)
  }

  public nonisolated(nonsending) func doze(until deadline: Timestamp) async throws {
    try await sleep(until: deadline)
  }

  public func reachesAtOnce(_ deadline: Timestamp) -> Bool { deadline <= now }

  public var executor: (any TaskExecutor)? { nil }

  public var status: ClockStatus { ClockStatus(watched: .nanoseconds(now.nanoseconds)) }

  public nonisolated(nonsending) func sleep(for duration: Duration) async throws {
    try await sleep(until: now.advanced(by: duration))
  }
}

/// The lab's time, and the machine's at the same moment.
///
/// Work takes the machine's time, at whatever speed the lab's goes: a hit that takes 5 µs takes 5 µs at ×100 too, and while
/// time is paused.
public struct ClockReading: Hashable, Sendable {
  public var now: Timestamp
  /// Nanoseconds on a clock that nobody steers.
  public var machine: Int64

  public init(now: Timestamp, machine: Int64) {
    self.now = now
    self.machine = machine
  }
}
