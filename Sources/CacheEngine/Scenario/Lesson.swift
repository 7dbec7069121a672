/// What a scenario teaches, step by step.
public struct Lesson: Hashable, Sendable {
  public var steps: [LessonStep]
  /// What a student should be able to answer at the end.
  public var question: String
  public var answer: String

  public init(steps: [LessonStep], question: String, answer: String) {
    self.steps = steps
    self.question = question
    self.answer = answer
  }
}

/// One step: what to do or to watch for.
public struct LessonStep: Hashable, Sendable {
  public var text: String
  /// What the report shows once the expected thing has happened; `nil` where there is nothing to wait for.
  public var until: Expectation?

  public init(text: String, until: Expectation? = nil) {
    self.text = text
    self.until = until
  }
}
