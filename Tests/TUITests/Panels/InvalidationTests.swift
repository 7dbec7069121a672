import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

@Suite("Invalidating many entries") struct InvalidationTests {
  private let preview = GroupPreview(
    group: .tag("items"), keys: (1...12).map { CacheKey("read_item:\($0)") }, isCut: false,
    operations: [.takeMembers(set: CacheKey("tag:items"), limit: 100)]
      + (1...9).map { .delete(CacheKey("read_item:\($0)")) }, operationCount: 13, removes: true)

  private func previewed(_ size: Size = Size(width: 80, height: 24)) -> DashboardState {
    var state = DashboardState.after(on: Snapshots.busy, size: size)
    _ = state.update(with: .reply(.preview(preview)))
    return state
  }

  @Test("is asked for by name, and previewed first")
  func asking() {
    var state = DashboardState.after("I", on: Snapshots.busy)
    #expect(state.enter("tag items") == [.lab(.preview(.tag("items")))])
    #expect(state.enter(":invalidate prefix read_item:") == [.lab(.preview(.prefix("read_item:")))])
  }

  @Test(
    "says what is missing in what was typed",
    arguments: [
      ("tag", "write tag, version or prefix"), ("all items", "write tag, version or prefix"),
      ("version nobody", "no endpoint has versioned keys"),
    ])
  func problems(text: String, problem: String) {
    var state = DashboardState.after(on: Snapshots.busy)
    #expect(state.enter(":invalidate \(text)") == [])
    #expect(state.promptProblem?.contains(problem) == true)
  }

  @Test("is done on y, and on no other key", arguments: [Key.character("n"), .enter, .escape, .character(" ")])
  func confirming(key: Key) {
    var state = previewed()
    #expect(state.press(key: key) == [])
    #expect(state.overlay == nil)
    state = previewed()
    #expect(state.press(key: .character("y")) == [.lab(.invalidate(.tag("items")))])
  }

  @Test(
    "shows the commands and the keys",
    arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 40, height: 10)])
  func picture(size: Size) throws {
    try expectFrame(Screen.frame(of: previewed(size)), named: "invalidation-\(size.width)x\(size.height)")
  }
}
