import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope replay`: a recording, shown or asserted.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Show a recording in the dashboard, or check that the same run still gives it.",
    discussion: """
      A recording is made by 'ttlscope run … --record FILE'. In the dashboard P pauses, . goes to the next thing that \
      happened, ← and → move by 10 s, S goes to any moment.

      With --check the scenario in the recording runs again, without a screen. Exit status: 0 when every line is the same, \
      1 with the first difference, 65 for a file that is no recording.
      """)

  @Argument(help: "The recording.")
  var file: String

  @Flag(help: "Run the scenario again and compare.")
  var check = false

  @Option(help: ArgumentHelp("How fast the recording plays: 0.1 to 1000.", valueName: "times"))
  var speed = SpeedOption.times(1)

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    if speed == .max { throw ValidationError("--speed max is for 'ttlscope run'; a recording plays at 0.1 to 1000") }
  }

  func run() async throws {
    if check { return try await compare() }
    guard case .times(let speed) = speed else { throw ExitCode.usage }
    let tape = try ReplayFile.tape(of: file)
    let screen = screen.choice
    try await MainActor.run { try DashboardSession(screen).run(ReplayLab(tape, speed: speed)) }
  }

  private func compare() async throws {
    let recording = try RecordingFile(file)
    guard recording.header.store == "memory", recording.header.clock == .virtual else {
      let place = recording.header.store == "memory" ? "in real time" : "on a server"
      Output.message("\(file): was recorded \(place): such a run cannot be had again exactly")
      throw ExitCode.usage
    }
    switch try await RecordingCheck(recording).run() {
    case .identical(let requests, let events):
      Output.line(
        "identical: \(requests) \(requests == 1 ? "request" : "requests"), \(events) \(events == 1 ? "event" : "events")"
      )
    case .different(let difference):
      Output.line("\(SafeText()(file)):\(difference.line): \(difference.reason)")
      throw ExitCode.expectationNotMet
    }
  }
}
