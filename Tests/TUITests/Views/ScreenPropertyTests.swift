import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The screen, whatever happens")
struct ScreenPropertyTests {
  private static let snapshots = [
    Snapshots.start, Snapshots.busy, Snapshots.redis(), Snapshots.redis(.connecting), Snapshots.down, Snapshots.hostile,
    Snapshots.running, Snapshots.stopped, Snapshots.paused, Snapshots.queue, Snapshots.replay,
    Snapshots.hostileScenario, Snapshots.stampede, Snapshots.hostileTimeline,
  ]

  private static let keys: [Key] =
    KeyBindings.all.flatMap(\.keys) + [.character("y"), .character("é"), .backspace, .left, .right, .paste(Keys.nasty)]
    + "0123456789/s".map { .character($0) }

  private static func someState(_ generator: inout SeededGenerator) -> DashboardState {
    let size = Size(
      width: Int.random(in: 0...130, using: &generator), height: Int.random(in: 0...50, using: &generator))
    var state = DashboardState(snapshot: Self.snapshots.randomElement(using: &generator) ?? Snapshots.busy, size: size)
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: _ = state.update(with: .snapshot(snapshots.randomElement(using: &generator) ?? Snapshots.busy))
      case 1: _ = state.update(with: .reply(.failed(Keys.nasty)))
      case 2: state.receiveValue(Array(Keys.nasty.utf8) + [0xFF, 0x80])
      case 3:
        let column = Int.random(in: -1...131, using: &generator)
        _ = state.press(
          key: .mouse(MouseEvent(.press, column: column, row: Int.random(in: -1...51, using: &generator))))
      default: _ = state.press(key: keys.randomElement(using: &generator) ?? .enter)
      }
    }
    return state
  }

  @Test("has a frame of the right size for every state and size, the same for equal states", arguments: 0..<4)
  func everySize(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<40 {
      let state = Self.someState(&generator)
      let frame = Screen.frame(of: state)
      #expect(frame.size == state.size)
      let copy = state
      #expect(Screen.frame(of: copy) == frame)
    }
  }

  @Test("lets no foreign text move a cursor, hide or turn a line around", arguments: 0..<4)
  func foreignText(seed: Int) {
    var generator = SeededGenerator(seed: 100 + UInt64(seed))
    for _ in 0..<40 {
      let state = Self.someState(&generator)
      let bad = Screen.frame(of: state).cells.first { !Self.isHarmless($0.scalar) }
      #expect(bad == nil, "U+\(String(bad?.scalar ?? 0, radix: 16)) at \(state.size)")
    }
  }

  private static func isHarmless(_ value: UInt32) -> Bool {
    // Zero is the second half of a wide character.
    guard value != 0, let scalar = Unicode.Scalar(value) else { return value == 0 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
    default: return true
    }
  }

  @Test("keeps wide characters whole")
  func wideCharacters() {
    for width in stride(from: 0, through: 130, by: 3) {
      for keys in ["", "2", "3"] {
        let frame = Screen.frame(of: .after(keys, on: Snapshots.hostile, size: Size(width: width, height: 24)))
        for row in 0..<frame.size.height {
          for column in 0..<frame.size.width {
            let isWide = Unicode.Scalar(frame[column, row].scalar).map { CellWidth.of($0) == 2 } ?? false
            let hasSecondHalf = column + 1 < width && frame[column + 1, row].isContinuation
            #expect(isWide == hasSecondHalf)
          }
        }
      }
    }
  }

  @Test("closes every border at every size", arguments: ["", "2", "3"])
  func borders(keys: String) {
    for width in stride(from: 40, through: 200, by: 13) {
      for height in stride(from: 10, through: 60, by: 3) {
        let text = Screen.frame(
          of: .after(keys, on: Snapshots.running, size: Size(width: width, height: height))
        ).text
        for (opening, closing) in [("┌", "┐"), ("└", "┘"), ("┌", "└")] {
          #expect(
            text.count { String($0) == opening } == text.count { String($0) == closing }, "\(width)x\(height)")
        }
      }
    }
  }

  @Test("keeps the cursor of a prompt in sight, however long or wide the line is")
  func promptCursor() {
    for text in [String(repeating: "x", count: 300), String(repeating: "中", count: 300), Keys.nasty + Keys.nasty] {
      for width in [40, 60, 80, 131] {
        let state = DashboardState.after([.character(":"), .paste(text)], size: Size(width: width, height: 24))
        let frame = Screen.frame(of: state)
        let cursors = (0..<width).filter { frame[$0, 23].style.emphasis.contains(.reverse) }
        #expect(cursors.count == 1, "\(width)")
      }
    }
  }

  @Test("shows a prompt and a question on screens of any size", arguments: [(30, 5), (39, 9), (20, 1), (40, 10)])
  func smallScreens(width: Int, height: Int) {
    var state = DashboardState(snapshot: Snapshots.redis(), size: Size(width: width, height: height))
    _ = state.update(with: .key(.character(":")))
    _ = state.update(with: .key(.character("z")))
    #expect(Screen.frame(of: state).text.contains(":z"))
    _ = state.update(with: .key(.escape))
    _ = state.update(with: .key(.character("2")))
    _ = state.update(with: .key(.character("d")))
    #expect(Screen.frame(of: state).text.contains("delete "))
  }

  @Test("always says FROZEN when it is", arguments: [40, 60, 80, 120, 200])
  func frozen(width: Int) {
    for snapshot in Self.snapshots {
      for size in [Size(width: width, height: 24), Size(width: width, height: 5)] {
        #expect(Screen.frame(of: .after(" ", on: snapshot, size: size)).text.contains("VIEW FROZEN"))
      }
    }
  }

  @Test("always says PAUSED when time is, and both when both are", arguments: [39, 40, 60, 80, 120, 200])
  func paused(width: Int) {
    for snapshot in Self.snapshots {
      var snapshot = snapshot
      snapshot.clock.isPaused = true
      for height in [24, 5] {
        let size = Size(width: width, height: height)
        #expect(Screen.frame(of: .after(on: snapshot, size: size)).text.contains("TIME PAUSED"))
        let both = Screen.frame(of: .after(" ", on: snapshot, size: size)).text
        #expect(both.contains("VIEW FROZEN") && both.contains("TIME PAUSED"))
      }
    }
  }
}
