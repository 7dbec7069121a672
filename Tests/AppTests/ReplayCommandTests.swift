import Foundation
import TestSupport
import Testing

/// `ttlscope run --record`, `--export` and `ttlscope replay` as people and scripts use them.
@Suite("Recordings from the command line")
final class ReplayCommandTests {
  private let folder: URL

  private static let scenario = """
    name: small
    duration: 30s
    endpoints:
      - name: read_item
        path: /items/{item_id:int}
        load: 200ms
        response: {item_id: "{item_id}"}
        cache: {ttl: 5s}
    workload:
      - {endpoint: read_item, rate: 20/s, keys: {uniform: 10}}
    steps:
      - {at: 10s, clear: "read_item"}
    """

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try Data(Self.scenario.utf8).write(to: folder.appendingPathComponent("small.yaml"))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func ttlscope(_ arguments: String...) throws -> PipedProgram {
    try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: arguments)
  }

  private func record() throws -> [Substring] {
    let run = try ttlscope("run", path("small.yaml"), "--record", path("a.rec"), "--export", path("a.csv"))
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return try text("a.rec").split(separator: "\n")
  }

  private func check(_ lines: [Substring]) throws -> PipedProgram {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent("b.rec"))
    return try ttlscope("replay", path("b.rec"), "--check")
  }

  @Test("are the same bytes each time, hold every request, and leave nothing else behind")
  func recording() throws {
    let lines = try record()
    let first = try text("a.rec")
    _ = try record()
    #expect(try text("a.rec") == first)
    let rows = try text("a.csv").components(separatedBy: "\r\n").dropLast()
    #expect(rows.count == lines.count { $0.hasPrefix("{\"id\"") } + 1)
    #expect(lines.last?.hasSuffix("\"requests\": \(rows.count - 1)}") == true)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.csv", "a.rec", "small.yaml"])
  }

  @Test("are checked by running again, and the first difference is named")
  func checking() throws {
    let lines = try record()
    let requests = lines.count { $0.hasPrefix("{\"id\"") }
    let same = try check(lines)
    #expect(same.status == 0)
    #expect(same.output == "identical: \(requests) requests, 1 event\n")

    let place = try #require(lines.firstIndex { $0.contains("\"outcome\": \"hit\"") })
    var flipped = lines
    flipped[place] = lines[place].replacing("\"hit\"", with: "\"miss\"")[...]
    let different = try check(flipped)
    #expect(different.status == 1)
    #expect(different.output == "\(path("b.rec")):\(place + 1): outcome: recorded \"miss\", now \"hit\"\n")

    var late = lines
    late[place] = lines[place].replacing(".", with: ".1", maxReplacements: 1)[...]
    #expect(try check(late).status == 1 && check(late).output.contains(":\(place + 1): "))
    var missing = lines
    missing.remove(at: place)
    #expect(try check(missing).output.hasPrefix("\(path("b.rec")):\(place + 1): "))
    #expect(try check(lines.dropLast()).output.contains(":\(lines.count): recorded nothing, now {\"end_s\""))
    #expect(try check(lines + ["{}"]).output.hasSuffix(":\(lines.count + 1): recorded {}, now nothing\n"))
  }

  @Test("that are none are said to be none, and where")
  func badFiles() throws {
    let lines = try record()
    let broken = try check(Array(lines.prefix(4)) + ["# no"])
    #expect(broken.status == 65 && broken.errors.hasSuffix("b.rec:5:1: is not JSON\n"))
    let cut = try ttlscope("replay", path("small.yaml"), "--check")
    #expect(cut.status == 65 && cut.errors.contains("small.yaml:1:2: is no recording: not JSON"))
    #expect(try ttlscope("replay", path("none.rec"), "--check").status == 64)
    #expect(try ttlscope("replay", folder.path, "--check").errors.contains("is not a file"))
    let real = lines[0].replacing("\"virtual\"", with: "\"real\"")[...]
    let refused = try check([real] + lines.dropFirst())
    #expect(refused.status == 64 && refused.errors.contains("in real time"))
  }

  @Test("that cannot be written leave what was there, and end with 74")
  func unwritable() throws {
    try Data("mine".utf8).write(to: folder.appendingPathComponent("keep"))
    let run = try ttlscope("run", path("small.yaml"), "--record", path("no/such/folder"))
    #expect(run.status == 74 && run.errors.contains("No such file or directory"))
    #expect(try ttlscope("run", path("small.yaml"), "--record", folder.path).status == 74)
    let wrong = try ttlscope("run", path("small.yaml"), "--export", path("keep"))
    #expect(wrong.status == 64 && wrong.errors.contains(".csv"))
    #expect(try text("keep") == "mine")
  }

  @Test("open in the dashboard, which plays, moves about and can be left")
  func replaying() throws {
    _ = try record()
    let session = try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"), arguments: ["replay", path("a.rec")], width: 120, height: 40)
    try session.expect("REPLAY")
    session.press("P")
    try session.expect("TIME PAUSED")
    // Repainted, so that all of the header is sent and not only the digits that changed.
    session.press("\u{1B}[C\u{C}")
    try session.expect("REPLAY 00:1", after: session.output.count)
    session.press("S20s\r\u{C}")
    try session.expect("REPLAY 00:20/00:30", after: session.output.count)
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    #expect(session.text.hasSuffix("\r\n") && session.text.contains("requests, "))
  }
}
