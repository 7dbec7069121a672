import CHiredis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The only file that knows hiredis: a non-blocking context with its socket, the way over it, and its reply reader, owned
/// by one thread.
///
/// Works with hiredis 0.14 and 1.x; RESP3 is not asked for, so its reply types are protocol errors here.
struct HiredisContext: ~Copyable {
  private let context: UnsafeMutablePointer<redisContext>
  /// Bytes that came since the last complete reply.
  private var pending = 0
  /// Plain to begin with.
  private(set) var transport: RedisTransport

  /// The largest reply that is accepted. What is larger ends the connection before it is read to its end.
  static let replyBudget = 8 << 20

  /// Begins to connect; the socket is writable when it is done. `host` must be a numeric address: names would block.
  init(host: String, port: UInt16) throws(RedisFailure) {
    context = try Self.checked(redisConnectNonBlock(host, Int32(port)))
    transport = .plain(descriptor: context.pointee.fd)
  }

  init(path: String) throws(RedisFailure) {
    context = try Self.checked(redisConnectUnixNonBlock(path))
    transport = .plain(descriptor: context.pointee.fd)
  }

  private static func checked(
    _ made: UnsafeMutablePointer<redisContext>?
  ) throws(RedisFailure) -> UnsafeMutablePointer<redisContext> {
    guard let made else { throw RedisFailure("out of memory") }
    guard made.pointee.err == 0 else {
      defer { redisFree(made) }
      throw RedisFailure(message(of: made))
    }
    return made
  }

  deinit {
    redisFree(context)
  }

  var descriptor: Int32 { context.pointee.fd }

  /// Reads once what has arrived and appends every complete reply to `replies`.
  mutating func receive(into replies: inout [RedisReply]) throws(RedisFailure) {
    let before = context.pointee.reader.pointee.len - context.pointee.reader.pointee.pos
    try read()
    let after = context.pointee.reader.pointee.len - context.pointee.reader.pointee.pos
    pending += Int(after) - Int(before)
    while true {
      var raw: UnsafeMutableRawPointer?
      guard redisGetReplyFromReader(context, &raw) == REDIS_OK else { throw RedisFailure(Self.message(of: context)) }
      guard let raw else { break }
      defer { freeReplyObject(raw) }
      replies.append(try Self.value(of: raw.assumingMemoryBound(to: redisReply.self)))
      pending = 0
    }
    guard pending <= Self.replyBudget else { throw RedisFailure("reply larger than \(Self.replyBudget >> 20) MiB") }
  }

  /// Moves what has arrived into the reply reader.
  private func read() throws(RedisFailure) {
    switch transport {
    case .plain:
      guard redisBufferRead(context) == REDIS_OK else { throw RedisFailure(Self.message(of: context)) }
    #if TLS
      case .encrypted(let stream):
        let reader = context.pointee.reader
        try stream.receive { _ = redisReaderFeed(reader, $0.baseAddress, $0.count) }
    #endif
    }
  }

  #if TLS
    /// Goes on through TLS. Nothing may have been sent or read before.
    mutating func secure(
      host: String, _ encryption: RedisAddress.Encryption, until deadline: Int64, shared: RedisShared
    ) throws(RedisFailure) {
      let stream = try TLSStream(descriptor: descriptor, host: host, encryption: encryption)
      try stream.handshake(until: deadline, shared: shared)
      transport = .encrypted(stream)
    }
  #endif

  static func value(of reply: UnsafeMutablePointer<redisReply>) throws(RedisFailure) -> RedisReply {
    switch reply.pointee.type {
    case REDIS_REPLY_STRING: return .bulk(bytes(of: reply))
    case REDIS_REPLY_INTEGER: return .integer(reply.pointee.integer)
    case REDIS_REPLY_NIL: return .null
    case REDIS_REPLY_STATUS: return .status(bytes(of: reply))
    case REDIS_REPLY_ERROR: return .error(String(decoding: bytes(of: reply), as: UTF8.self))
    case REDIS_REPLY_ARRAY:
      var elements: [RedisReply] = []
      elements.reserveCapacity(reply.pointee.elements)
      for index in 0..<reply.pointee.elements {
        guard let element = reply.pointee.element[index] else { throw RedisFailure("incomplete array") }
        elements.append(try value(of: element))
      }
      return .array(elements)
    case let type: throw RedisFailure("reply of unknown type \(type)")
    }
  }

  private static func bytes(of reply: UnsafeMutablePointer<redisReply>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: reply.pointee.str, count: Int(reply.pointee.len)))
  }

  private static func message(of context: UnsafeMutablePointer<redisContext>) -> String {
    withUnsafeBytes(of: context.pointee.errstr) { text in
      String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// Why a connection cannot go on, in words for the status line.
struct RedisFailure: Error, Hashable, Sendable {
  var reason: String
  /// The server answered, and refused the handshake.
  var refusedByServer = false

  init(_ reason: String, refusedByServer: Bool = false) {
    self.reason = reason
    self.refusedByServer = refusedByServer
  }
}
