/// Which steps of a lesson have seen what they wait for. What has happened once has happened.
struct LessonProgress: Sendable {
  /// A report costs far more than a frame: so often it is looked at, on the machine's clock.
  static let pace = Duration.milliseconds(500)

  private(set) var steps: [Bool]
  private var lookedAt: Duration?

  init(_ lesson: Lesson?) {
    steps = (lesson?.steps ?? []).map { _ in false }
  }

  /// True when it is time to look again, which counts as having looked.
  mutating func isDue(at watched: Duration) -> Bool {
    guard steps.contains(false), lookedAt.map({ watched - $0 >= Self.pace }) ?? true else { return false }
    lookedAt = watched
    return true
  }

  mutating func take(_ report: RunReport, of lesson: Lesson) {
    for (place, step) in lesson.steps.enumerated() where steps.indices.contains(place) && !steps[place] {
      steps[place] = step.until.map { $0.isMet(by: report.value(of: $0)) } ?? false
    }
  }

  /// Forgets what has happened, from a step on.
  mutating func forget(from step: Int) {
    for place in steps.indices where place >= step { steps[place] = false }
    lookedAt = nil
  }
}
