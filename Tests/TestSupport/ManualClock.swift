import CacheEngine

/// A clock that stands still until a test moves it.
///
/// Sleepers wake in the order of their deadlines (then of their coming), each while the clock shows its own deadline.
public final class ManualClock: LabClock {
  private struct Sleeper {
    var number: UInt64
    var deadline: Timestamp
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct Watcher {
    var count: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now = Timestamp.zero
    var last: UInt64 = 0
    var sleepers: [Sleeper] = []
    var watchers: [Watcher] = []
  }

  private let state = Lock(State())

  public init() {}

  public var now: Timestamp { state.withLock { $0.now } }

  public var sleeping: Int { state.withLock { $0.sleepers.count } }

  public nonisolated(nonsending) func sleep(until deadline: Timestamp) async throws {
    try Task.checkCancellation()
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    let completed = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let watchers: [Watcher]? = state.withLock { state in
          guard deadline > state.now else { return nil }
          state.sleepers.append(Sleeper(number: number, deadline: deadline, continuation: continuation))
          let ready = state.watchers.filter { $0.count <= state.sleepers.count }
          state.watchers.removeAll { $0.count <= state.sleepers.count }
          return ready
        }
        guard let watchers else { return continuation.resume(returning: true) }
        for watcher in watchers { watcher.continuation.resume() }
        if Task.isCancelled { cancel(number) }
      }
    } onCancel: {
      cancel(number)
    }
    if !completed { throw CancellationError() }
  }

  /// Moves the clock on and wakes everyone whose deadline it passes, one deadline after another.
  ///
  /// - Note: It does not wait for what the woken do; follow it with ``untilSleeping(count:)`` where they sleep again.
  public func advance(by duration: Duration) {
    let target = now.advanced(by: duration)
    while let sleeper = next(until: target) { sleeper.continuation.resume(returning: true) }
  }

  /// Returns as soon as at least `count` tasks sleep on this clock.
  public func untilSleeping(count: Int) async {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append(Watcher(count: count, continuation: continuation))
        return false
      }
      if ready { continuation.resume() }
    }
  }

  private func next(until target: Timestamp) -> Sleeper? {
    state.withLock { state in
      let due = state.sleepers.indices.filter { state.sleepers[$0].deadline <= target }
      let first = due.min { left, right in
        let (one, other) = (state.sleepers[left], state.sleepers[right])
        return (one.deadline, one.number) < (other.deadline, other.number)
      }
      guard let first else {
        state.now = max(state.now, target)
        return nil
      }
      let sleeper = state.sleepers.remove(at: first)
      state.now = max(state.now, sleeper.deadline)
      return sleeper
    }
  }

  private func cancel(_ number: UInt64) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else { return nil }
      return state.sleepers.remove(at: index)
    }
    sleeper?.continuation.resume(returning: false)
  }
}
