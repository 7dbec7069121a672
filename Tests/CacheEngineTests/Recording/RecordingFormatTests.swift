import Testing

@testable import CacheEngine

@Suite("A recording")
struct RecordingFormatTests {
  static let header = RecordingHeader(
    name: "lesson", seed: 7, duration: .seconds(60), store: "memory", clock: .virtual, endpoints: ["read_item"],
    scenario: "name: lesson\n")

  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
  }

  /// A recording with those lines after the header; the first thing that is wrong with it.
  private func problem(_ lines: String...) -> String? {
    var writer = RecordingWriter(Self.header)
    let all = Self.lines(writer.take()) + lines.map { Array($0.utf8)[...] }
    var reader = RecordingReader(file: "run.ttlscope")
    do throws(RecordingError) {
      for line in all { _ = try reader.item(of: line) }
      try reader.finish()
      return nil
    } catch {
      return error.description
    }
  }

  @Test("reads back as it was written", arguments: 1...20 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = RandomRecords(generator: SeededGenerator(seed: seed))
    let header = random.header()
    let items = (0..<200).map { _ in random.item() }
    var writer = RecordingWriter(header)
    for item in items { writer.write(item) }
    writer.end(at: Timestamp(nanoseconds: 5))
    var reader = RecordingReader(file: "x")
    var read: [RecordingItem] = []
    for line in Self.lines(writer.take()) {
      if let item = try reader.item(of: line) { read.append(item) }
    }
    try reader.finish()
    #expect(reader.header == header, "seed \(seed)")
    let requests = UInt64(items.count { if case .request = $0 { true } else { false } })
    #expect(read == items + [.end(at: Timestamp(nanoseconds: 5), requests: requests)], "seed \(seed)")
  }

  @Test("is written like this")
  func wording() {
    var writer = RecordingWriter(Self.header)
    var record = LookupRecord(
      id: RequestID(12), function: FunctionID(index: 0), key: CacheKey("read_item:5"), request: "GET /items/5",
      arrivedAt: Timestamp(nanoseconds: 1_500_000_000), startedAt: Timestamp(nanoseconds: 1_500_000_000),
      finishedAt: Timestamp(nanoseconds: 3_500_000_001), outcome: .miss)
    record.cause = .expired(ago: .milliseconds(250))
    record.phases = Phases(read: .zero, load: .nanoseconds(2_000_000_001), write: .zero)
    record.expiry = .never
    record.size = 84
    record.wrote = true
    record.remarks = [.sharedKey(filledFor: "a", askedFor: "é")]
    writer.write(.request(record))
    writer.write(.event(LabEvent(at: .zero, kind: .faultBegan, text: "database down")))
    writer.end(at: Timestamp(nanoseconds: 60_000_000_000))
    let text = String(decoding: writer.take(), as: UTF8.self)
    #expect(
      text == #"""
        {"ttlscope_recording": 1, "name": "lesson", "seed": 7, "duration_s": 60.000000000, "store": "memory", "clock": "virtual", "endpoints": ["read_item"], "scenario": "name: lesson\n"}
        {"id": 12, "endpoint": "read_item", "request": "GET /items/5", "key": "read_item:5", "arrived_s": 1.500000000, "started_s": 1.500000000, "finished_s": 3.500000001, "outcome": "miss", "cause": "expired", "expired_ago_s": 0.250000000, "read_s": 0.000000000, "load_s": 2.000000001, "write_s": 0.000000000, "expires_s": null, "size": 84, "wrote": true, "remarks": [["shared_key", "a", "\u00e9"]]}
        {"event": "fault-began", "at_s": 0.000000000, "text": "database down"}
        {"end_s": 60.000000000, "requests": 1}

        """#)
  }

  @Test("says where it is wrong, and what would be right")
  func errors() {
    let start =
      #"{"id": 1, "endpoint": "read_item", "key": "k", "arrived_s": 1, "started_s": 1, "finished_s": 2, "size": 0"#
    let end = #"{"end_s": 2, "requests": 0}"#
    #expect(problem(end) == nil)
    #expect(problem() == "run.ttlscope:2:1: the recording was cut: its last line is missing")
    #expect(problem(end, end) == "run.ttlscope:3:1: there is something after the last line of the recording")
    #expect(problem("{\"id\": }") == "run.ttlscope:2:8: is not JSON")
    #expect(problem("[]") == "run.ttlscope:2:1: is no JSON object; every line of a recording is one")
    #expect(
      problem("{}") == "run.ttlscope:2:1: id: is missing, as are event, departed and end_s: a line has one of them")
    #expect(
      problem(start + #", "outcome": "hti"}"#)
        == #"run.ttlscope:2:108: outcome: "hti" is none; write hit, stale, negative, miss, shared, bypass, error, cancelled, write, refresh"#
    )
    #expect(
      problem(#"{"end_s": -1, "requests": 0}"#)
        == "run.ttlscope:2:2: end_s: is no time in seconds with at most nine decimals, from 0 to 9223372036")
    #expect(
      problem(#"{"end_s": 2, "requests": 3}"#) == "run.ttlscope:2:14: requests: 3 are announced, but there are 0")
    #expect(problem(#"{"departed": "gone", "key": "k", "at_s": 1}"#)?.contains("expired, evicted") == true)
    #expect(
      problem(start.replacing("read_item", with: "x\u{1B}") + "}") != nil)
    #expect(problem(String(repeating: " ", count: 1_048_577)) == "run.ttlscope:2:1: the line is longer than 1 MiB")
  }

  @Test("names the version it does not know")
  func version() throws {
    var reader = RecordingReader(file: "f")
    let error = #expect(throws: RecordingError.self) {
      _ = try reader.item(of: Array(#"{"ttlscope_recording": 2}"#.utf8)[...])
    }
    #expect(
      error?.description
        == "f:1:2: ttlscope_recording: version 2 is unknown here; this program reads version 1")
  }

  @Test("survives any damage with an error or another reading", arguments: 1...40 as ClosedRange<UInt64>)
  func damage(seed: UInt64) {
    var random = RandomRecords(generator: SeededGenerator(seed: seed))
    var writer = RecordingWriter(random.header())
    for _ in 0..<20 { writer.write(random.item()) }
    writer.end(at: .zero)
    var bytes = writer.take()
    for _ in 0..<3 { bytes[random.generator.nextBelow(bytes.count)] = UInt8(random.generator.nextBelow(256)) }
    bytes.removeLast(random.generator.nextBelow(40))
    var reader = RecordingReader(file: "f")
    var isRead = true
    do throws(RecordingError) {
      for line in bytes.split(separator: UInt8(ascii: "\n")) { _ = try reader.item(of: line) }
      try reader.finish()
    } catch {
      isRead = false
      #expect(error.position.line >= 1 && error.position.column >= 1, "seed \(seed)")
      #expect(!error.description.utf8.contains(0x1B), "seed \(seed)")
    }
    #expect(!isRead || reader.lines == 22, "seed \(seed)")
  }

  @Test(
    "keeps times to the nanosecond",
    arguments: [
      ("0", 0), ("1", 1_000_000_000), ("0.000000001", 1), ("9223372036.854775807", Int64.max), ("1.5", 1_500_000_000),
      ("-1", nil), ("1.0000000001", nil), ("9223372036.854775808", nil), ("1e3", nil), ("99999999999", nil),
    ] as [(String, Int64?)])
  func times(text: String, nanoseconds: Int64?) {
    #expect(RecordingFields.nanoseconds(of: text) == nanoseconds)
  }
}
