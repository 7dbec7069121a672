import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The lines of the request log")
struct LogLinesTests {
  private func snapshot(records: [Double], rejections: [Double], events: [Double]) -> LabSnapshot {
    var snapshot = Snapshots.start
    snapshot.ledger.records = records.enumerated().map { place, second in
      Records.record(UInt64(place), .hit, at: second, nil, key: "k", micros: 1)
    }
    snapshot.rejections = rejections.map {
      Rejection(request: Request(target: "/nope"), status: 404, at: Snapshots.seconds($0))
    }
    snapshot.events = events.map { LabEvent(at: Snapshots.seconds($0), kind: .cleared, text: "cleared") }
    return snapshot
  }

  @Test("are requests, rejections and events by time, newest first")
  func merging() {
    let lines = LogLines(of: snapshot(records: [9, 5, 1], rejections: [8, 5], events: [0, 5, 10]))
    #expect(
      lines.lines == [
        .event(2), .record(0), .rejection(0), .record(1), .rejection(1), .event(1), .record(2), .event(0),
      ])
  }

  @Test("are all there, in order, whatever they are made of", arguments: 0..<20)
  func anything(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func moments() -> [Double] {
      (0..<Int.random(in: 0...30, using: &generator)).map { _ in Double(Int.random(in: 0...20, using: &generator)) }
    }
    let snapshot = snapshot(
      records: moments().sorted(by: >), rejections: moments().sorted(by: >), events: moments().sorted())
    let lines = LogLines(of: snapshot).lines
    #expect(Set(lines).count == lines.count, "seed \(seed)")
    #expect(
      lines.count == snapshot.ledger.records.count + snapshot.rejections.count + snapshot.events.count, "seed \(seed)")
    let times = lines.map { line in
      switch line {
      case .record(let place): snapshot.ledger.records[place].finishedAt
      case .rejection(let place): snapshot.rejections[place].at
      case .event(let place): snapshot.events[place].at
      }
    }
    #expect(times == times.sorted(by: >), "seed \(seed)")
  }

  @Test("cannot be selected when they are events, neither by key nor by a click")
  func events() {
    let size = Size(width: 120, height: 40)
    var state = DashboardState.after([.tab], on: Snapshots.running, size: size)
    for _ in 0..<40 {
      _ = state.press(key: .down)
      #expect(state.selectedRecord != nil)
    }
    let fresh = DashboardState.after([.tab], on: Snapshots.running, size: size)
    let area = ScreenLayout(of: fresh).requests
    let rows = Screen.frame(of: fresh).text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = (area.y + 1..<area.bottom - 1).first { rows[$0].contains("read_item cleared") }
    #expect(row != nil)
    for (offset, isRequest) in [(0, false), (1, true)] {
      var clicked = fresh
      _ = clicked.press(key: .mouse(MouseEvent(.press, column: 5, row: (row ?? 0) + offset)))
      #expect((clicked.log.selected != nil) == isRequest)
    }
  }
}
