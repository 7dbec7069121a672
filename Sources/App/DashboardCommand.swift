import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope` without a subcommand: the dashboard.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default).")

  @OptionGroup var screen: ScreenOptions

  @Option(
    help: ArgumentHelp(
      "Open a scenario, its load running: a built-in one (see 'ttlscope scenarios'), or a file.",
      valueName: "file|name"))
  var scenario: String?

  @Option(
    help: ArgumentHelp("How fast the lab's time goes: 0.1 to 1000 (memory only).", valueName: "times"))
  var speed = SpeedOption.times(1)

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    if speed == .max { throw ValidationError("--speed max is for 'ttlscope run'; the dashboard goes at 0.1 to 1000") }
  }

  /// Runs on the main thread and stays there: the terminal belongs to it.
  func run() throws {
    // What is wrong with the scenario or the store must be said before the screen is taken.
    let lab = try makeLab()
    let runner = LabRunner(lab)
    try DashboardSession(screen.choice).run(runner) { runner.start(withLoad: scenario != nil) }
  }

  /// Without a scenario the tutorial's endpoints, its load ready.
  private func makeLab() throws -> Lab {
    var wanted = try scenario.map { try ScenarioOption.scenario($0) } ?? BuiltInScenario.tutorial.scenario()
    // Whoever did not ask for a lesson gets the whole screen.
    if scenario == nil { wanted.lesson = nil }
    let store = try storeOptions.makeStore(for: scenario == nil ? nil : wanted)
    guard case .times(let speed) = speed else { throw ExitCode.usage }
    if store is MemoryStore {
      return Lab(storeOptions.seeded(wanted), clock: SteerableClock(speed: speed), store: store)
    }
    guard speed == 1 else {
      throw ValidationError(
        "--speed \(Figures.factor(speed)): a server ages its entries by its own clock; on Redis time goes at 1")
    }
    return Lab(storeOptions.seeded(wanted), clock: RealClock(), store: store)
  }
}
