import ArgumentParser
import CacheEngine
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("Scenarios from the command line")
struct ScenariosCommandTests {
  private func run(_ arguments: String...) throws -> PipedProgram {
    try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: ["scenarios"] + arguments)
  }

  @Test("are listed, one a line, with the first sentence about them")
  func list() throws {
    let run = try run()
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.count == BuiltInScenarios.all.count)
    #expect(run.lines.allSatisfy { $0.hasSuffix(".") })
    let line = try #require(run.lines.first { $0.hasPrefix("hot-key ") })
    #expect(
      line
        == "hot-key                 One popular item, asked for a hundred times a second, in front of a database that takes 2 s."
    )
  }

  @Test("are listed as JSON")
  func json() throws {
    let run = try run("--json")
    #expect(run.status == 0 && run.lines.count == 1)
    guard case .array(let scenarios) = try JSONParser.value(of: Array(run.output.dropLast().utf8)) else {
      Issue.record("no list: \(run.output)")
      return
    }
    #expect(scenarios.count == BuiltInScenarios.all.count)
    let one = try self.run("hot-key", "--json").output
    #expect(one.hasPrefix(#"{"name": "hot-key", "description": "One popular item, "#))
    #expect(one.hasSuffix(#""duration_s": 600.000000000, "seed": 7, "endpoints": ["read_item"]}"# + "\n"))
  }

  @Test("are printed as files to start from")
  func printed() throws {
    let run = try run("hot-key")
    #expect(run.status == 0)
    #expect(run.output == BuiltInScenarios.named("hot-key")?.text)
  }

  @Test("that are not there are named, with those that are")
  func unknown() throws {
    let run = try run("hot-ky\u{1B}")
    #expect(run.status == 64 && run.output == "")
    let names = BuiltInScenarios.all.map(\.name).joined(separator: ", ")
    #expect(run.errors == "ttlscope: there is no scenario 'hot-ky\\x1b'; did you mean hot-key? there is \(names)\n")
  }

  @Test("are found by name and by path; what is neither ends with 64, a bad file with 65")
  func option() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
      let path = folder.appendingPathComponent(name)
      try Data(bytes).write(to: path)
      return path.path
    }
    let good = try file("good.yaml", "endpoints: [{name: a, path: /a}]".utf8)
    let pipe = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(try ScenarioOption.scenario("hot-key").seed == 7)
    #expect(try ScenarioOption.scenario(good).name == "good")
    let failures: [(String, ExitCode)] = [
      ("no-such-name", .usage), ("no/such.yaml", .usage), ("no.yaml", .usage), ("", .usage), (folder.path, .usage),
      (pipe, .usage), ("/dev/zero", .usage), (try file("bad.yaml", "seed: x".utf8), .badScenario),
      (try file("empty", []), .badScenario),
      (try file("large", repeatElement(0x20, count: ScenarioParser.mostBytes + 1)), .badScenario),
    ]
    for (word, status) in failures {
      #expect(throws: status, "\(word)") { try ScenarioOption.scenario(word) }
    }
  }
}
