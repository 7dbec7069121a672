extension ScenarioField {
  static let mostLessonSteps = 50

  func lesson(about endpoints: [EndpointDefinition]) throws(ScenarioError) -> Lesson {
    let fields = try fields(["steps", "question", "answer"], noun: "a lesson")
    let list = try fields.required("steps", "steps: [{text: Press Enter., until: requests >= 1}]")
    let elements = try list.elements(most: Self.mostLessonSteps, "steps of a lesson")
    guard !elements.isEmpty else { throw list.error("there is no step", allowed: "a lesson needs at least one") }
    let names = endpoints.map(\.name)
    var steps: [LessonStep] = []
    for element in elements { steps.append(try element.lessonStep(endpoints: names)) }
    return Lesson(
      steps: steps, question: try fields.required("question", "question: Why?").text(most: 1_000),
      answer: try fields.required("answer", "answer: Because.").text(most: 2_000))
  }

  private func lessonStep(endpoints names: [String]) throws(ScenarioError) -> LessonStep {
    let fields = try fields(["text", "until"], noun: "a step of a lesson")
    return LessonStep(
      text: try fields.required("text", "text: Press Enter.").text(most: 1_000),
      until: try fields["until"]?.expectation(endpoints: names))
  }
}
