import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The screen of watched keys")
struct WatchScreenTests {
  static let sizes = [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 40, height: 10), Size(width: 39, height: 9),
  ]
  static let pickle: [UInt8] = [
    0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0, 0, 0x7D, 0x94, 0x8C, 2, 0x69, 0x64, 0x94, 0x4B, 5, 0x73, 0x2E,
  ]

  @Test(
    "looks like its picture",
    arguments: [
      ("watch", "", Snapshots.watched), ("watch-told", "", Snapshots.watchedByNotifications),
      ("watch-nothing", "", Snapshots.watchedNothing),
      ("watch-cluster", "", Snapshots.watchedCluster), ("watch-cluster-keys", "2", Snapshots.watchedCluster),
      ("watch-question", "M", Snapshots.watched),
      ("watch-help", "?", Snapshots.watched), ("watch-keys", "2", Snapshots.watched),
      ("watch-keys-nothing", "2", Snapshots.watchedNothing),
    ], sizes)
  func pictures(what: (name: String, keys: String, snapshot: LabSnapshot), size: Size) throws {
    var state = DashboardState.after(what.keys, on: what.snapshot, size: size)
    if what.name == "watch-keys" { _ = state.press(key: .enter) }
    state.receiveValue(Self.pickle)
    try expectFrame(Screen.frame(of: state), named: "\(what.name)-\(size.width)x\(size.height)")
  }

  @Test("of a sample looks like its picture", arguments: sizes)
  func sample(size: Size) throws {
    var state = DashboardState.after(on: Snapshots.watched, size: size)
    _ = state.update(with: .reply(.sample(Snapshots.sample)))
    try expectFrame(Screen.frame(of: state), named: "watch-sample-\(size.width)x\(size.height)")
  }

  @Test("names what a value is that another program packed")
  func values() {
    let entry = EntrySummary(key: "a", expiry: .never, size: 132)
    func lines(_ bytes: [UInt8], _ size: Int?) -> [String] {
      var entry = entry
      entry.size = size ?? bytes.count
      return ValueText.lines(of: EntryPreview(summary: entry, bytes: bytes), as: .json, width: 60)
    }
    #expect(lines(Self.pickle, 132).first == "Python pickle, protocol 4, 132B: not executed")
    #expect(lines(Self.pickle, nil).contains("SHORT_BINUNICODE \"id\""))
    #expect(lines([0x81, 0xA1, 0x61, 1], nil) == ["MessagePack, 4B", "", "{", "  \"a\": 1", "}"])
    #expect(lines([0x1F, 0x8B, 8, 0], nil).first == "gzip, 4B: not decompressed")
    // What a packed text says reaches the screen no other way than any text.
    #expect(!lines([0x80, 4, 0x8C, 3, 0x1B, 0x5B, 0x6D, 0x2E], nil).joined().contains("\u{1B}"))
  }
}

@Suite("How changes are known")
struct WatchSourceTests {
  @Test(
    "is said of one server, and of the nodes of a cluster",
    arguments: [
      ("-", "events: sampling", "events: sampling"), ("+", "events: notifications", "events: notifications"),
      ("---", "events: sampling", "events: sampling"), ("+++", "events: notifications", "live from 3 of 3 nodes"),
      ("++-", "events: 2 of 3 nodes", "live from 2 of 3 nodes, sampling on n2"),
      ("-+-", "events: 1 of 3 nodes", "live from 1 of 3 nodes, sampling on n0 and 1 more"),
      ("-x+", "events: 1 of 3 nodes", "live from 1 of 3 nodes, sampling on n0, no answer from n1"),
    ])
  func wording(nodes: String, short: String, long: String) {
    var watch = WatchReading(pattern: "*")
    watch.nodes = nodes.enumerated().map {
      WatchedNode(place: "n\($0.offset)", tells: $0.element == "+", isAway: $0.element == "x")
    }
    #expect(Wording.source(watch) == short && Wording.sources(watch) == long)
  }
}

@Suite("Keys of the dashboard where entries are only watched")
struct WatchUpdateTests {
  @Test(
    "that would change or send something say why not",
    arguments: ["\r", "b", "D", "I", "r", "s", "p", "F", "2t", "2x", "2d", "2u", "3", "R", "B", "a"])
  func refused(keys: String) {
    var state = DashboardState.after(on: Snapshots.watched)
    var effects: [Effect] = []
    for character in keys { effects = state.press(key: character == "\r" ? .enter : .character(character)) }
    #expect(effects.allSatisfy { if case .lab(.inspect) = $0 { true } else { false } }, "\(effects)")
    #expect(state.notice?.notice.isProblem == true)
    #expect(state.overlay == nil)
    #expect(state.view != .timeline)
  }

  @Test("what is on the screen is told, and the server's counters while they are looked at")
  func attention() {
    var state = DashboardState.after(on: Snapshots.watched)
    #expect(state.press(key: .character("V")) == [.lab(.attend(Attention(wantsCounters: true)))])
    #expect(state.press(key: .escape) == [.lab(.attend(Attention()))])
    let keys = Snapshots.watched.keys.entries.map(\.key)
    let told = state.press(key: .character("2")).compactMap { effect -> Attention? in
      if case .lab(.attend(let attention)) = effect { attention } else { nil }
    }
    #expect(told.map { Set($0.keys) } == [Set(keys)])
  }

  @Test("commands are watched after a yes, and after nothing else")
  func monitoring() {
    for key in [Key.enter, .escape, .character("n"), .character(" ")] {
      var state = DashboardState.after("M", on: Snapshots.watched)
      #expect(state.overlay == .monitor(.question(.seconds(2))))
      #expect(state.press(key: key) == [])
      #expect(state.overlay == nil)
    }
    var state = DashboardState.after("M", on: Snapshots.watched)
    #expect(state.press(key: .character("y")) == [.lab(.sampleCommands(.seconds(2)))])
  }

  @Test("for how long can be said, within bounds")
  func lengths() {
    for (text, duration) in [("500ms", Duration.milliseconds(500)), ("1s", .seconds(1)), ("2s", .seconds(2))] {
      var state = DashboardState.after(on: Snapshots.watched)
      _ = state.enter(":monitor \(text)")
      #expect(state.overlay == .monitor(.question(duration)))
    }
    for text in ["3s", "1m", "0s", "5", "x"] {
      var state = DashboardState.after(on: Snapshots.watched)
      _ = state.enter(":monitor \(text)")
      #expect(state.promptProblem != nil, "\(text)")
    }
  }

  @Test("a lab of our own has no commands of others to watch")
  func ownLab() {
    var state = DashboardState.after(on: Snapshots.busy)
    #expect(state.press(key: .character("M")) == [])
    #expect(state.overlay == nil)
    #expect(state.notice?.notice.isProblem == true)
  }

  @Test("a sample is shown unless something else is open, and any key closes it")
  func sample() {
    var state = DashboardState.after("?", on: Snapshots.watched)
    _ = state.update(with: .reply(.sample(Snapshots.sample)))
    #expect(state.overlay == .help(scroll: 0))
    state = DashboardState.after(on: Snapshots.watched)
    _ = state.update(with: .reply(.sample(Snapshots.sample)))
    #expect(state.overlay == .monitor(.result(Snapshots.sample, scroll: 0)))
    _ = state.press(key: .escape)
    #expect(state.overlay == nil)
  }
}
