import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope scenarios`: what comes with the program.
struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "List the built-in scenarios, or print one as a file to start from.",
    discussion: "Example: ttlscope scenarios hot-key > my.yaml")

  @Argument(
    help: ArgumentHelp("The scenario to print.", valueName: "name"),
    completion: .list(BuiltInScenarios.all.map(\.name)))
  var name: String?

  @Flag(help: "One JSON document instead of text.")
  var json = false

  func run() throws {
    Interrupts.endProgram()
    guard let name else { return try list() }
    guard let found = BuiltInScenarios.named(name) else {
      Output.message(ScenarioOption.unknown(name))
      throw ExitCode.usage
    }
    if json {
      Output.line(JSONLine.text(of: try found.summary()))
    } else {
      Output.line(String(found.text.dropLast()))
    }
  }

  private func list() throws {
    let scenarios = BuiltInScenarios.all
    guard !json else { return Output.line(JSONLine.text(of: .array(try scenarios.map { try $0.summary() }))) }
    let width = scenarios.map(\.name.count).max() ?? 0
    for scenario in scenarios {
      Output.line("\(scenario.name.padded(to: width))  \(Self.firstSentence(of: try scenario.scenario().description))")
    }
  }

  static func firstSentence(of text: String) -> String {
    guard let end = text.firstRange(of: ". ") else { return text }
    return String(text[..<end.lowerBound]) + "."
  }
}

extension BuiltInScenario {
  fileprivate func summary() throws -> JSONValue {
    let scenario = try scenario()
    return .object([
      JSONField("name", .string(name)),
      JSONField("description", .string(scenario.description)),
      JSONField("duration_s", .seconds(scenario.duration)),
      JSONField("seed", .number(String(scenario.seed))),
      JSONField("endpoints", .array(scenario.endpoints.map { .string($0.name) })),
    ])
  }
}
