import CacheEngine

/// A clock that stands still until a test moves it. Sleepers wake in the order of their deadlines, then of their arrival.
public final class ManualClock: LabClock {
  private struct Sleeper {
    var id: UInt64
    var deadline: Timestamp
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct Watcher {
    var count: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now: Timestamp
    var lastID: UInt64 = 0
    /// In the order in which they wake.
    var sleepers: [Sleeper] = []
    var watchers: [Watcher] = []
    /// Sleepers that were cancelled before they had lain down.
    var cancelled: Set<UInt64> = []

    mutating func insert(_ sleeper: Sleeper) {
      let place = sleepers.firstIndex { $0.deadline > sleeper.deadline } ?? sleepers.endIndex
      sleepers.insert(sleeper, at: place)
    }

    mutating func takeSatisfiedWatchers() -> [Watcher] {
      let satisfied = watchers.filter { $0.count <= sleepers.count }
      watchers.removeAll { $0.count <= sleepers.count }
      return satisfied
    }
  }

  private enum Arrival { case sleeping, due, cancelled }

  private let state: Lock<State>

  public init(now: Timestamp = .zero) {
    state = Lock(State(now: now))
  }

  public var now: Timestamp { state.withLock { $0.now } }

  public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  public func advance(by duration: Duration) {
    advance(to: now.advanced(by: duration))
  }

  /// Moves the clock and wakes everybody whose time has come. Never moves back.
  public func advance(to moment: Timestamp) {
    let due = state.withLock { state in
      state.now = max(state.now, moment)
      let due = state.sleepers.prefix { $0.deadline <= state.now }
      state.sleepers.removeFirst(due.count)
      return Array(due)
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Suspends until that many tasks sleep on this clock.
  public func untilSleeping(count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.count < count {
          state.watchers.append(Watcher(count: count, continuation: continuation))
          return false
        }
        return true
      }
      if isThere { continuation.resume() }
    }
  }

  public func sleep(until deadline: Timestamp) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { lieDown(id, until: deadline, $0) }
    } onCancel: {
      wakeCancelled(id)
    }
  }

  private func lieDown(_ id: UInt64, until deadline: Timestamp, _ continuation: CheckedContinuation<Void, any Error>) {
    var watchers: [Watcher] = []
    let arrival: Arrival = state.withLock { state in
      if state.cancelled.remove(id) != nil { return .cancelled }
      if deadline <= state.now { return .due }
      state.insert(Sleeper(id: id, deadline: deadline, continuation: continuation))
      watchers = state.takeSatisfiedWatchers()
      return .sleeping
    }
    switch arrival {
    case .sleeping: for watcher in watchers { watcher.continuation.resume() }
    case .due: continuation.resume()
    case .cancelled: continuation.resume(throwing: CancellationError())
    }
  }

  private func wakeCancelled(_ id: UInt64) {
    let sleeper: Sleeper? = state.withLock { state in
      guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
        state.cancelled.insert(id)
        return nil
      }
      return state.sleepers.remove(at: place)
    }
    sleeper?.continuation.resume(throwing: CancellationError())
  }
}
