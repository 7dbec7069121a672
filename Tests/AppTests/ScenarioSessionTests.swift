import Foundation
import TestSupport
import Testing

/// Scenarios in the built program, in a real terminal.
@Suite("A session with a scenario")
struct ScenarioSessionTests {
  private func open(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: [:], width: 120, height: 40)
  }

  @Test("opens with its load running, pauses and steps time, speeds it up, and stops the load")
  func steering() throws {
    let session = try open(["--scenario", "hot-key"])
    try session.expect("hot-key")
    try session.expect("load 100/s")
    session.press("P")
    try session.expect("TIME PAUSED")
    var seen = session.output.count
    session.press(".")
    try session.expect("a step to ", after: seen)
    session.press("P")
    seen = session.output.count
    session.press("}")
    try session.expect("×2", after: seen)
    seen = session.output.count
    session.press("s")
    try session.expect("load off", after: seen)
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    #expect(session.modes == session.modesBefore)
  }

  @Test("begins with the load ready where no scenario was asked for")
  func ready() throws {
    let session = try open([])
    try session.expect("Nothing asked yet")
    session.press("s")
    try session.expect("read_item:")
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
  }

  @Test("says what is wrong with a scenario before the screen is taken")
  func badFile() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString).yaml")
    try Data("duration: soon\nendpoints: [{name: a, path: /a}]\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let session = try open(["--scenario", file.path])
    #expect(try session.waitForEnd() == .exit(65))
    #expect(session.text.contains("\(file.lastPathComponent):1:11: duration: "))
    #expect(!session.text.contains("\u{1B}[?1049h"))
  }

  @Test("refuses speeds that there are not", arguments: ["0", "2000", "fast", "-1", "max"])
  func speeds(text: String) throws {
    let session = try open(["--speed=\(text)"])
    #expect(try session.waitForEnd() == .exit(64))
    #expect(!session.text.contains("\u{1B}[?1049h"))
  }

  @Test("shows its progress on a terminal, and after Ctrl-C the report of what there was, with 130")
  func interruptedRun() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString).yaml")
    let scenario = """
      name: long
      duration: 300d
      endpoints: [{name: read_item, path: "/items/{item_id:int}", load: 2s}]
      workload: [{endpoint: read_item, rate: 1000/s, keys: {uniform: 100}}]

      """
    try Data(scenario.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let session = try open(["run", file.path])
    try session.expect("requests, ")
    session.send(signal: SIGINT)
    #expect(try session.waitForEnd() == .exit(130))
    #expect(session.text.contains("long  seed 1, memory"))
    #expect(session.text.contains("hit rate"))
  }
}
