/// What a `SCAN` answers.
struct ScanPage {
  var names: [[UInt8]]
  /// Where to go on; `nil` at the end.
  var next: UInt64?

  init?(_ reply: RedisReply) {
    guard let parts = reply.elements, parts.count == 2, let text = parts[0].bytes,
      let cursor = UInt64(String(decoding: text, as: UTF8.self)), let elements = parts[1].elements
    else { return nil }
    names = elements.compactMap(\.bytes)
    next = cursor == 0 ? nil : cursor
  }
}
