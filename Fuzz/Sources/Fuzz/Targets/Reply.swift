import CHiredis

@testable import CacheEngine

/// Any bytes from a server, in pieces, are replies or an error.
func fuzzReply(_ bytes: [UInt8]) {
  guard let reader = redisReaderCreate() else { return }
  defer { redisReaderFree(reader) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = Array(rest.prefix(max(1, Int(rest[rest.startIndex]) % 64)))
    rest = rest.dropFirst(piece.count)
    piece.withUnsafeBytes { _ = redisReaderFeed(reader, $0.baseAddress, $0.count) }
    while true {
      var raw: UnsafeMutableRawPointer?
      guard redisReaderGetReply(reader, &raw) == REDIS_OK else { return }
      guard let raw else { break }
      defer { freeReplyObject(raw) }
      guard let reply = try? HiredisContext.value(of: raw.assumingMemoryBound(to: redisReply.self)) else { continue }
      if case .error(let text) = reply { _ = ServerFault(text) }
    }
  }
}
