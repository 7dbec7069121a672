import Synchronization

/// A scenario that runs without a screen, from its first request to its report.
public final class ScenarioRun: Sendable {
  /// Requests in flight at the end are waited for, at most so long.
  static let longestDrain = Duration.seconds(3_600)

  public let lab: Lab
  private let scenario: Scenario
  private let clock: RunClock
  private let began = MonotonicTime.nanoseconds
  private let task = Lock<Task<Void, Never>?>(nil)
  private let isStopped = Atomic<Bool>(false)

  /// How time goes in a run.
  public enum RunClock: Sendable {
    /// As fast as the processor allows, on one thread. Only for stores that go by the lab's time.
    case virtual(VirtualTime)
    case real(any LabClock)

    var clock: any LabClock {
      switch self {
      case .virtual(let time): time
      case .real(let clock): clock
      }
    }
  }

  /// - Parameter isWatched: Whether the ledger keeps what only a screen shows.
  public init(_ scenario: Scenario, on clock: RunClock, store: any CacheStore, isWatched: Bool = false) {
    self.scenario = scenario
    self.clock = clock
    lab = Lab(scenario, clock: clock.clock, store: store, isWatched: isWatched)
  }

  /// Runs to the end, or until stopped, and judges the scenario's expectations.
  public func run() async -> RunReport {
    switch clock {
    case .virtual(let time): await time.run { await self.play() }
    case .real:
      let task = Task { await play() }
      self.task.withLock { $0 = task }
      if isStopped.load(ordering: .sequentiallyConsistent) { task.cancel() }
      await task.value
    }
    var report = lab.report()
    report.virtualTime = progress.virtualTime
    report.wallTime = .nanoseconds(MonotonicTime.nanoseconds - began)
    report.evaluate(scenario.expectations)
    return report
  }

  /// Ends the run where it is, from any thread.
  public func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    switch clock {
    case .virtual(let time): time.interrupt()
    case .real: task.withLock { $0 }?.cancel()
    }
  }

  /// False when the run was stopped before its end.
  public var isComplete: Bool { !isStopped.load(ordering: .sequentiallyConsistent) }

  public var progress: RunProgress {
    RunProgress(
      virtualTime: min(scenario.duration, Timestamp.zero.duration(to: lab.clock.now)), duration: scenario.duration,
      wallTime: .nanoseconds(MonotonicTime.nanoseconds - began), requests: lab.ledger.requestsBegun)
  }

  private func play() async {
    let end = Timestamp.zero.advanced(by: scenario.duration)
    await withTaskGroup(of: Void.self) { helpers in
      helpers.addTask { await self.lab.sweepUntilCancelled() }
      helpers.addTask { await self.lab.runSteps() }
      await lab.generator.run(until: end, factor: 1)
      if (try? await lab.clock.sleep(until: end)) != nil { await drain() }
      // What the database would not take until now, it never gets.
      _ = lab.crash()
      helpers.cancelAll()
    }
  }

  private func drain() async {
    let limit = lab.clock.now.advanced(by: Self.longestDrain)
    while lab.sender.requestsInFlight > 0 || lab.writesAtRisk > 0, lab.clock.now < limit {
      guard (try? await lab.clock.sleep(for: .milliseconds(100))) != nil else { return }
    }
  }
}

/// How far a run has come.
public struct RunProgress: Hashable, Sendable {
  public var virtualTime: Duration
  public var duration: Duration
  public var wallTime: Duration
  public var requests: UInt64

  /// 0 to 1.
  public var share: Double { duration > .zero ? virtualTime / duration : 1 }

  /// What it will still take, if it goes on like this; `nil` before anything can be said.
  public var wallTimeLeft: Duration? {
    share > 0.001 ? wallTime * ((1 - share) / share) : nil
  }
}
