import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope` without a subcommand: the dashboard.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default).")

  @Option(help: "Colours: auto, always or never.")
  var color = ColorOption.auto

  @Flag(help: "Draw lines and bars with ASCII characters.")
  var ascii = false

  @Flag(help: "Report clicks and the wheel from the start (m toggles).")
  var mouse = false

  @OptionGroup var storeOptions: StoreOptions

  /// Runs on the main thread and stays there: the terminal belongs to it.
  func run() throws {
    let terminal: CursesTerminal
    do {
      terminal = try CursesTerminal.open(TerminalOptions(colors: color.terminalColors, mouse: mouse))
    } catch {
      Output.message("\(error); the dashboard needs a terminal, 'ttlscope request' does not")
      throw ExitCode.noTerminal
    }
    let reason: QuitReason
    let runner: LabRunner
    do {
      runner = LabRunner(try storeOptions.makeLab())
      runner.start()
      var loop = DashboardLoop(
        terminal: terminal, lab: runner, isMouseOn: mouse, isASCII: ascii, saveScreen: ScreenFile.save)
      reason = loop.run()
    } catch {
      terminal.close()
      throw error
    }
    terminal.close()
    if reason != .hangup { Output.line(Summary.text(of: runner.snapshot())) }
    switch reason {
    case .quit: return
    case .interrupted: throw ExitCode.interrupted
    case .hangup: throw ExitCode.noTerminal
    case .signal(let number): endProcess(bySignal: number)
    }
  }
}
