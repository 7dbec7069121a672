/// The one source of time: whatever waits or measures in the lab asks the clock it was given.
public protocol LabClock: Sendable {
  var now: Timestamp { get }

  /// Suspends until the clock has reached `deadline`; returns at once when it already has.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  func sleep(until deadline: Timestamp) async throws
}

extension LabClock {
  public func sleep(for duration: Duration) async throws {
    try await sleep(until: now.advanced(by: duration))
  }
}
