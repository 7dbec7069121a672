import ArgumentParser

/// The exit statuses that scripts rely on (sysexits.h where there is one).
extension ExitCode {
  static let expectationNotMet = ExitCode(1)
  static let usage = ExitCode(64)
  static let badScenario = ExitCode(65)
  static let storeUnreachable = ExitCode(69)
  static let tooLittleMemory = ExitCode(71)
  static let noTerminal = ExitCode(74)
  static let interrupted = ExitCode(130)
}
