import Testing

@testable import CacheEngine
@testable import TUI

/// Help, footer and command line have no lists of their own: what holds for the table holds for them.
@Suite("The table of bindings")
struct KeyBindingsTests {
  @Test("gives every key one meaning in a view", arguments: DashboardState.View.allCases)
  func uniqueKeys(view: DashboardState.View) {
    let keys = KeyBindings.bindings(in: view).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    for binding in KeyBindings.bindings(in: view) {
      for key in binding.keys { #expect(KeyBindings.binding(for: key, in: view) == binding) }
    }
  }

  @Test("gives every command one name, of letters that need no quoting")
  func uniqueNames() {
    let names = KeyBindings.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name)") }
    for binding in KeyBindings.all { #expect(!binding.help.isEmpty && !binding.labels.isEmpty) }
  }

  @Test("keeps what destroys off Enter and Space")
  func harmlessKeys() {
    let destructive: Set<Action> = [.delete, .clear, .expireNow, .reset, .quit]
    for binding in KeyBindings.all where destructive.contains(binding.action) {
      #expect(!binding.keys.contains(.enter) && !binding.keys.contains(.character(" ")))
    }
  }

  @Test("is the help, line by line", arguments: DashboardState.View.allCases)
  func help(view: DashboardState.View) {
    let keys: [Key] = Self.opening(view) + [.character("?")]
    let text = Screen.frame(of: .after(keys, size: Size(width: 120, height: 80))).text
    for binding in KeyBindings.bindings(in: view) {
      #expect(text.contains(":\(binding.name) "), "\(binding.name)")
      #expect(text.contains(binding.help), "\(binding.name)")
    }
    for binding in KeyBindings.all where binding.view != nil && binding.view != view {
      #expect(!text.contains(binding.help), "\(binding.name)")
    }
  }

  @Test("is the footer, in its order, and of the footer only what fits whole", arguments: DashboardState.View.allCases)
  func footer(view: DashboardState.View) throws {
    let keys = Self.opening(view)
    let wide = footerText(.after(keys, on: Snapshots.busy, size: Size(width: 300, height: 24)))
    // In a lab without steerable time, load, scenario, lesson, recording and watching.
    let absent: Set<Action> = [
      .lesson, .nextInLesson, .backInLesson, .toggleLoad, .togglePause, .step, .faster, .seekBack, .seekForward, .about,
      .monitor,
    ]
    let hints = KeyBindings.bindings(in: view).filter { !absent.contains($0.action) }
      .compactMap { binding in binding.hint.map { "\(binding.label) \($0)" } }
    #expect(wide.trimmingBlanks == hints.joined(separator: "  "))
    let narrow = footerText(.after(keys, size: Size(width: 50, height: 24)))
    for piece in narrow.trimmingBlanks.components(separatedBy: "  ") { #expect(hints.contains(piece), "\(piece)") }
  }

  @Test("leaves hints out of the footer that would do nothing, and words them after what they do now")
  func hints() {
    #expect(!footerText(.after("2", on: Snapshots.redis())).contains("undo"))
    #expect(footerText(.after(" ", size: Size(width: 120, height: 24))).contains("Space go on"))
    #expect(footerText(.after([.tab])).contains("Enter explain"))
    #expect(footerText(.after([.character("b"), .character("7"), .enter])).contains("burst 7"))
    let wide = Size(width: 200, height: 24)
    let running = footerText(.after(on: Snapshots.running, size: wide))
    for hint in ["s stop load", "P pause", "} faster", "i about"] { #expect(running.contains(hint)) }
    for hint in [". step", "← back"] { #expect(!running.contains(hint)) }
    #expect(footerText(.after(on: Snapshots.stopped, size: wide)).contains("s start load"))
    let paused = footerText(.after(on: Snapshots.paused, size: wide))
    #expect(paused.contains("P time goes on") && paused.contains(". step"))
    let replay = footerText(.after(on: Snapshots.replay, size: wide))
    #expect(replay.contains("← back") && replay.contains("→ forward"))
    for hint in ["fire", "load", "burst", "reset"] { #expect(!replay.contains(hint)) }
  }

  /// The key that shows a view.
  private static func opening(_ view: DashboardState.View) -> [Key] {
    switch view {
    case .overview: [.character("1")]
    case .keys: [.character("2")]
    case .timeline: [.character("3")]
    }
  }

  private func footerText(_ state: DashboardState) -> String {
    Screen.frame(of: state).text.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts = [""]
    for character in self {
      parts[parts.count - 1].append(character)
      if parts[parts.count - 1].hasSuffix(separator) {
        parts[parts.count - 1].removeLast(separator.count)
        parts.append("")
      }
    }
    return parts.map(\.trimmingBlanks).filter { !$0.isEmpty }
  }
}
