import Synchronization

/// A scenario that runs without a screen, from its first request to its report.
public final class ScenarioRun: Sendable {
  /// Requests in flight at the end are waited for, at most so long.
  static let longestDrain = Duration.seconds(3_600)

  public let lab: Lab
  private let scenario: Scenario
  private let started = MonotonicTime.nanoseconds

  public init(_ scenario: Scenario, clock: any LabClock, store: any CacheStore) {
    self.scenario = scenario
    lab = Lab(scenario, clock: clock, store: store)
  }

  /// Runs to the end, or until cancelled.
  public func run() async -> RunReport {
    let start = lab.clock.now
    let end = start.advanced(by: scenario.duration)
    await withTaskGroup(of: Void.self) { helpers in
      helpers.addTask { await self.lab.sweepUntilCancelled() }
      helpers.addTask { await self.lab.runSteps() }
      await lab.generator.run(until: end, factor: 1)
      if (try? await lab.clock.sleep(until: end)) != nil { await drain() }
      helpers.cancelAll()
    }
    return report(since: start)
  }

  private func drain() async {
    let limit = lab.clock.now.advanced(by: Self.longestDrain)
    while lab.sender.requestsInFlight > 0, lab.clock.now < limit {
      guard (try? await lab.clock.sleep(for: .milliseconds(100))) != nil else { return }
    }
  }

  private func report(since start: Timestamp) -> RunReport {
    var report = lab.report()
    report.virtualTime = min(scenario.duration, start.duration(to: lab.clock.now))
    report.wallTime = .nanoseconds(MonotonicTime.nanoseconds - started)
    return report
  }
}
