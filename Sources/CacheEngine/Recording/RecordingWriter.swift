/// Turns a run into the lines of a recording: JSON, one object a line, times exact to the nanosecond.
///
/// Fields that do not apply to a request are left out. `expires_s` is null for an entry that never ends.
public struct RecordingWriter: Sendable {
  private let endpoints: [String]
  private var line = LineBuffer()
  private var requests: UInt64 = 0

  /// - Parameter header: Becomes the first line.
  public init(_ header: RecordingHeader) {
    endpoints = header.endpoints
    write(header)
  }

  /// The number of bytes that wait to be taken.
  public var count: Int { line.bytes.count }

  /// The lines written since the last call.
  public mutating func take() -> [UInt8] {
    line.takeAll()
  }

  public mutating func write(_ item: RecordingItem) {
    line.begin()
    switch item {
    case .request(let record):
      requests += 1
      writeOrigin(of: record)
      writeResult(of: record)
    case .event(let event):
      line.name("event")
      line.quoted(event.kind.rawValue)
      line.name("at_s")
      line.seconds(event.at.nanoseconds)
      line.name("text")
      line.quoted(event.text)
    case .departure(let entry):
      line.name("departed")
      line.quoted(entry.departure.rawValue)
      line.name("key")
      line.quoted(entry.key.text)
      line.name("at_s")
      line.seconds(entry.at.nanoseconds)
      optional("ttl_s", entry.ttl)
    case .end(let moment, let requests):
      line.name("end_s")
      line.seconds(moment.nanoseconds)
      line.name("requests")
      line.number(requests)
    }
    line.end()
  }

  /// Writes the last line.
  public mutating func end(at moment: Timestamp) {
    write(.end(at: moment, requests: requests))
  }

  private mutating func write(_ header: RecordingHeader) {
    line.begin()
    line.name("ttlscope_recording")
    line.number(UInt64(RecordingHeader.version))
    line.name("name")
    line.quoted(header.name)
    line.name("seed")
    line.number(header.seed)
    line.name("duration_s")
    line.seconds(header.duration)
    line.name("store")
    line.quoted(header.store)
    line.name("clock")
    line.quoted(header.clock.rawValue)
    line.name("endpoints")
    line.put("[")
    for (place, name) in header.endpoints.enumerated() {
      if place > 0 { line.put(", ") }
      line.quoted(name)
    }
    line.put("]")
    line.name("scenario")
    line.quoted(header.scenario)
    line.end()
  }

  private mutating func writeOrigin(of record: LookupRecord) {
    line.name("id")
    line.number(record.id.number)
    line.name("endpoint")
    let index = record.function.index
    line.quoted(endpoints.indices.contains(index) ? endpoints[index] : "")
    if let request = record.request {
      line.name("request")
      line.quoted(request)
    }
    line.name("key")
    line.quoted(record.key.text)
    line.name("arrived_s")
    line.seconds(record.arrivedAt.nanoseconds)
    line.name("started_s")
    line.seconds(record.startedAt.nanoseconds)
    line.name("finished_s")
    line.seconds(record.finishedAt.nanoseconds)
  }

  private mutating func writeResult(of record: LookupRecord) {
    line.name("outcome")
    line.quoted(record.outcome.name)
    if let cause = record.cause {
      line.name("cause")
      line.quoted(cause.name)
      if case .expired(let ago) = cause { optional("expired_ago_s", ago) }
    }
    optional("read_s", record.phases.read)
    optional("load_s", record.phases.load)
    optional("write_s", record.phases.write)
    writeExpiry(record.expiry)
    optional("ttl_s", record.ttl?.duration)
    line.name("size")
    line.number(UInt64(max(0, record.size)))
    if record.wrote {
      line.name("wrote")
      line.put("true")
    }
    if let leader = record.leader {
      line.name("leader")
      line.number(leader.number)
    }
    if let point = record.readPoint {
      line.name("read_at_s")
      line.seconds(point.moment.nanoseconds)
      line.name("read_change")
      line.number(point.change)
    }
    optional("stale_s", record.staleFor)
    writePolicy(of: record)
    if !record.remarks.isEmpty { writeLists("remarks", record.remarks.map { [$0.kind] + $0.texts }) }
  }

  private mutating func writePolicy(of record: LookupRecord) {
    if let reason = record.staleReason {
      line.name("stale_reason")
      line.quoted(reason.rawValue)
    }
    if let filler = record.filledBy {
      line.name("filled_by")
      line.number(filler.number)
    }
    if let written = record.writtenAt {
      line.name("written_s")
      line.seconds(written.nanoseconds)
    }
    if let refresh = record.startedRefresh {
      line.name("refresh")
      line.number(refresh.number)
    }
    optional("saved_s", record.savedLoad)
    if !record.otherOperations.isEmpty { writeLists("commands", record.otherOperations.map(\.recordedWords)) }
  }

  private mutating func writeExpiry(_ expiry: Expiry?) {
    guard let expiry else { return }
    line.name("expires_s")
    switch expiry {
    case .never: line.put("null")
    case .at(let moment): line.seconds(moment.nanoseconds)
    case .unknown: line.put("\"unknown\"")
    }
  }

  private mutating func writeLists(_ name: StaticString, _ lists: [[String]]) {
    line.name(name)
    line.put("[")
    for (place, words) in lists.enumerated() {
      line.put(place > 0 ? ", [" : "[")
      for (index, word) in words.enumerated() {
        if index > 0 { line.put(", ") }
        line.quoted(word)
      }
      line.put("]")
    }
    line.put("]")
  }

  private mutating func optional(_ name: StaticString, _ duration: Duration?) {
    guard let duration else { return }
    line.name(name)
    line.seconds(duration)
  }
}
