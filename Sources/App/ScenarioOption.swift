import ArgumentParser
import CacheEngine

/// Finds what a command was given as `FILE|NAME`: a built-in scenario, or a file.
enum ScenarioOption {
  /// - Throws: An `ExitCode`, once standard error says why: 64 for a name or file that is not there, 65 for a file that is
  ///   no scenario.
  static func scenario(_ word: String) throws(ExitCode) -> Scenario {
    do {
      if let builtIn = BuiltInScenarios.named(word) { return try builtIn.scenario() }
      let isPath = word.contains("/") || word.contains(".")
      // One byte more than a scenario may have, so that one that is too large is told from one that just fits.
      switch ScenarioFile.bytes(of: word, most: ScenarioParser.mostBytes + 1) {
      case .success(let bytes): return try ScenarioParser.scenario(of: bytes, file: word)
      case .failure(.missing) where !isPath: Output.message(unknown(word))
      case .failure(let failure): Output.message("\(word): \(failure)")
      }
    } catch {
      Output.safeMessage("\(error)")
      throw ExitCode.badScenario
    }
    throw ExitCode.usage
  }

  /// That there is no such built-in scenario, and which there are.
  static func unknown(_ name: String) -> String {
    let names = BuiltInScenarios.all.map(\.name)
    let nearest = NearestName.of(name, among: names).map { "did you mean \($0)? " } ?? ""
    return "there is no scenario '\(name.prefix(200))'; \(nearest)there is \(names.joined(separator: ", "))"
  }
}
