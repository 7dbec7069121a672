import Testing

@testable import CacheEngine

@Suite("Recording a run")
struct RecordedRunTests {
  @Test("gives the same bytes again")
  func determinism() async throws {
    let first = try await RecordedRun.of()
    let second = try await RecordedRun.of()
    #expect(first.bytes == second.bytes)
    #expect(first.bytes.count > 100_000)
    let other = try await RecordedRun.of(RecordedRun.scenario.replacing("seed: 3", with: "seed: 4"))
    #expect(first.bytes != other.bytes)
  }

  @Test("holds every request once, events, and what left")
  func contents() async throws {
    let run = try await RecordedRun.of()
    var reader = RecordingReader(file: "run")
    var ids: Set<RequestID> = []
    var departures: Set<Departure> = []
    var events: [LabEvent.Kind] = []
    for line in RecordingFormatTests.lines(run.bytes) {
      switch try reader.item(of: line) {
      case .request(let record): #expect(ids.insert(record.id).inserted)
      case .event(let event): events.append(event.kind)
      case .departure(let entry): departures.insert(entry.departure)
      case .end, nil: break
      }
    }
    try reader.finish()
    #expect(ids.count > 900 && ids.map(\.number).max() == UInt64(ids.count))
    #expect(departures == Set(Departure.allCases))
    #expect(events == [.faultBegan, .faultEnded, .cleared])
  }

  @Test("the first difference is named")
  func difference() {
    func difference(_ old: String?, _ new: String?) -> String? {
      RecordingDifference.between(
        recorded: old.map { Array($0.utf8)[...] }, now: new.map { Array($0.utf8)[...] }, line: 17)?.description
    }
    #expect(difference("{\"a\": 1}", "{\"a\": 1}") == nil)
    #expect(
      difference(#"{"id": 1, "outcome": "hit"}"#, #"{"id": 1, "outcome": "miss"}"#)
        == #"line 17: outcome: recorded "hit", now "miss""#)
    #expect(
      difference(#"{"id": 1, "cause": "cold"}"#, #"{"id": 1}"#) == #"line 17: cause: recorded "cold", now nothing"#)
    #expect(difference(#"{"id": 1}"#, #"{"id": 1, "ttl_s": 2}"#) == "line 17: ttl_s: recorded nothing, now 2")
    #expect(difference(nil, #"{"id": 1}"#) == #"line 17: recorded nothing, now {"id": 1}"#)
    #expect(difference(#"{"id": 1}"#, nil) == #"line 17: recorded {"id": 1}, now nothing"#)
  }
}
