import CacheEngine
import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line on standard error that says how far a run has come, where that is a terminal.
enum RunProgressLine {
  static func showing<Result: Sendable>(
    _ run: ScenarioRun, _ body: @Sendable () async -> Result
  ) async -> Result {
    guard isatty(2) == 1 else { return await body() }
    let line = Task.detached {
      while (try? await Task.sleep(for: .milliseconds(200))) != nil {
        Output.status("\r\(text(run.progress))\u{1B}[K")
      }
    }
    let result = await body()
    line.cancel()
    await line.value
    Output.status("\r\u{1B}[K")
    return result
  }

  static func text(_ progress: RunProgress) -> String {
    let rate = Double(progress.requests) / max(0.001, progress.wallTime.inSeconds)
    let left = progress.wallTimeLeft.map { ", \(Figures.timeLeft($0)) left" } ?? ""
    return "\(Figures.percent(progress.share))%  \(Figures.count(progress.requests)) requests, "
      + "\(Figures.count(Int(rate)))/s\(left)"
  }
}
