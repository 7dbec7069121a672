import Testing

@testable import CacheEngine

/// Every built-in scenario, run to its end.
@Suite("Lessons")
struct LessonRunTests {
  @Test("what a lesson says is what its run shows", arguments: BuiltInScenarios.all)
  func kept(builtIn: BuiltInScenario) async throws {
    let scenario = try builtIn.scenario()
    let report = await TheoryBench.run(builtIn: scenario).report
    for expectation in scenario.expectations {
      let value = report.value(of: expectation)
      #expect(expectation.isMet(by: value), "\(builtIn.name): \(expectation.text), is \(value ?? .nan)")
    }
    // Whatever a student waits for happens. The tutorial's last steps are done by hand, and what is at risk passes.
    guard builtIn != .tutorial else { return }
    for until in scenario.lesson?.steps.compactMap(\.until) ?? [] where until.path.last != "at_risk" {
      let value = report.value(of: until)
      #expect(until.isMet(by: value), "\(builtIn.name): until \(until.text), is \(value ?? .nan)")
    }
  }
}
