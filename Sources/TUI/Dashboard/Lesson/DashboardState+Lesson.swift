import CacheEngine

/// Where a student is in a lesson.
public struct LessonPlace: Hashable, Sendable {
  public internal(set) var isShown = false
  /// The step that is read; after the last one come the question, and the answer.
  public internal(set) var step = 0
}

extension DashboardState {
  var isLessonShown: Bool { lesson.isShown && live.scenario?.lesson != nil }

  mutating func toggleLesson() -> [Effect] {
    lesson.isShown.toggle()
    return []
  }

  /// Hidden, it is opened first: nobody should miss a step.
  mutating func nextInLesson() -> [Effect] {
    guard let lesson = live.scenario?.lesson else { return [] }
    guard self.lesson.isShown else { return toggleLesson() }
    self.lesson.step = min(lesson.steps.count + 1, self.lesson.step + 1)
    return []
  }

  /// What a step waits for is waited for anew when one goes back to it.
  mutating func backInLesson() -> [Effect] {
    guard lesson.isShown else { return toggleLesson() }
    guard lesson.step > 0 else { return [] }
    lesson.step -= 1
    return [.lab(.repeatLesson(from: lesson.step))]
  }
}
