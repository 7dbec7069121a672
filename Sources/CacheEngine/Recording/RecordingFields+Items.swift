/// What the lines of a recording mean.
extension RecordingFields {
  func header() throws(RecordingError) -> RecordingHeader {
    guard self["ttlscope_recording"] != nil else {
      throw error("ttlscope_recording", "is missing: this is no recording of ttlscope")
    }
    let version = try count("ttlscope_recording")
    guard version == RecordingHeader.version else {
      throw error("ttlscope_recording", "version \(version) is unknown here; this program reads version 1")
    }
    return RecordingHeader(
      name: try text("name"), seed: try count("seed"), duration: try duration("duration_s") ?? .zero,
      store: try choice("store", of: ["memory", "redis"]) { $0 },
      clock: try choice("clock", of: RecordingHeader.ClockKind.allCases, \.rawValue), endpoints: try texts("endpoints"),
      scenario: try text("scenario"))
  }

  func item(_ functions: [String: FunctionID]) throws(RecordingError) -> RecordingItem {
    if self["id"] != nil { return .request(try record(functions)) }
    if self["event"] != nil {
      return .event(
        LabEvent(
          at: try moment("at_s"), kind: try choice("event", of: LabEvent.Kind.allCases, \.rawValue),
          text: try text("text")))
    }
    if self["departed"] != nil {
      return .departure(
        DepartedEntry(
          key: CacheKey(try text("key")), departure: try choice("departed", of: Departure.allCases, \.rawValue),
          at: try moment("at_s"), ttl: try duration("ttl_s")))
    }
    if self["end_s"] != nil { return .end(at: try moment("end_s"), requests: try count("requests")) }
    throw error("id", "is missing, as are event, departed and end_s: a line has one of them")
  }

  private func record(_ functions: [String: FunctionID]) throws(RecordingError) -> LookupRecord {
    guard let function = functions[try text("endpoint")] else {
      throw error("endpoint", "\(SafeText(limit: 100)(try text("endpoint"))) is not among the header's endpoints")
    }
    var record = LookupRecord(
      id: RequestID(try count("id")), function: function, key: CacheKey(try text("key")),
      request: self["request"] == nil ? nil : try text("request"), arrivedAt: try moment("arrived_s"),
      startedAt: try moment("started_s"), finishedAt: try moment("finished_s"),
      outcome: try choice("outcome", of: Outcome.allCases, \.name))
    guard record.startedAt <= record.finishedAt else { throw error("finished_s", "is before started_s") }
    record.cause = try cause()
    record.phases = Phases(read: try duration("read_s"), load: try duration("load_s"), write: try duration("write_s"))
    record.expiry = try expiry()
    record.ttl = try ttl()
    guard let size = Int(exactly: try count("size")) else { throw error("size", "is too large") }
    record.size = size
    record.wrote = self["wrote"] == .bool(true)
    if self["leader"] != nil { record.leader = RequestID(try count("leader")) }
    if self["read_at_s"] != nil {
      record.readPoint = ReadPoint(change: try count("read_change"), moment: try moment("read_at_s"))
    }
    record.staleFor = try duration("stale_s")
    try readPolicy(into: &record)
    record.remarks = try lists("remarks") { words in
      words.first.flatMap { Remark(kind: $0, texts: Array(words.dropFirst())) }
    }
    return record
  }

  private func readPolicy(into record: inout LookupRecord) throws(RecordingError) {
    if self["stale_reason"] != nil {
      record.staleReason = try choice("stale_reason", of: StaleReason.allCases, \.rawValue)
    }
    if self["filled_by"] != nil { record.filledBy = RequestID(try count("filled_by")) }
    if self["written_s"] != nil { record.writtenAt = try moment("written_s") }
    if self["refresh"] != nil { record.startedRefresh = RequestID(try count("refresh")) }
    record.savedLoad = try duration("saved_s")
    record.otherOperations = try lists("commands") { StoreOperation(recordedWords: $0) }
  }

  private func cause() throws(RecordingError) -> MissCause? {
    guard self["cause"] != nil else { return nil }
    let all: [MissCause] = [
      .cold, .expired(ago: try duration("expired_ago_s") ?? .zero), .evicted, .invalidated, .cleared, .version,
      .undecodable,
      .storeError,
    ]
    return try choice("cause", of: all, \.name)
  }

  private func expiry() throws(RecordingError) -> Expiry? {
    switch self["expires_s"] {
    case nil: nil
    case .null: .never
    case .string("unknown"): .unknown
    case let value?: .at(Timestamp(nanoseconds: try nanoseconds("expires_s", value)))
    }
  }

  private func ttl() throws(RecordingError) -> TTL? {
    guard let duration = try duration("ttl_s") else { return nil }
    do throws(TTLError) {
      return try TTL(duration)
    } catch {
      throw self.error("ttl_s", error.description)
    }
  }

  private func lists<Item>(
    _ name: String, _ make: ([String]) -> Item?
  ) throws(RecordingError) -> [Item] {
    guard let value = self[name] else { return [] }
    guard case .array(let lists) = value else { throw error(name, "is no list") }
    var items: [Item] = []
    for list in lists {
      guard case .array(let words) = list else { throw error(name, "is no list of lists") }
      let texts = words.compactMap { if case .string(let text) = $0 { text } else { nil } }
      guard texts.count == words.count, let item = make(texts) else {
        throw error(name, "[\"kind\", \"text\", …] was expected, with a kind that is known")
      }
      items.append(item)
    }
    return items
  }

  private func choice<Value>(
    _ name: String, of all: [Value], _ word: (Value) -> String
  ) throws(RecordingError) -> Value {
    let text = try text(name)
    if let value = all.first(where: { word($0) == text }) { return value }
    throw error(name, "\"\(SafeText(limit: 100)(text))\" is none; write \(all.map(word).joined(separator: ", "))")
  }
}
