import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The inspector")
struct InspectorTests {
  private let key = CacheKey("all_products")

  private func rewritten(at seconds: Double, in snapshot: LabSnapshot = Snapshots.busy) -> LabSnapshot {
    var snapshot = snapshot
    for index in snapshot.keys.entries.indices where snapshot.keys.entries[index].key == key {
      snapshot.keys.entries[index].writtenAt = Snapshots.seconds(seconds)
    }
    return snapshot
  }

  @Test("asks for the value of the first key when the keys are shown, and only once")
  func asksOnce() {
    var state = DashboardState.after()
    #expect(state.press(key: .character("2")) == [.lab(.inspect(key))])
    for _ in 0..<3 { #expect(state.update(with: .snapshot(Snapshots.busy)) == []) }
    state.receiveValue()
    #expect(state.inspector.preview?.bytes == Keys.json)
    for _ in 0..<3 { #expect(state.update(with: .snapshot(Snapshots.busy)) == []) }
  }

  @Test("asks again when the entry was written again, and keeps showing the old value meanwhile")
  func rewritten() {
    var state = DashboardState.after("2")
    state.receiveValue()
    #expect(state.update(with: .snapshot(rewritten(at: 42))) == [.lab(.inspect(key))])
    #expect(state.inspector.preview != nil)
    #expect(state.update(with: .snapshot(rewritten(at: 42))) == [])
    #expect(state.update(with: .snapshot(rewritten(at: 43))) == [.lab(.inspect(key))])
  }

  @Test("does not ask in a loop when the value is newer than the list")
  func noLoop() {
    var state = DashboardState.after("2")
    var newer = Snapshots.busy.keys.entries[3]
    newer.writtenAt = Snapshots.seconds(42)
    _ = state.update(with: .reply(.value(key, Keys.preview(newer))))
    for _ in 0..<3 { #expect(state.update(with: .snapshot(Snapshots.busy)) == []) }
  }

  @Test("does not ask in a loop when the entry is gone, or another program's")
  func goneOrForeign() {
    var state = DashboardState.after("2")
    _ = state.update(with: .reply(.noValue(key, "gone")))
    for _ in 0..<3 { #expect(state.update(with: .snapshot(Snapshots.busy)) == []) }
    _ = state.press(key: .end)
    #expect(state.keys.selected == CacheKey("foreign:list"))
    for _ in 0..<3 { #expect(state.update(with: .snapshot(Snapshots.busy)) == []) }
  }

  @Test("drops a value that comes after the selection has moved on")
  func lateValue() {
    var state = DashboardState.after("2j")
    _ = state.update(with: .reply(.value(key, Keys.preview(Snapshots.busy.keys.entries[3]))))
    #expect(state.inspector.preview == nil)
  }

  @Test("follows the selection, and goes to the first key when the selected one leaves")
  func follows() {
    var state = DashboardState.after("2j")
    state.receiveValue()
    #expect(state.inspector.key == CacheKey("all_users"))
    var snapshot = Snapshots.busy
    snapshot.keys.entries.removeAll { $0.key == CacheKey("all_users") }
    #expect(state.update(with: .snapshot(snapshot)) == [.lab(.inspect(key))])
    #expect(state.inspector.preview == nil)
  }

  @Test("asks for nothing while the overview is shown, and copies the value as it is")
  func copies() {
    var state = DashboardState.after()
    #expect(state.update(with: .snapshot(rewritten(at: 42))) == [])
    _ = state.press(key: .character("2"))
    _ = state.press(key: .tab)
    #expect(state.press(key: .character("y")) == [])
    state.receiveValue()
    let text = String(decoding: Keys.json, as: UTF8.self)
    #expect(state.press(key: .character("y")) == [.terminal(.copy(text, what: "the value"))])
  }

  @Test("shows the value as JSON, text and hexadecimal in turn")
  func modes() {
    var state = DashboardState.after("2")
    #expect(state.inspector.mode == .json)
    for mode in [InspectorState.Mode.text, .hex, .json] {
      _ = state.press(key: .character("v"))
      #expect(state.inspector.mode == mode)
    }
  }
}
