import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The timeline")
struct TimelineTests {
  private static let wide = Size(width: 120, height: 40)

  private func state(_ keys: String) -> DashboardState { .after("3" + keys, on: Snapshots.stampede, size: Self.wide) }

  @Test(
    "does what its keys say",
    arguments: [
      ("", 10, nil), ("+", 4, nil), ("=", 4, nil), ("-", 20, nil), ("+-", 10, nil), ("h", 10, 39.618),
      ("hh", 10, 37.118),
      ("hl", 10, nil), ("hhl", 10, 39.618), ("l", 10, nil), ("hG", 10, nil), ("+h", 4, 41.118), ("hh0", 10, nil),
      ("----0", 10, nil),
    ] as [(String, Double, Double?)])
  func movement(keys: String, window: Double, end: Double?) {
    let timeline = state(keys).timeline
    #expect(timeline.window == .seconds(window))
    #expect(timeline.end == end.map(Snapshots.seconds))
  }

  @Test("pans with the arrows too, where they do not seek in a recording")
  func arrows() {
    let state = DashboardState.after([.character("3"), .left], on: Snapshots.replay)
    #expect(state.timeline.end == Snapshots.seconds(39.618))
    #expect(DashboardState.after([.character("3"), .left, .right], on: Snapshots.replay).timeline.end == nil)
  }

  @Test("stops at both ends of the zoom, and says so")
  func zoomEnds() {
    for (key, end) in [("+", TimelineState.windows.first), ("-", TimelineState.windows.last)] {
      let state = state(String(repeating: key, count: 30))
      #expect(state.timeline.window == end)
      #expect(state.notice != nil)
    }
  }

  @Test("selects from row to row, the newest first, and explains what has ended")
  func selection() {
    // The two hits share a row, of which the newest is meant.
    #expect(state("k").log.selected == RequestID(1_152))
    #expect(state("kk").log.selected == RequestID(1_171))
    #expect(state("kkk").log.selected == RequestID(1_170))
    #expect(state("kkkk").log.selected == RequestID(1_150))
    #expect(state("kkkkj").log.selected == RequestID(1_170))
    var state = state("k")
    #expect(state.press(key: .enter) == [])
    #expect(state.overlay == .record(RequestID(1_152)))
    for _ in 0..<3 { _ = state.press(key: .character("k")) }
    #expect(state.overlay == .record(RequestID(1_150)))
    _ = state.press(key: .escape)
    _ = state.press(key: .home)
    #expect(state.log.selected == RequestID(1_104))
  }

  @Test("says of a request that waits that it cannot be explained yet")
  func waiting() {
    var state = state("kk")
    _ = state.press(key: .enter)
    #expect(state.overlay == nil)
    #expect(state.notice?.notice.text.contains("#1171 still waits") == true)
  }

  @Test("shows one key alone, and all again")
  func oneKey() {
    #expect(state("f").notice?.notice.isProblem == true)
    let one = state("kf")
    #expect(one.timeline.key == CacheKey("read_item:9"))
    #expect(Set(one.timelineItems.map(\.key)) == [CacheKey("read_item:9")])
    #expect(state("kff").timeline.key == nil)
  }

  @Test("can be had by its commands")
  func commands() {
    var state = DashboardState.after(":", on: Snapshots.stampede)
    _ = state.enter("timeline")
    #expect(state.view == .timeline)
    for (command, grouping) in [("group", TimelineState.Grouping.key), ("group", .endpoint), ("group", .request)] {
      _ = state.press(key: .character(":"))
      _ = state.enter(command)
      #expect(state.timeline.grouping == grouping)
    }
  }

  @Test("counts the loads in flight at their most in every column")
  func loadsInFlight() {
    let scale = TimelineScale(
      window: .seconds(10), end: Snapshots.seconds(9.5), now: Snapshots.seconds(9.5), columns: 10)
    #expect(scale.start == .zero && scale.cell == .seconds(1))
    func load(_ start: Double, _ end: Double) -> TimelineItem {
      TimelineItem(Records.record(1, .miss, .cold, at: end, nil, key: "k", micros: (end - start) * 1e6 / 0.99))
    }
    let counts = LoadsInFlightView.counts(
      [load(-3, 0.5), load(2, 4), load(2.5, 3.5), load(4, 6), load(20, 22)], on: scale)
    #expect(counts == [1, 0, 2, 2, 1, 1, 0, 0, 0, 0])
  }

  @Test("has a fill of its own for every outcome, also in ASCII")
  func fills() {
    let fills = Outcome.allCases.map { TimelineBar.fill($0) }
    #expect(Set(fills).count == fills.count)
    let likenesses = fills.map { ASCIILikeness.of($0.value) }
    #expect(Set(likenesses).count == fills.count)
  }

  @Test("keeps the bars still while time goes on within a cell")
  func stillness() {
    func start(_ nanoseconds: Int64) -> Timestamp {
      let now = Timestamp(nanoseconds: nanoseconds)
      return TimelineScale(window: .seconds(10), end: now, now: now, columns: 100).start
    }
    #expect(start(42_000_000_000) == start(42_099_999_999))
    #expect(start(42_100_000_000) == start(42_000_000_000).advanced(by: .milliseconds(100)))
  }

  @Test("asks for more records than the log needs, and only while it is shown")
  func wanted() {
    #expect(state("").wantedRecords > DashboardState.usualRecords)
    #expect(state("1").wantedRecords == DashboardState.usualRecords)
  }
}
