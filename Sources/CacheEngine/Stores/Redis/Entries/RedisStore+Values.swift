/// What values look like on the server. Nothing else knows of envelopes.
extension RedisStore {
  /// What is sent: the bytes, with the envelope's line before them.
  func kept(_ value: EncodedValue, _ name: [UInt8], at now: Timestamp) throws(StoreError) -> [UInt8] {
    guard value.bytes.count <= ReplyGauge.mostBytes - EntryEnvelope.longestLine(for: name) else {
      throw .rejected("a value of \(value.bytes.count) bytes is larger than \(ReplyGauge.mostBytes >> 20) MiB")
    }
    guard value.isSealed else { return value.bytes }
    return EntryEnvelope.wrap(value, under: name, at: now, unixTime: UnixTime.microseconds)
  }

  /// What was kept: the bytes and the facts.
  ///
  /// A value that was written under another key shows that replies and commands are out of step, so nothing of this
  /// connection is believed any more; unless the next one tells the same: then somebody renamed or copied the key. A damaged
  /// value may be the first sign of disorder, so the connection has to prove itself.
  func opened(
    _ kept: [UInt8], _ name: [UInt8], at now: Timestamp, isWhole: Bool = true
  ) throws(StoreError) -> (bytes: [UInt8], facts: EntryFacts) {
    let unixTime = UnixTime.microseconds
    switch EntryEnvelope.content(of: kept, under: name, at: now, unixTime: unixTime, isWhole: isWhole) {
    case .bare: return (kept, .unknown)
    case .ours(let start, let facts): return (Array(kept[start...]), facts)
    case .misplaced(let other):
      if misplaced.withLock({ $0.isKnown(name, as: other) }) {
        connection.link.probe(over: name)
        throw .damaged("it was written as \(text(of: other))")
      }
      let reason = "the reply to \(text(of: name)) held the value of \(text(of: other))"
      connection.link.distrust(reason, over: name)
      throw .unavailable("stream out of step: \(reason)")
    case .damaged:
      connection.link.probe(over: name)
      throw .damaged("its bytes are not as they were written")
    }
  }

  /// A value without an envelope, under a key that we wrote with one. Another program may have written over it, or replies
  /// and commands are out of step: that has to be told before it is believed.
  func isStrange(_ reply: RedisReply, _ key: CacheKey) -> Bool {
    guard let kept = reply.bytes, !kept.starts(with: EntryEnvelope.mark) else { return false }
    return journal.withLock { journal in
      journal.record(key).map { $0.gone == nil && $0.isSealed } ?? false
    }
  }

  /// Lets the connection prove itself. Then the value is another program's, and the key ours no more.
  func accept(_ key: CacheKey, _ name: [UInt8]) async throws(StoreError) {
    try await connection.link.prove(over: name)
    journal.withLock { $0.overwritten(key) }
  }

  private func text(of name: [UInt8]) -> String {
    String(decoding: name, as: UTF8.self)
  }
}

extension EncodedValue {
  /// Whether it is sent with a line before it that tells its key.
  var isSealed: Bool { !isBare && !isCounter }

  /// A decimal number written as plain text: the server can count on from it, so it is kept as it is.
  fileprivate var isCounter: Bool {
    guard serializer == "bytes" || serializer == "string", !needsFacts, bytes.count <= 20 else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return Int64(text).map { String($0) == text } ?? false
  }
}
