import TUI
import Testing

@testable import App
@testable import CacheEngine

@Suite("A recording in the place of a lab")
struct ReplayLabTests {
  /// Two requests, at 1 s and at 2 s, in a recording of 60 s.
  private func lab() throws -> ReplayLab {
    let text = """
      name: two
      endpoints:
        - {name: read_item, path: "/items/{item_id:int}", cache: {ttl: 5s}}
      """
    let header = RecordingHeader(
      name: "two", seed: 1, duration: .seconds(60), store: "memory", clock: .virtual, endpoints: ["read_item"],
      scenario: text)
    let requests = ([1, 2] as [Int64]).map { second in
      let moment = Timestamp(nanoseconds: second * 1_000_000_000)
      return RecordingItem.request(
        LookupRecord(
          id: RequestID(UInt64(second)), function: FunctionID(index: 0), key: CacheKey("read_item:5"),
          arrivedAt: moment, startedAt: moment, finishedAt: moment, outcome: .hit))
    }
    let end = RecordingItem.end(at: Timestamp(nanoseconds: 60_000_000_000), requests: 2)
    let lab = ReplayLab(
      ReplayTape(header, try ScenarioParser.scenario(of: text, file: "two"), requests + [end]), speed: 1)
    lab.send(.setPaused(true))
    return lab
  }

  @Test("goes wherever it is told to, but not out of it")
  func seeking() throws {
    let lab = try lab()
    let moves: [(command: LabCommand, seconds: Int64, hits: UInt64)] = [
      (.seek(.to(.zero)), 0, 0), (.step, 1, 1), (.step, 2, 2), (.seek(.by(.seconds(10))), 12, 2),
      (.seek(.by(.seconds(-11))), 1, 1), (.seek(.by(.seconds(-10))), 0, 0), (.seek(.to(.distantFuture)), 60, 2),
    ]
    for (command, seconds, hits) in moves {
      lab.send(command)
      let snapshot = lab.snapshot(records: 256)
      #expect(snapshot.at == Timestamp(nanoseconds: seconds * 1_000_000_000), "\(command)")
      #expect(snapshot.ledger.total.hits == hits, "\(command)")
      #expect(snapshot.replay == ReplayStatus(position: snapshot.at, end: Timestamp(nanoseconds: 60_000_000_000)))
      #expect(snapshot.clock.canSteer && snapshot.clock.canSeek)
    }
  }

  @Test("stands still at its end")
  func end() throws {
    let lab = try lab()
    lab.send(.seek(.to(.distantFuture)))
    lab.send(.setPaused(false))
    let snapshot = lab.snapshot(records: 256)
    #expect(snapshot.clock.isPaused && snapshot.at == Timestamp(nanoseconds: 60_000_000_000))
    _ = lab.takeReplies()
    lab.send(.step)
    #expect(lab.takeReplies() == [.failed("this is the end of the recording")])
  }

  @Test("changes nothing")
  func refusals() throws {
    let lab = try lab()
    let before = lab.snapshot(records: 256).ledger
    let commands: [LabCommand] = [
      .send(Request(target: "/items/5"), count: 1), .delete(CacheKey("read_item:5")), .clear, .undo, .resetCounters,
      .startLoad, .stopLoad, .setLoadFactor(2),
    ]
    for command in commands {
      lab.send(command)
      #expect(lab.takeReplies() == [.failed("this is a recording: nothing can be changed")])
    }
    lab.send(.inspect(CacheKey("k")))
    #expect(lab.takeReplies() == [.noValue(CacheKey("k"), "a recording holds no values")])
    #expect(lab.snapshot(records: 256).ledger == before)
  }
}
