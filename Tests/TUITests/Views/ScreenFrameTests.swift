import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

/// Pictures of whole screens. Look at them before recording: they are what users see.
@Suite("The screen looks like its picture")
struct ScreenFrameTests {
  static let sizes = [
    Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    Size(width: 60, height: 20), Size(width: 40, height: 10), Size(width: 39, height: 9), Size(width: 1, height: 1),
    Size(width: 0, height: 0),
  ]

  @Test("of the overview at every size", arguments: sizes)
  func overview(size: Size) throws {
    let state = DashboardState.after(on: Snapshots.busy, size: size)
    try expectFrame(Screen.frame(of: state), named: "overview-\(size.width)x\(size.height)")
  }

  @Test("of the keys at every size", arguments: sizes)
  func keys(size: Size) throws {
    var state = DashboardState.after("2jj", on: Snapshots.busy, size: size)
    state.receiveValue()
    try expectFrame(Screen.frame(of: state), named: "keys-\(size.width)x\(size.height)")
  }

  @Test("of the timeline at every size", arguments: sizes)
  func timeline(size: Size) throws {
    let state = DashboardState.after(
      [.character("3"), .home, .down, .down, .down], on: Snapshots.stampede, size: size)
    try expectFrame(Screen.frame(of: state), named: "timeline-\(size.width)x\(size.height)")
  }

  @Test("in every situation", arguments: Situation.all)
  func situation(_ situation: Situation) throws {
    for size in situation.sizes {
      let frame = Screen.frame(of: situation.state(size))
      try expectFrame(
        situation.isASCII ? frame.inASCII : frame, named: "\(situation.name)-\(size.width)x\(size.height)")
    }
  }
}

/// A state worth a picture.
struct Situation: Sendable, CustomTestStringConvertible {
  var name: String
  var sizes = [Size(width: 80, height: 24)]
  var isASCII = false
  var state: @Sendable (Size) -> DashboardState

  var testDescription: String { name }

  static let wide = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  static let small = [Size(width: 80, height: 24), Size(width: 40, height: 10), Size(width: 39, height: 9)]

