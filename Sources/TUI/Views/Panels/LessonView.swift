import CacheEngine

/// The lesson, a step at a time, beside the live views.
enum LessonView {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty, let scenario = state.shown.scenario, let lesson = scenario.lesson else { return }
    let place = min(state.lesson.step, lesson.steps.count + 1)
    let area = frame.panel(rect, title: title(lesson, place), note: "< > steps, L hides")
    let room = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height)
    let status = status(scenario, lesson, place, width: room.width)
    let (top, foot) = room.splitBottom(min(status.count, max(0, room.height - 1)))
    let text = text(lesson, place, width: room.width)
    for (row, line) in text.prefix(top.height).enumerated() {
      let isCut = row == top.height - 1 && text.count > top.height
      frame.put(isCut ? (line + " …").clipped(to: top.width) : line, at: top.x, top.y + row, clip: top)
    }
    // Under the text where there is room for it, else in the last lines.
    let y = min(foot.y, top.y + text.count + 1)
    for (row, (line, style)) in status.prefix(foot.height).enumerated() {
      frame.put(line, at: foot.x, y + row, style: style, clip: room)
    }
  }

  /// Rows inside the border that the longest step takes, so that the panel keeps its size from step to step.
  static func rows(of state: DashboardState, width: Int) -> Int {
    guard let scenario = state.shown.scenario, let lesson = scenario.lesson else { return 0 }
    let heights = (0...lesson.steps.count + 1).map { place in
      text(lesson, place, width: width).count + status(scenario, lesson, place, width: width).count
    }
    return heights.max() ?? 0
  }

  private static func title(_ lesson: Lesson, _ place: Int) -> String {
    switch place - lesson.steps.count {
    case ..<0: "Lesson: step \(place + 1) of \(lesson.steps.count)"
    case 0: "Lesson: a question"
    default: "Lesson: the answer"
    }
  }

  private static func text(_ lesson: Lesson, _ place: Int, width: Int) -> [String] {
    switch place - lesson.steps.count {
    case ..<0: safe(lesson.steps[place].text).wrapped(to: width)
    case 0: safe(lesson.question).wrapped(to: width)
    default: safe(lesson.answer).wrapped(to: width)
    }
  }

  private static func status(
    _ scenario: ScenarioSummary, _ lesson: Lesson, _ place: Int, width: Int
  ) -> [(String, Style)] {
    switch place - lesson.steps.count {
    case ..<0:
      guard let until = lesson.steps[place].until else { return [("> goes on", .faint)] }
      let hasHappened = scenario.lessonSteps.indices.contains(place) && scenario.lessonSteps[place]
      let text = hasHappened ? "✓ it has happened: \(until.text)" : "waiting for: \(until.text)"
      return safe(text).wrapped(to: width).map { ($0, hasHappened ? Style(.hit, .bold) : Style(.miss)) }
    case 0: return [("> shows the answer", .faint)]
    default: return [("this is the end of the lesson", .faint)]
    }
  }
}
