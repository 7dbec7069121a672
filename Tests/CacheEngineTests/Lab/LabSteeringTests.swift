import TestSupport
import Testing

@testable import CacheEngine

/// Policies, faults and lessons, steered while the lab runs.
@Suite("A lab that is steered")
struct LabSteeringTests {
  private func lab(_ lesson: Lesson? = nil, clock: ManualClock = ManualClock()) throws -> Lab {
    let endpoints = try BuiltInScenario.tutorial.scenario().endpoints
    return Lab(
      Scenario(name: "steered", endpoints: endpoints, lesson: lesson), clock: clock, store: MemoryStore())
  }

  @Test("changes an endpoint's policy and marks it, but refuses a contradiction")
  func policy() throws {
    let lab = try lab()
    #expect(lab.change(PolicyChange(.ttl(.seconds(5))), ofEndpoint: "read_item") == nil)
    #expect(lab.snapshot().endpoints.first { $0.name == "read_item" }?.policy?.ttl == .seconds(5))
    #expect(lab.snapshot().events.map(\.text) == ["read_item: ttl 5s"])
    let change = PolicyChange(.ttl(nil), .refreshAhead(0.8))
    #expect(lab.change(change, ofEndpoint: "read_item") == .neverEnds("refresh-ahead"))
    #expect(lab.snapshot().endpoints.first { $0.name == "read_item" }?.policy?.ttl == .seconds(5))
    #expect(lab.snapshot().events.count == 1)
  }

  @Test("has one fault of a kind at a time, and ends the one that is on")
  func faults() throws {
    let lab = try lab()
    lab.begin(.databaseSlow(factor: 3))
    #expect(lab.toggle(.storeDown))
    #expect(lab.snapshot().faults == [.databaseSlow(factor: 3), .storeDown])
    #expect(!lab.toggle(.databaseSlow(factor: 10)))
    #expect(lab.snapshot().faults == [.storeDown])
    lab.end(.databaseSlow(factor: 3))
    #expect(lab.snapshot().events.map(\.kind) == [.faultBegan, .faultBegan, .faultEnded])
    lab.begin(.storeSlow(.milliseconds(1)))
    lab.begin(.storeSlow(.milliseconds(2)))
    lab.end(.storeSlow(.milliseconds(1)))
    #expect(lab.snapshot().faults == [.storeDown, .storeSlow(.milliseconds(2))])
  }

  @Test("tells which steps of a lesson have happened, twice a second at most, until they are to be waited for anew")
  func lesson() async throws {
    let clock = ManualClock()
    let asked = Expectation(text: "requests >= 0", path: ["requests"], comparison: .atLeast, bound: 0)
    let never = Expectation(text: "requests < 0", path: ["requests"], comparison: .less, bound: 0)
    let lesson = Lesson(
      steps: [LessonStep(text: "a", until: asked), LessonStep(text: "b", until: never), LessonStep(text: "c")],
      question: "?", answer: "!")
    let lab = try lab(lesson, clock: clock)
    #expect(lab.snapshot().scenario?.lesson == lesson)
    #expect(lab.snapshot().scenario?.lessonSteps == [true, false, false])
    lab.repeatLesson(from: 1)
    #expect(lab.snapshot().scenario?.lessonSteps == [true, false, false])
    var progress = LessonProgress(lesson)
    let looks = [1, 1.4, 1.5].map { progress.isDue(at: .seconds($0)) }
    #expect(looks == [true, false, true])
    progress.take(lab.report(), of: lesson)
    #expect(progress.steps == [true, false, false])
    progress.forget(from: 0)
    #expect(progress.steps == [false, false, false])
    let isDueAgain = progress.isDue(at: .seconds(1.6))
    #expect(isDueAgain)
  }
}
