/// One step of a `SCAN` through all keys of a server or of a cluster.
struct ScanStep {
  /// 0 begins.
  var cursor: UInt64
  var pattern: [UInt8]
  var count: Int64
  /// Whether nodes of a cluster that do not answer are left out, and told of, instead of ending the scan.
  var leavesOutSilentNodes = false

  var command: RedisCommand { .scan(cursor: cursor, pattern: pattern, count: count) }
}

/// What came of a step.
enum ScanAnswer {
  case page(ScanPage)
  /// The server's own words.
  case refused(String)

  init(_ reply: RedisReply) throws(StoreError) {
    if case .error(let text) = reply {
      self = .refused(text)
    } else if let page = ScanPage(reply) {
      self = .page(page)
    } else {
      throw .unavailable("a SCAN reply that makes no sense")
    }
  }
}

/// What a `SCAN` answers.
struct ScanPage {
  var names: [[UInt8]]
  /// Where to go on; `nil` at the end.
  var next: UInt64?
  /// What was left out so far.
  var gap: ScanGap?

  init(names: [[UInt8]], next: UInt64?, gap: ScanGap?) {
    (self.names, self.next, self.gap) = (names, next, gap)
  }

  init?(_ reply: RedisReply) {
    guard let parts = reply.elements, parts.count == 2, let text = parts[0].bytes,
      let cursor = UInt64(String(decoding: text, as: UTF8.self)), let elements = parts[1].elements
    else { return nil }
    names = elements.compactMap(\.bytes)
    next = cursor == 0 ? nil : cursor
  }
}

/// The nodes of a cluster that a scan left out, and their slots.
struct ScanGap: Hashable, Sendable {
  var nodes: [ClusterNode]
  /// How many nodes there are.
  var total: Int
  var slots: SlotSet
}
