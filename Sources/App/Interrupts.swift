import CacheEngine
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C for the commands that print lines.
enum Interrupts {
  /// What has been printed stays, status 130.
  static func endProgram() {
    signal(SIGINT) { _ in _exit(130) }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Ctrl-C stops the run, which then still reports; a second one ends the program.
  static func stopping<Result: Sendable>(
    _ run: ScenarioRun, _ body: @Sendable () async -> Result
  ) async -> Result {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      run.stop()
      endProgram()
    }
    source.activate()
    let result = await body()
    source.cancel()
    return result
  }
}
