import Foundation
import TestSupport
import Testing

/// The built program in a real terminal, from the first frame to the shell's prompt.
@Suite("A session with the dashboard")
struct DashboardSessionTests {
  private func open(
    _ arguments: [String] = [], _ environment: [String: String] = [:], width: Int = 80, height: Int = 24
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: environment, width: width,
      height: height)
  }

  private func expectRestored(_ session: PseudoTerminal) throws {
    #expect(session.modes == session.modesBefore)
    let left = try #require(session.text.range(of: "\u{1B}[?1049l", options: .backwards))
    #expect(!session.text[left.upperBound...].contains("\u{1B}[?1049h"))
  }

  @Test("shows a slow miss, a fast hit, the key, and on leaving what it was")
  func walk() throws {
    let session = try open(width: 120, height: 40)
    try session.expect("Nothing asked yet")
    let start = ContinuousClock.now
    session.press("\r")
    try session.expect("of 2s")
    try session.expect("cold")
    #expect(ContinuousClock.now - start >= .seconds(2))
    let miss = session.output.count
    session.press("\r")
    try session.expect("ttl ", after: miss)
    session.press("2")
    try session.expect("item_id", after: miss)
    #expect(session.text.contains("read_item:5"))
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    try expectRestored(session)
    #expect(
      session.text.hasSuffix("ttlscope: 2 requests, 1 hit, 1 miss, hit rate 50.0%, database 1 query\r\n"),
      "\(session.text.suffix(200))")
  }

  @Test("ends by Ctrl-C with 130, and prints the summary")
  func interrupt() throws {
    let session = try open()
    try session.expect("Endpoints")
    session.press("\u{3}")
    #expect(try session.waitForEnd() == .exit(130))
    try expectRestored(session)
    #expect(session.text.hasSuffix("ttlscope: 0 requests, database 0 queries\r\n"))
  }

  @Test("ends by the signal that ended it, and restores the terminal", arguments: [SIGTERM, SIGHUP])
  func signals(signal: Int32) throws {
    let session = try open()
    try session.expect("Endpoints")
    session.send(signal: signal)
    #expect(try session.waitForEnd() == .signal(signal))
    try expectRestored(session)
  }

  @Test("follows the size of the window")
  func resize() throws {
    let session = try open()
    try session.expect("Hit rate")
    session.resize(width: 140, height: 45)
    try session.expect("loads per second")
    session.resize(width: 30, height: 5)
    try session.expect("db 0/s")
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
  }

  @Test("sends no colour where none is wanted", arguments: ["NO_COLOR", "--color"])
  func noColor(way: String) throws {
    let session = try way == "NO_COLOR" ? open([], ["NO_COLOR": "1"]) : open(["--color", "never"])
    try session.expect("Endpoints")
    session.readUntilSilent()
    #expect(session.text.firstMatch(of: /\x1b\[[0-9;]*\b(3|4|9|10)[0-7]m/) == nil)
    let colored = try open()
    try colored.expect("Endpoints")
    colored.readUntilSilent()
    #expect(colored.text.firstMatch(of: /\x1b\[[0-9;]*\b(3|4|9|10)[0-7]m/) != nil)
  }

  @Test("is not opened on a terminal nobody knows: one line, status 74")
  func unknownTerminal() throws {
    let session = try open([], ["TERM": "no-such-terminal"])
    #expect(try session.waitForEnd() == .exit(74))
    #expect(session.text.hasPrefix("ttlscope: TERM=no-such-terminal is unknown"))
    #expect(session.text.split(separator: "\r\n").count == 1)
    #expect(!session.text.contains("\u{1B}"))
  }

  @Test("goes on without its server: says DOWN, answers every request as a bypass, leaves with 0")
  func storeDown() throws {
    let session = try open(["--redis", "unix:///nonexistent/no.sock"], width: 120, height: 40)
    try session.expect("DOWN")
    session.press(":/products?page=1\r")
    try session.expect("store unavailable", within: .seconds(8))
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    #expect(session.text.contains("1 request, 1 bypassed, database 1 query"))
  }

  @Test("saves its screen as text and in colour, and never over a file that is there")
  func save() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine".utf8).write(to: folder.appendingPathComponent("ttlscope-1.txt"))
    let session = try PseudoTerminal(
      running: "/bin/sh", arguments: ["-c", "cd \(folder.path) && exec \(BuiltProgram.path("ttlscope"))"])
    try session.expect("Endpoints")
    session.press("w")
    try session.expect("saved ttlscope-2.txt")
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    let files = try ["ttlscope-1.txt", "ttlscope-2.txt", "ttlscope-2.ans"].map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    #expect(files[0] == "mine")
    #expect(files[1].contains("┌─ Endpoints ─") && !files[1].contains("\u{1B}"))
    #expect(files[2].contains("\u{1B}[") && files[2].contains("Endpoints"))
  }

  @Test("can be left although nobody reads the terminal", arguments: ["SIGTERM", "q"])
  func unreadTerminal(way: String) throws {
    let session = try open(width: 200, height: 60)
    try session.expect("Endpoints")
    // Repainting again and again fills every buffer between us.
    for _ in 0..<30 {
      session.press("\u{C}")
      usleep(20_000)
    }
    let start = ContinuousClock.now
    if way == "q" { session.press("q") } else { session.send(signal: SIGTERM) }
    #expect(try session.waitForEnd(reading: false) == (way == "q" ? .exit(0) : .signal(SIGTERM)))
    #expect(ContinuousClock.now - start < .seconds(1))
    session.readUntilSilent()
    try expectRestored(session)
  }
}
