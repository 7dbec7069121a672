import Foundation
import TestSupport
import Testing

@Suite("The terminal while it is open")
struct TerminalScreenTests {
  private func probe(_ environment: [String: String] = [:], width: Int = 80) throws -> PseudoTerminal {
    let probe = try PseudoTerminal(
      running: BuiltProgram.path("TerminalProbe"), environment: environment, width: width)
    try probe.expect("note ready")
    return probe
  }

  @Test("costs no byte when the frame is the same")
  func unchangedFrame() throws {
    let probe = try probe()
    probe.press("b")
    try probe.expect("unchanged frame: 0 bytes")
  }

  @Test("shows wide characters, marks and blocks")
  func wideCharacters() throws {
    let probe = try probe()
    try probe.expect("wide 中文 é e\u{301} ▁▂▃ end")
  }

  @Test("follows the window's size, down to nothing and back")
  func resize() throws {
    let probe = try probe(["LINES": "9999", "COLUMNS": "9999"])
    try probe.expect("size 80x24")
    probe.resize(width: 100, height: 30)
    try probe.expect("size 100x30")
    for (width, height) in [(1, 1), (2, 2), (0, 0), (500, 300), (3, 40)] { probe.resize(width: width, height: height) }
    probe.resize(width: 64, height: 20)
    try probe.expect("size 64x20")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
  }

  @Test("reads keys, a lone escape and a paste that is no command")
  func keys() throws {
    let probe = try probe()
    let mark = probe.output.count
    probe.press("\u{1B}[A")
    try probe.expect("up", after: mark)
    probe.press("\u{1B}")
    try probe.expect("escape")
    probe.press("\u{1B}[200~q\rx\u{1B}[201~")
    try probe.expect("paste(\"q\\\\nx\")")
    probe.press("\u{1B}[200~q never closed")
    try probe.expect("never closed")
    let pause = probe.output.count
    probe.press("Z\u{1B}[201~")
    try probe.expect("Z", after: pause)
    probe.press("\u{3}")
    try probe.expect("control(\"c\")")
    let end = probe.output.count
    probe.press("é")
    try probe.expect("é", after: end)
  }

  @Test("takes the mouse only when asked, and gives it back")
  func mouse() throws {
    let probe = try probe(width: 120)
    #expect(!probe.text.contains("\u{1B}[?1000h"))
    probe.press("m")
    try probe.expect("\u{1B}[?1000h\u{1B}[?1006h")
    probe.press("\u{1B}[<0;10;5M")
    try probe.expect("column: 9, row: 4")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(probe.text.contains("\u{1B}[?1006l\u{1B}[?1000l"))
  }

  @Test("brackets each frame as one update and sends the clipboard as base64")
  func sequences() throws {
    let probe = try probe()
    #expect(probe.text.contains("\u{1B}[?2026h"))
    try probe.expect("\u{1B}[?2026l")
    probe.press("c")
    try probe.expect("\u{1B}]52;c;Y2xpcA==\u{7}")
  }

  @Test("is repainted after a stop and a continuation from outside")
  func outsideStop() throws {
    let probe = try probe()
    probe.send(signal: SIGSTOP)
    try probe.waitForStop()
    let mark = probe.output.count
    probe.send(signal: SIGCONT)
    try probe.expect("note continued", after: mark)
    try probe.expect("size 80x24", after: mark)
    #expect(!probe.modes.isCooked)
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("goes to the shell and comes back", .enabled(if: access("/bin/bash", X_OK) == 0))
  func suspend() throws {
    let shell = try PseudoTerminal(
      running: "/bin/bash", arguments: ["--norc", "--noediting", "-i"], environment: ["PS1": "PROMPT>"])
    try shell.expect("PROMPT>")
    shell.press("\(BuiltProgram.path("TerminalProbe"))\r")
    try shell.expect("note ready")
    for _ in 0..<3 {
      let stop = shell.output.count
      shell.press("z")
      try shell.expect("\u{1B}[?1049l", after: stop)
      try shell.expect("Stopped", after: stop)
      let back = try shell.expect("PROMPT>", after: stop)
      #expect(shell.modes.isCooked)
      shell.press("fg\r")
      try shell.expect("\u{1B}[?1049h", after: back)
      try shell.expect("note back", after: back)
      #expect(!shell.modes.isCooked)
    }
    let end = shell.output.count
    shell.press("q")
    try shell.expect("PROMPT>", after: end)
    shell.press("kill -TERM %1; exit 7\r")
    #expect(try shell.waitForEnd() == .exit(7))
  }

  @Test(
    "ends a suspended program that is told to, without touching the shell's screen",
    .enabled(if: access("/bin/bash", X_OK) == 0))
  func killedWhileSuspended() throws {
    let shell = try PseudoTerminal(
      running: "/bin/bash", arguments: ["--norc", "--noediting", "-i"], environment: ["PS1": "PROMPT>"])
    try shell.expect("PROMPT>")
    shell.press("\(BuiltProgram.path("TerminalProbe"))\r")
    try shell.expect("note ready")
    shell.press("z")
    let stop = try shell.expect("Stopped")
    let back = try shell.expect("PROMPT>", after: stop)
    // Not `wait`: bash may still believe that the job is stopped, and then returns at once.
    shell.press("kill %1; while kill -0 %1 2>&-; do :; done; echo g''one\r")
    try shell.expect("gone", after: back)
    shell.press("\r")
    try shell.expect("Terminated", after: back)
    #expect(!String(decoding: shell.output[back...], as: UTF8.self).contains("\u{1B}[?1049h"))
  }

  @Test("that vanishes ends the program, also one that ignores the hangup", arguments: ["", "trap '' HUP; exec "])
  func hangup(prefix: String) throws {
    let probe = try PseudoTerminal(
      running: "/bin/sh", arguments: ["-c", prefix + BuiltProgram.path("TerminalProbe")])
    try probe.expect("note ready")
    probe.vanish()
    let ending = try probe.waitForEnd(within: .seconds(2), reading: false)
    #expect(ending == (prefix.isEmpty ? .signal(SIGHUP) : .exit(0)))
  }

  @Test("is not lost when the process is told to stop where nobody could continue it")
  func stopInOrphanedGroup() throws {
    let probe = try probe()
    let mark = probe.output.count
    probe.send(signal: SIGTSTP)
    try probe.expect("note resumed", after: mark)
    #expect(!probe.modes.isCooked)
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("ends in a right picture after a storm of sizes")
  func resizeStorm() throws {
    let probe = try probe()
    probe.press("f")
    for round in 0..<300 {
      probe.resize(width: 20 + round * 7 % 180, height: 5 + round * 3 % 60)
      probe.readUntilSilent(for: .milliseconds(1))
    }
    probe.resize(width: 91, height: 33)
    try probe.expect("size 91x33")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("takes frames again after it has not read for a while")
  func readsAgain() throws {
    let probe = try PseudoTerminal(running: BuiltProgram.path("TerminalProbe"), width: 200, height: 60)
    try probe.expect("note ready")
    probe.press("f")
    usleep(500_000)
    probe.press("p")
    try probe.expect("character(\"p\")")
    probe.press("q")
    #expect(try probe.waitForEnd() == .exit(0))
  }
}