  static let all: [Situation] = [
    Situation(name: "start", sizes: wide) { .after(on: Snapshots.start, size: $0) },
    Situation(name: "start-keys") { .after("2", on: Snapshots.start, size: $0) },
    Situation(name: "frozen", sizes: wide + [Size(width: 40, height: 10), Size(width: 39, height: 9)]) {
      .after(" ", size: $0)
    },
    Situation(name: "redis", sizes: wide) { .after(on: Snapshots.redis(), size: $0) },
    Situation(name: "redis-keys", sizes: wide) { .after("2", on: Snapshots.redis(), size: $0) },
    Situation(name: "connecting") { .after(on: Snapshots.redis(.connecting), size: $0) },
    Situation(name: "resolving") { .after(on: Snapshots.redis(.resolving), size: $0) },
    Situation(name: "down", sizes: wide + [Size(width: 40, height: 10)]) { .after(on: Snapshots.down, size: $0) },
    Situation(name: "down-keys") { size in
      var snapshot = Snapshots.down
      snapshot.keys.error = .unavailable("connection refused")
      return .after("2", on: snapshot, size: size)
    },
    Situation(name: "help", sizes: wide + [Size(width: 40, height: 10)]) { .after("?", size: $0) },
    Situation(name: "help-keys", sizes: [Size(width: 120, height: 60)]) { .after("2?", on: Snapshots.start, size: $0) },
    Situation(name: "command") { .after(":re", size: $0) },
    Situation(name: "completion") { .after([.character(":"), .character("r"), .tab, .tab], size: $0) },
    Situation(name: "problem") { .after([.character(":"), .character("z"), .character("z"), .enter], size: $0) },
    Situation(name: "ttl", sizes: wide) { .after("2t", size: $0) },
    Situation(name: "confirmation", sizes: wide) { .after("2d", on: Snapshots.redis(), size: $0) },
    Situation(name: "clear", sizes: wide) { .after("Dcle", size: $0) },
    Situation(name: "notice") { size in
      var state = DashboardState.after(size: size)
      _ = state.update(with: .reply(.failed("store unavailable: no answer in 2 s")))
      return state
    },
    Situation(name: "log", sizes: wide) { .after([.tab, .down, .down, .down], size: $0) },
    Situation(name: "record", sizes: wide + [Size(width: 40, height: 10)]) {
      .after([.tab, .down, .down, .down, .enter], size: $0)
    },
    Situation(name: "hex", sizes: wide) { size in
      var state = DashboardState.after("2vv", size: size)
      state.receiveValue()
      return state
    },
    Situation(name: "partial") { size in
      var state = DashboardState.after("2", size: size)
      guard let entry = state.selectedEntry else { return state }
      var preview = Keys.preview(entry)
      preview.summary.size = 1 << 20
      _ = state.update(with: .reply(.value(entry.key, preview)))
      return state
    },
    Situation(name: "filter", sizes: wide) { .after("2/item", size: $0) },
    Situation(name: "hostile", sizes: wide) { .after(on: Snapshots.hostile, size: $0) },
    Situation(name: "hostile-keys", sizes: wide) { size in
      var state = DashboardState.after("2", on: Snapshots.hostile, size: size)
      state.receiveValue(Array(Keys.nasty.utf8))
      return state
    },
    Situation(name: "running", sizes: Array(ScreenFrameTests.sizes.prefix(6))) {
      .after(on: Snapshots.running, size: $0)
    },
    Situation(name: "running-ascii", isASCII: true) { .after(on: Snapshots.running, size: $0) },
    Situation(name: "stopped") { .after(on: Snapshots.stopped, size: $0) },
    Situation(name: "paused", sizes: small) { .after(on: Snapshots.paused, size: $0) },
    Situation(name: "paused-frozen", sizes: small) { .after(" ", on: Snapshots.paused, size: $0) },
    Situation(name: "queue", sizes: [Size(width: 120, height: 40)]) { .after(on: Snapshots.queue, size: $0) },
    Situation(name: "replay", sizes: wide + [Size(width: 40, height: 10)]) { .after(on: Snapshots.replay, size: $0) },
    Situation(name: "about", sizes: wide + [Size(width: 40, height: 10)]) {
      .after("i", on: Snapshots.running, size: $0)
    },
    Situation(name: "stale-record") { .after([.tab, .down, .enter], on: Snapshots.running, size: $0) },
    Situation(name: "shared-record") { .after([.tab, .down, .down, .enter], on: Snapshots.running, size: $0) },
    Situation(name: "speed") { .after("T", on: Snapshots.running, size: $0) },
    Situation(name: "hostile-scenario", sizes: wide) { .after(on: Snapshots.hostileScenario, size: $0) },
    Situation(name: "timeline-start") { .after("3", on: Snapshots.start, size: $0) },
    Situation(name: "timeline-keys", sizes: wide) { .after("3g", on: Snapshots.stampede, size: $0) },
    Situation(name: "timeline-endpoints") { .after("3gg", on: Snapshots.stampede, size: $0) },
    Situation(name: "timeline-ascii", isASCII: true) { .after("3+", on: Snapshots.stampede, size: $0) },
    Situation(name: "timeline-past") { .after("3+hh", on: Snapshots.stampede, size: $0) },
    Situation(name: "explain-stampede", sizes: wide + [Size(width: 40, height: 10)]) {
      .after([.character("3"), .home] + "jjj".map { .character($0) } + [.enter], on: Snapshots.stampede, size: $0)
    },
    Situation(name: "explain-stale", sizes: wide) {
      .after("3kkkkkk".map { .character($0) } + [.enter], on: Snapshots.stampede, size: $0)
    },
    Situation(name: "hostile-timeline", sizes: wide) { .after("3k", on: Snapshots.hostileTimeline, size: $0) },
    Situation(name: "ascii", isASCII: true) { .after(size: $0) },
    Situation(name: "ascii-keys", isASCII: true) { .after("2", size: $0) },
  ]
}
