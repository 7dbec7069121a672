/// A scenario that comes with the program, as the text of its file.
public struct BuiltInScenario: Hashable, Sendable {
  /// What it is called on the command line; the same as in its text.
  public let name: String
  /// YAML, to be read or to be printed as a file to start from.
  public let text: String

  /// - Throws: never for ``BuiltInScenarios/all``.
  public func scenario() throws(ScenarioError) -> Scenario {
    try ScenarioParser.scenario(of: text, file: name)
  }
}
