import ArgumentParser
import CacheEngine
import TUI

/// The dashboard in this terminal, from the first frame to the shell's prompt. The main thread owns the terminal.
struct DashboardSession {
  private let choice: ScreenChoice
  private let alternative: String

  /// - Parameter alternative: What to use where there is no terminal, after "the dashboard needs a terminal, ".
  init(_ choice: ScreenChoice, insteadOfScreen alternative: String = "'ttlscope request' does not") {
    self.choice = choice
    self.alternative = alternative
  }

  /// - Parameters:
  ///   - lab: What is to be seen.
  ///   - start: Called once the terminal is there.
  /// - Throws: An `ExitCode` for every ending but leaving.
  func run(_ lab: any LabPort, start: () -> Void = {}) throws {
    let terminal: CursesTerminal
    do {
      terminal = try CursesTerminal.open(TerminalOptions(colors: choice.color.terminalColors, mouse: choice.isMouseOn))
    } catch {
      Output.message("\(error); the dashboard needs a terminal, \(alternative)")
      throw ExitCode.noTerminal
    }
    start()
    var loop = DashboardLoop(
      terminal: terminal, lab: lab, isMouseOn: choice.isMouseOn, isASCII: choice.isASCII, saveScreen: ScreenFile.save)
    let reason = loop.run()
    terminal.close()
    if reason != .hangup { Output.line(Summary.text(of: lab.snapshot(records: 1))) }
    switch reason {
    case .quit: return
    case .interrupted: throw ExitCode.interrupted
    case .hangup: throw ExitCode.noTerminal
    case .signal(let number): endProcess(bySignal: number)
    }
  }
}
