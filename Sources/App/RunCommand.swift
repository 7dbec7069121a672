import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope run`: a scenario without a screen.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario without a screen: a report, and whether it met its expectations.",
    discussion: """
      In memory time is virtual and goes as fast as the processor allows: the same scenario and seed give the same report, \
      but for wall_time_s. On a server time is real.

      Exit status: 1 when an expectation is not met, 130 with the partial report after Ctrl-C.
      """)

  @Argument(help: ArgumentHelp("A built-in scenario (see 'ttlscope scenarios'), or a file.", valueName: "file|name"))
  var scenario: String

  @Flag(help: "The report as one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp("How fast time goes: 0.1 to 1000, or max (default; on a server 1).", valueName: "times|max"))
  var speed: SpeedOption?

  @OptionGroup var storeOptions: StoreOptions

  @OptionGroup var files: RunFiles

  func run() async throws {
    let scenario = storeOptions.seeded(try ScenarioOption.scenario(self.scenario))
    let store = try storeOptions.makeStore(for: scenario)
    let clock = try RunSpeed.clock(for: speed, store: store)
    let run = ScenarioRun(scenario, on: clock, store: store)
    let recorder = try files.start(run, clock: clock.kind)
    let report = await Interrupts.stopping(run) { await RunProgressLine.showing(run) { await run.run() } }
    let status = store.status(at: run.lab.clock.now)
    StoreOptions.reportAccess(to: store, at: run.lab.clock.now)
    await store.close()
    Output.line(json ? JSONLine.text(of: report.json) : ReportTable(report: report).text)
    try recorder.finish()
    Output.warning(of: status)
    if let reason = status.health.trouble {
      Output.message("store not reachable: \(SafeText()(reason))")
      throw ExitCode.storeUnreachable
    }
    if !run.isComplete { throw ExitCode.interrupted }
    if report.expectations.contains(where: { !$0.isMet }) { throw ExitCode.expectationNotMet }
  }
}

/// Which clock a run goes by.
enum RunSpeed {
  static func clock(for speed: SpeedOption?, store: any CacheStore) throws -> ScenarioRun.RunClock {
    guard store is MemoryStore else {
      if let speed, speed != .times(1) {
        throw ValidationError("--speed \(speed): a server ages its entries by its own clock; on Redis time goes at 1")
      }
      return .real(RealClock())
    }
    switch speed ?? .max {
    case .max: return .virtual(VirtualTime())
    case .times(let times): return .real(SteerableClock(speed: times))
    }
  }
}

extension ScenarioRun.RunClock {
  fileprivate var kind: RecordingHeader.ClockKind {
    switch self {
    case .virtual: .virtual
    case .real: .real
    }
  }
}
