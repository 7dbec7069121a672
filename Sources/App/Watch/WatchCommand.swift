import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope watch`: the entries that another program writes.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch the entries that another program keeps on a Redis server.",
    discussion: """
      Shows the keys that match, their countdowns and values, and what happens to them. Nothing is ever written.

      Changes are known from the server's keyspace notifications where they are on, else by looking again and \
      again, at no more than 20 commands a second; the screen says which. They are never switched on from here. Whoever \
      may change the server can: \
      redis-cli config set notify-keyspace-events KEA

      With --json every change is a line: time_s (since the start), event (appeared, overwritten, ttl_changed, expired, \
      evicted, deleted, or gone: deleted or evicted), key, ttl_left_s, type, source (notification or sampling). What was \
      there from the start is listed by 'ttlscope keys --match'. Ctrl-C ends it with status 130.
      """)

  @OptionGroup var server: ServerOptions

  @Option(
    help: ArgumentHelp(
      "Which keys, as Redis matches them: * ? [a-z], \\ before one that is meant so.", valueName: "pattern"))
  var match = "*"

  @Flag(help: "One JSON object a change instead of the dashboard.")
  var json = false

  @Option(
    name: .customLong("for"), help: ArgumentHelp("End after so long: 30s, 5m (with --json).", valueName: "duration"))
  var duration: String?

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    if match.isEmpty { throw ValidationError("--match must not be empty: * is every key") }
    if duration != nil, !json { throw ValidationError("--for goes with --json; the dashboard is left with q") }
    _ = try length()
  }

  func run() async throws {
    let watch = try Watch(address: address(), pattern: match, jitter: ServerOptions.jitter(seed: nil))
    if json { return try await printChanges(of: watch) }
    let screen = screen.choice
    let port = WatchPort(watch)
    try await MainActor.run {
      try DashboardSession(screen, insteadOfScreen: "'ttlscope watch --json' does not").run(port) { port.start() }
    }
  }

  private func printChanges(of watch: Watch) async throws {
    Interrupts.endProgram()
    watch.listen { Output.line(WatchEventLine.text(of: $0)) }
    let length = try length()
    let running = Task { await watch.run() }
    try await reportTrouble(of: watch)
    guard let length else { return await running.value }
    try? await Task.sleep(for: length)
    running.cancel()
    await watch.close()
  }

  /// A server that cannot be reached at all is an error; one that goes away later is waited for.
  private func reportTrouble(of watch: Watch) async throws {
    while true {
      switch watch.store.status(at: watch.clock.now).health {
      case .up: return
      case .connecting, .resolving: try await Task.sleep(for: .milliseconds(10))
      case .down(let reason, _, _), .refused(let reason):
        Output.message("store unavailable: \(reason)")
        throw ExitCode.storeUnreachable
      }
    }
  }

  private func length() throws -> Duration? {
    guard let duration else { return nil }
    do {
      return try DurationParser.duration(of: duration)
    } catch {
      throw ValidationError("--for: \(SafeText()("\(error)"))")
    }
  }

  private func address() throws -> RedisAddress {
    guard let address = try server.address() else {
      throw ValidationError("there is no server to watch: name it with --redis URL, or in REDIS_URL")
    }
    return address
  }
}
