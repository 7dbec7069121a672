/// The lesson of the lab's scenario.
extension Lab {
  /// Waits anew for what the steps of the lesson wait for, from one on.
  public func repeatLesson(from step: Int) {
    lessonProgress.withLock { $0.forget(from: step) }
  }

  var scenarioSummary: ScenarioSummary? {
    guard !scenario.name.isEmpty else { return nil }
    var summary = ScenarioSummary(
      name: scenario.name, description: scenario.description, duration: scenario.duration, workload: scenario.workload,
      lesson: scenario.lesson)
    summary.lessonSteps = lessonSteps
    return summary
  }

  private var lessonSteps: [Bool] {
    guard let lesson = scenario.lesson else { return [] }
    let watched = clock.status.watched
    if lessonProgress.withLock({ $0.isDue(at: watched) }) {
      let report = report()
      lessonProgress.withLock { $0.take(report, of: lesson) }
    }
    return lessonProgress.withLock { $0.steps }
  }
}
