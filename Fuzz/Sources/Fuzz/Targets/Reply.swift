import CHiredis

@testable import CacheEngine

/// Any bytes from a server, in pieces, are replies or an error. What the gauge lets pass, hiredis reads to its end too:
/// otherwise lengths would be judged in other places than those where memory is set aside for them.
func fuzzReply(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  var stream = ReplyStream()
  var rest = bytes.dropFirst()
  while !rest.isEmpty {
    let piece = Array(rest.prefix(max(1, Int(first))))
    rest = rest.dropFirst(piece.count)
    guard let replies = stream.read(piece) else { return }
    for case .error(let text) in replies { _ = ServerFault(text) }
  }
}

/// The gauge before hiredis, as in a connection.
struct ReplyStream: ~Copyable {
  private var gauge = ReplyGauge()
  private let reader = redisReaderCreate()

  deinit { redisReaderFree(reader) }

  /// What is complete with these bytes; `nil` where they are refused.
  mutating func read(_ piece: [UInt8]) -> [RedisReply]? {
    guard piece.withUnsafeBytes({ (try? gauge.check($0)) != nil }) else { return nil }
    piece.withUnsafeBytes { _ = redisReaderFeed(reader, $0.baseAddress, $0.count) }
    var replies: [RedisReply] = []
    while true {
      var raw: UnsafeMutableRawPointer?
      guard redisReaderGetReply(reader, &raw) == REDIS_OK else { return nil }
      guard let raw else { break }
      defer { freeReplyObject(raw) }
      (try? HiredisContext.value(of: raw.assumingMemoryBound(to: redisReply.self))).map { replies.append($0) }
    }
    return replies
  }
}
