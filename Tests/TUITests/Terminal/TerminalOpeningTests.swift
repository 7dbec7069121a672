import Foundation
import TestSupport
import Testing

@Suite("Opening a terminal")
struct TerminalOpeningTests {
  @Test(
    "fails in one line, without an escape, where there is none to use",
    arguments: [
      ("</dev/null", "standard input is not a terminal"),
      ("| cat", "standard output is not a terminal"),
      ("<&-", "standard input is not a terminal"),
    ])
  func notATerminal(redirection: String, message: String) throws {
    let shell = try PseudoTerminal(
      running: "/bin/sh",
      arguments: ["-c", "{ \(BuiltProgram.path("TerminalProbe")); echo status $? >&2; } \(redirection)"])
    _ = try shell.waitForEnd()
    #expect(shell.text == "probe: \(message)\r\nstatus 74\r\n")
    #expect(shell.modes == shell.modesBefore)
  }

  @Test(
    "names the terminal type that does not do",
    arguments: [
      ("", "TERM is not set, so the terminal's abilities are unknown"),
      ("dumb", "TERM=dumb cannot show a full screen"),
      ("no-such-terminal", "TERM=no-such-terminal is unknown on this system; try TERM=xterm-256color"),
    ])
  func unusableType(type: String, message: String) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), environment: ["TERM": type])
    #expect(try probe.waitForEnd() == .exit(74))
    #expect(probe.text == "probe: \(message)\r\n")
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("shows ASCII alone where the locale rules UTF-8 out", arguments: ["C", "POSIX"])
  func asciiLocale(locale: String) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), environment: ["LC_ALL": locale])
    try probe.expect("wide ????")
    #expect(probe.output.allSatisfy { $0 < 0x80 })
  }

  @Test("assumes UTF-8 where the locale is unset or not installed", arguments: ["", "xx_YY.UTF-8"])
  func assumedUTF8(locale: String) throws {
    let probe = try PseudoTerminal(
      running: BuiltProgram.path("TerminalProbe"), environment: ["LANG": locale, "LC_ALL": locale])
    try probe.expect("wide 中文")
  }

  @Test("sends no colour when NO_COLOR is set, and some when it is empty")
  func noColor() throws {
    let plain = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), environment: ["NO_COLOR": "1"])
    try plain.expect("wide 中文")
    #expect(!plain.text.contains("\u{1B}[33m") && !plain.text.contains("\u{1B}[94m"))
    let colored = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), environment: ["NO_COLOR": ""])
    try colored.expect("wide 中文")
    #expect(colored.text.contains("33m") && colored.text.contains("94m"))
  }

  @Test("works for terminals of all ages", arguments: ["xterm", "linux", "vt100", "screen", "tmux-256color", "rxvt"])
  func types(type: String) throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), environment: ["TERM": type])
    try probe.expect("note")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(probe.modes == probe.modesBefore)
  }
}
