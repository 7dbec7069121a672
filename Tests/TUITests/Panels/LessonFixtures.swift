@testable import CacheEngine
@testable import TUI

/// A lesson as a scenario would bring it, and faults.
extension Snapshots {
  static let lesson: LabSnapshot = {
    var snapshot = running
    snapshot.clock.speed = 1
    snapshot.scenario?.lesson = Lesson(
      steps: [
        LessonStep(
          text: "One key is asked for a hundred times a second. Watch the database when its entry ends: everybody who "
            + "asks before the first load is back starts a load of his own.",
          until: Expectation(
            text: "database.max_concurrent >= 50", path: ["database", "max_concurrent"], comparison: .atLeast,
            bound: 50)),
        LessonStep(text: "Press p and choose 2: now one request loads and the others wait for it."),
        LessonStep(
          text: "Wait for the next end.",
          until: Expectation(text: "outcomes.shared > 0", path: ["outcomes", "shared"], comparison: .more, bound: 0)),
      ],
      question: "How many loads does each end cost now?", answer: "One, however many ask.")
    snapshot.scenario?.lessonSteps = [true, false, false]
    return snapshot
  }()

  static let faulty: LabSnapshot = {
    var snapshot = running
    snapshot.faults = [.databaseSlow(factor: 3), .storeDown]
    return snapshot
  }()

  /// Every zone there is, in one list.
  static let zones: LabSnapshot = {
    var snapshot = running
    snapshot.endpoints[0].policy = CachePolicy(
      ttl: .seconds(40), jitter: .share(0.5), refreshAhead: 0.6, staleWhileRevalidate: .seconds(20),
      staleIfError: StaleIfError(keep: .seconds(60)))
    snapshot.endpoints[1].policy = CachePolicy(
      ttl: .seconds(30), key: .fixed("all_users"), protection: .earlyRefresh(beta: 1, isLocked: false))
    for index in snapshot.keys.entries.indices {
      let key = snapshot.keys.entries[index].key.text
      if key.hasPrefix("read_item:") {
        snapshot.keys.entries[index].ttl = .seconds(50)
        snapshot.keys.entries[index].freshUntil = seconds(key.hasSuffix("5") ? 62.118 : 38.118)
        snapshot.keys.entries[index].expiry = .at(seconds(key.hasSuffix("5") ? 122.118 : 98.118))
      }
      if key == "all_users" { snapshot.keys.entries[index].loadTime = .seconds(3) }
    }
    return snapshot
  }()
}
