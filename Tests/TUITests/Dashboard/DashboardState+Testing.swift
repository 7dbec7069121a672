@testable import CacheEngine
@testable import TUI

extension DashboardState {
  /// A state on `snapshot` after `keys` were pressed.
  static func after(
    _ keys: [Key] = [], on snapshot: LabSnapshot = Snapshots.busy, size: Size = Size(width: 80, height: 24)
  ) -> DashboardState {
    var state = DashboardState(snapshot: snapshot, size: size)
    for key in keys { _ = state.update(with: .key(key)) }
    return state
  }

  /// A state on `snapshot` after the characters of `text` were pressed one by one.
  static func after(
    _ text: String, on snapshot: LabSnapshot = Snapshots.busy, size: Size = Size(width: 80, height: 24)
  ) -> DashboardState {
    after(text.map { .character($0) }, on: snapshot, size: size)
  }

  /// Presses one key and returns what it wants done.
  mutating func press(key: Key) -> [Effect] {
    update(with: .key(key))
  }

  /// Types `text` and Enter, and returns what Enter wants done.
  mutating func enter(_ text: String) -> [Effect] {
    for character in text { _ = press(key: .character(character)) }
    return press(key: .enter)
  }

  var promptText: String? {
    if case .prompt(let prompt) = overlay { prompt.line.text } else { nil }
  }

  var promptProblem: String? {
    if case .prompt(let prompt) = overlay { prompt.problem } else { nil }
  }

  /// The value of the selected entry has come.
  mutating func receiveValue(_ bytes: [UInt8] = Keys.json) {
    guard let entry = selectedEntry else { return }
    _ = update(with: .reply(.value(entry.key, Keys.preview(entry, bytes: bytes))))
  }
}
