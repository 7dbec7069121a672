import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

/// Policy, faults and lessons as keys work them, and as they look.
@Suite("The panels")
struct PanelTests {
  private static let name = Snapshots.endpoints[0].name

  @Test("change a setting at once and hand the change on")
  func policyStep() {
    var state = DashboardState.after("p", on: Snapshots.running)
    #expect(state.press(key: .right) == [.lab(.changePolicy(PolicyChange(.ttl(.seconds(120))), endpoint: Self.name))])
    #expect(state.press(key: .right) == [.lab(.changePolicy(PolicyChange(.ttl(.seconds(300))), endpoint: Self.name))])
    #expect(state.shown.endpoints[0].ttl == .seconds(300))
    _ = state.press(key: .down)
    #expect(state.press(key: .left) == [])
    #expect(
      state.press(key: .right) == [.lab(.changePolicy(PolicyChange(.jitter(.share(0.05))), endpoint: Self.name))])
    #expect(state.press(key: .character("s")) == [.lab(.stopLoad)])
    #expect(state.press(key: .escape) == [])
    #expect(state.overlay == nil)
  }

  @Test("choose a whole pattern, by a digit and by its name")
  func presets() {
    var state = DashboardState.after("p", on: Snapshots.running)
    guard case .lab(.changePolicy) = state.press(key: .character("3")).first else {
      Issue.record("nothing was changed")
      return
    }
    #expect(state.live.endpoints[0].policy?.staleWhileRevalidate == .seconds(30))
    _ = state.press(key: .escape)
    #expect(state.enter(":policy ttl only").count == 1)
    #expect(state.live.endpoints[0].policy?.staleWhileRevalidate == nil)
    #expect(state.enter(":policy 9") == [])
    #expect(state.promptProblem?.contains("1 ttl only, 2 single-flight") == true)
  }

  @Test("refuse what makes no sense, with the reason")
  func contradiction() {
    var snapshot = Snapshots.running
    snapshot.endpoints[0].policy?.ttl = .seconds(3_600)
    snapshot.endpoints[0].policy?.refreshAhead = 0.8
    var state = DashboardState.after("p", on: snapshot)
    #expect(state.press(key: .right) == [])
    #expect(Screen.frame(of: state).text.contains("refresh-ahead needs a ttl"))
    #expect(state.live.endpoints[0].policy?.ttl == .seconds(3_600))
    _ = state.press(key: .down)
    #expect(!Screen.frame(of: state).text.contains("refresh-ahead needs a ttl"))
  }

  @Test("toggle faults, also one that a step began with another measure")
  func faults() {
    var state = DashboardState.after("F", on: Snapshots.faulty)
    #expect(state.press(key: .enter) == [.lab(.toggleFault(.databaseDown))])
    #expect(state.press(key: .character("2")) == [.lab(.toggleFault(.databaseSlow(factor: 10)))])
    #expect(state.shown.faults == [.storeDown, .databaseDown])
    #expect(state.press(key: .character("9")) == [])
    _ = state.press(key: .escape)
    #expect(state.enter(":faults 4") == [.lab(.toggleFault(.storeDown))])
    #expect(Screen.frame(of: DashboardState.after(on: Snapshots.faulty)).text.contains(" database ×3 slower +1 "))
  }

  @Test("are closed to a recording")
  func recording() {
    for key in ["p", "F"] {
      let state = DashboardState.after(key, on: Snapshots.replay)
      #expect(state.overlay == nil && state.notice?.notice.isProblem == true)
    }
  }

  @Test("open with a lesson, and go through it to the answer and back")
  func lesson() {
    var state = DashboardState.after(on: Snapshots.lesson)
    func text() -> String { Screen.frame(of: state).text }
    #expect(text().contains("step 1 of 3") && text().contains("✓ it has happened"))
    _ = state.press(key: .character(">"))
    #expect(text().contains("step 2 of 3"))
    _ = state.press(key: .character(">"))
    #expect(text().contains("waiting for: outcomes.shared > 0"))
    for expected in ["How many loads", "One, however many", "One, however many"] {
      _ = state.press(key: .character(">"))
      #expect(text().contains(expected))
    }
    #expect(state.press(key: .character("<")) == [.lab(.repeatLesson(from: 3))])
    #expect(text().contains("How many loads"))
    _ = state.press(key: .character("L"))
    #expect(!text().contains("Lesson"))
    #expect(DashboardState.after("L", on: Snapshots.running).notice?.notice.isProblem == true)
  }

  @Test("leave the strip and the log in sight beside a lesson", arguments: [(80, 24), (120, 40), (100, 30)])
  func lessonBeside(width: Int, height: Int) {
    let layout = ScreenLayout(of: .after(on: Snapshots.lesson, size: Size(width: width, height: height)))
    #expect(layout.lesson.height >= 5 && layout.hitRate.height >= 5 && layout.requests.height >= 3)
  }

  @Test(
    "look like this",
    arguments: [("policy", "p"), ("faults", "F"), ("lesson", ""), ("zones", "2jj")], [(80, 24), (120, 40), (40, 10)])
  func frames(what: (name: String, keys: String), size: (width: Int, height: Int)) throws {
    let snapshots = [
      "policy": Snapshots.running, "faults": Snapshots.faulty, "lesson": Snapshots.lesson, "zones": Snapshots.zones,
    ]
    var snapshot = snapshots[what.name] ?? Snapshots.running
    if what.name == "policy" {
      snapshot.events.append(
        LabEvent(at: Snapshots.seconds(20), kind: .policyChanged, text: "\(Self.name): protection single-flight"))
    }
    let state = DashboardState.after(
      what.keys, on: snapshot, size: Size(width: size.width, height: size.height))
    try expectFrame(Screen.frame(of: state), named: "\(what.name)-panel-\(size.width)x\(size.height)")
  }
}
