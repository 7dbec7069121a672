import CacheEngine

/// Any file is a scenario or is refused with a line that can be shown.
func fuzzScenario(_ bytes: [UInt8]) {
  do throws(ScenarioError) {
    _ = try ScenarioParser.scenario(of: bytes, file: "f")
  } catch {
    promise(isQuiet(error.description), "an error is not quiet: \(error)")
  }
}
