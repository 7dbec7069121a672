import Foundation
import TestSupport
import Testing

/// `--ask-password` in a real terminal.
@Suite("Asking for a password", .enabled(if: RedisServer.isHere))
struct PasswordPromptTests {
  private let canary = "c4n4ry-p4ssw0rd"

  private func ask(_ server: RedisServer) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"),
      arguments: ["keys", "--redis", "unix://\(server.socketPath)", "--ask-password"])
    try terminal.expect("Password on \(server.socketPath)/0: ")
    return terminal
  }

  @Test("takes a line, corrected before Return, and shows nothing of it", .timeLimit(.minutes(1)))
  func answers() async throws {
    let server = try await RedisServer(options: ["--requirepass", canary])
    let terminal = try ask(server)
    #expect(!terminal.modes.isCooked)
    terminal.press("wrong\u{15}\(canary)x\u{7F}\n")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.text.contains("no entries on") && !terminal.text.contains("wrong"), "\(terminal.text)")
    #expect(!terminal.text.contains(canary))
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test(
    "gives the terminal back before any ending", .timeLimit(.minutes(1)),
    arguments: [
      ("\u{03}", PseudoTerminal.Ending.exit(130)), ("\u{1C}", .signal(SIGQUIT)), ("\u{04}", .exit(64)),
      ("\n", .exit(64)),
    ])
  func endings(_ keys: String, _ ending: PseudoTerminal.Ending) async throws {
    let terminal = try ask(try await RedisServer())
    terminal.press(keys)
    #expect(try terminal.waitForEnd() == ending)
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test("gives the terminal back before a signal from outside ends it", .timeLimit(.minutes(1)))
  func terminated() async throws {
    let terminal = try ask(try await RedisServer())
    terminal.send(signal: SIGTERM)
    #expect(try terminal.waitForEnd() == .signal(SIGTERM))
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test("says so where there is no terminal")
  func nowhere() throws {
    let run = try PipedProgram(
      running: "/usr/bin/setsid",
      arguments: [BuiltProgram.path("ttlscope"), "keys", "--redis", "redis://127.0.0.1:1", "--ask-password"])
    #expect(run.status == 74)
    #expect(run.errors.contains("there is no terminal to ask on"), "\(run.errors)")
  }
}
