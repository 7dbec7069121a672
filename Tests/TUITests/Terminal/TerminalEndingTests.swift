import Foundation
import TestSupport
import Testing

/// However the process ends, the terminal is as it was, the message can be read, and the status is the true one.
@Suite("The terminal at the end of the process")
struct TerminalEndingTests {
  struct Death: Sendable, CustomTestStringConvertible {
    var key: String
    var ending: PseudoTerminal.Ending
    var message: String
    var testDescription: String { "key \(key)" }
  }

  @Test(
    "is given back after a trap, with the message below the prompt, within a second and a half",
    arguments: [
      Death(key: "x", ending: .signal(crashSignal), message: "Fatal error: the probe was told to die"),
      Death(key: "i", ending: .signal(crashSignal), message: "Index out of range"),
      Death(key: "t", ending: .signal(crashSignal), message: "Fatal error: a thread died"),
      Death(key: "a", ending: .signal(SIGABRT), message: ""),
      Death(key: "s", ending: .signal(SIGSEGV), message: ""),
      Death(key: "o", ending: .signal(SIGSEGV), message: ""),
      Death(key: "E", ending: .exit(3), message: ""),
      Death(key: "q", ending: .exit(0), message: ""),
    ])
  func isRestored(after death: Death) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"))
    try probe.expect("note ready")
    #expect(!probe.modes.isCooked)
    let start = ContinuousClock.now
    probe.press(death.key)
    #expect(try probe.waitForEnd() == death.ending)
    #expect(ContinuousClock.now - start < .milliseconds(1_500))
    try expectRestored(probe, message: death.message)
  }

  @Test(
    "is given back after a signal from outside, whose status survives",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGBUS, SIGTRAP])
  func isRestored(afterSignal signal: Int32) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"))
    try probe.expect("note ready")
    let start = ContinuousClock.now
    probe.send(signal: signal)
    #expect(try probe.waitForEnd() == .signal(signal))
    #expect(ContinuousClock.now - start < .milliseconds(1_500))
    try expectRestored(probe, message: "")
  }

  @Test("shows what was printed meanwhile, without its escapes")
  func capturedOutput() throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"))
    try probe.expect("note ready")
    probe.press("e")
    try probe.expect("(\"e\")")
    probe.readUntilSilent()
    #expect(!probe.text.contains("printed to"))
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    let tail = try #require(probe.text.range(of: "\u{1B}[?1049l")).upperBound
    #expect(probe.text[tail...].contains("printed to output"))
    #expect(probe.text[tail...].contains("printed to error?[31m"))
  }

  @Test("is left within half a second although it reads nothing", arguments: ["SIGTERM", "q"])
  func unreadTerminal(way: String) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), width: 200, height: 60)
    try probe.expect("note ready")
    probe.press("f")
    // Give it time to fill every buffer between us.
    usleep(600_000)
    let start = ContinuousClock.now
    if way == "q" { probe.press("q") } else { probe.send(signal: SIGTERM) }
    #expect(try probe.waitForEnd(reading: false) == (way == "q" ? .exit(0) : .signal(SIGTERM)))
    #expect(ContinuousClock.now - start < .milliseconds(500))
    #expect(probe.modes == probe.modesBefore)
    probe.readUntilSilent()
    #expect(probe.text.contains("\u{1B}[?1049l"))
  }

  @Test("is given back after a trap although it reads nothing")
  func trapOnUnreadTerminal() throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), width: 200, height: 60)
    try probe.expect("note ready")
    probe.press("f")
    usleep(600_000)
    let start = ContinuousClock.now
    probe.press("x")
    #expect(try probe.waitForEnd(reading: false) == .signal(crashSignal))
    #expect(ContinuousClock.now - start < .milliseconds(1_500))
    #expect(probe.modes == probe.modesBefore)
    probe.readUntilSilent()
    #expect(probe.text.contains("\u{1B}[?1049l"))
    #expect(probe.text.contains("Fatal error: the probe was told to die"))
  }

  @Test("does not change the colours of the user's theme")
  func paletteStays() throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"))
    try probe.expect("note ready")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(!probe.text.contains("\u{1B}]104"))
  }

  private func expectRestored(_ probe: PseudoTerminal, message: String) throws {
    #expect(probe.modes == probe.modesBefore)
    let text = probe.text
    let tail = try #require(text.range(of: "\u{1B}[?1049l"), "the full screen was not left").upperBound
    #expect(text[tail...].contains(message) || message.isEmpty)
    #expect(text.contains("\u{1B}[?2004l"))
    #expect(!text[tail...].contains("note"))
    #expect(!text.contains("Press space to interact"))
    #expect(try #require(text.range(of: "\u{1B}[?25h", options: .backwards)).upperBound > text.startIndex)
  }
}

#if arch(x86_64)
  private let crashSignal = SIGILL
#else
  private let crashSignal = SIGTRAP
#endif
