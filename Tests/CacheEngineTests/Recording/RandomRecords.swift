@testable import CacheEngine

/// Records of any shape, from a seed.
struct RandomRecords {
  var generator: SeededGenerator

  static let texts = [
    "", "read_item:5", "\"\\\n\t\u{1B}[31m", "=1+1", "中文🧨\u{202E}", String(repeating: "x", count: 300),
  ]

  mutating func header() -> RecordingHeader {
    RecordingHeader(
      name: text(), seed: generator.next(), duration: duration(), store: "memory",
      clock: generator.nextBelow(2) == 0 ? .virtual : .real, endpoints: ["read_item", "users", "a\"b"],
      scenario: "name: \(text())\n")
  }

  mutating func record() -> LookupRecord {
    let started = moment()
    var record = LookupRecord(
      id: RequestID(generator.next()), function: FunctionID(index: generator.nextBelow(3)), key: CacheKey(text()),
      arrivedAt: moment(), startedAt: started, finishedAt: started.advanced(by: duration()),
      outcome: Outcome.allCases[generator.nextBelow(Outcome.allCases.count)])
    if maybe { record.request = text() }
    if maybe {
      record.cause =
        [.cold, .expired(ago: duration()), .evicted, .invalidated, .cleared, .undecodable, .storeError][
          generator.nextBelow(7)]
    }
    record.phases = Phases(
      read: maybe ? duration() : nil, load: maybe ? duration() : nil, write: maybe ? duration() : nil)
    if maybe { record.expiry = [.never, .unknown, .at(moment())][generator.nextBelow(3)] }
    record.size = generator.nextBelow(1_000_000)
    if maybe { record.ttl = TTL(clamping: duration()) }
    record.wrote = maybe
    if maybe { record.leader = RequestID(generator.next()) }
    if maybe { record.readPoint = ReadPoint(change: generator.next(), moment: moment()) }
    if maybe { record.staleFor = duration() }
    record.remarks = (0..<generator.nextBelow(3)).map { _ in remark() }
    return record
  }

  mutating func item() -> RecordingItem {
    switch generator.nextBelow(5) {
    case 0:
      let kinds = LabEvent.Kind.allCases
      return .event(LabEvent(at: moment(), kind: kinds[generator.nextBelow(kinds.count)], text: text()))
    case 1:
      return .departure(
        DepartedEntry(
          key: CacheKey(text()), departure: Departure.allCases[generator.nextBelow(4)], at: moment(),
          ttl: maybe ? duration() : nil))
    default: return .request(record())
    }
  }

  private mutating func remark() -> Remark {
    let text = text()
    return [
      .notEncodable(text), .notDecodable(text), .excluded, .invalidatedDuringLoad, .readBypassed, .writeBypassed,
      .storeFailed(text), .writeFailed(text), .loadFailed(text), .sharedKey(filledFor: text, askedFor: "page=2"),
    ][generator.nextBelow(10)]
  }

  private var maybe: Bool {
    mutating get { generator.nextBelow(2) == 0 }
  }

  mutating func text() -> String { Self.texts[generator.nextBelow(Self.texts.count)] }

  /// Zero, a nanosecond, or up to an hour.
  mutating func duration() -> Duration {
    [.zero, .nanoseconds(1), .nanoseconds(generator.nextBelow(3_600_000_000_000))][generator.nextBelow(3)]
  }

  mutating func moment() -> Timestamp { Timestamp.zero.advanced(by: duration()) }
}
