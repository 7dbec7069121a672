import CHiredis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The only file that knows hiredis: a non-blocking context with its socket and its reply reader, owned by one thread.
///
/// Works with hiredis 0.14 and 1.x; RESP3 is not asked for, so its reply types are protocol errors here.
struct HiredisContext: ~Copyable {
  private let context: UnsafeMutablePointer<redisContext>
  /// Plain to begin with.
  private(set) var transport: RedisTransport
  private var gauge = ReplyGauge()
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// The most bytes that the reply reader held at once: so large its own buffer has become.
  private var readerHeld = 0
  private static let mostReaderKeeps = 256 << 10

  /// Begins to connect; the socket is writable when it is done. A host must be a numeric address: names would block.
  init(to endpoint: RedisAddress.Endpoint) throws(RedisFailure) {
    let made =
      switch endpoint {
      case .tcp(let host, let port): redisConnectNonBlock(host, Int32(port))
      case .unix(let path): redisConnectUnixNonBlock(path)
      }
    let code = errno
    guard let made else { throw RedisFailure("out of memory") }
    guard made.pointee.err == 0 else {
      defer { redisFree(made) }
      if made.pointee.err == REDIS_ERR_IO { throw RedisFailure.connecting(to: endpoint, error: code) }
      throw RedisFailure(Self.message(of: made))
    }
    context = made
    Self.neverShrink(made.pointee.reader)
    transport = .plain(descriptor: made.pointee.fd)
  }

  deinit {
    redisFree(context)
  }

  var descriptor: Int32 { context.pointee.fd }

  /// Reads once what has arrived and appends every complete reply to `replies`, also when it throws.
  mutating func receive(into replies: inout [RedisReply]) throws(RedisFailure) {
    switch transport {
    case .plain:
      let count = try Socket.receive(into: &buffer, from: descriptor)
      guard count > 0 else { return }
      var failure: RedisFailure?
      buffer.withUnsafeBytes { bytes in
        let chunk = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        do throws(RedisFailure) { try Self.take(chunk, &gauge, context, &readerHeld) } catch { failure = error }
      }
      if let failure { throw failure }
    #if TLS
      case .encrypted(let stream):
        var failure: RedisFailure?
        try stream.receive { bytes in
          guard failure == nil else { return }
          do throws(RedisFailure) { try Self.take(bytes, &gauge, context, &readerHeld) } catch { failure = error }
        }
        if let failure { throw failure }
    #endif
    }
    while true {
      var raw: UnsafeMutableRawPointer?
      guard redisGetReplyFromReader(context, &raw) == REDIS_OK else { throw RedisFailure(Self.message(of: context)) }
      guard let raw else { return try renewReader() }
      defer { freeReplyObject(raw) }
      replies.append(try Self.value(of: raw.assumingMemoryBound(to: redisReply.self)))
    }
  }

  /// Hands what has arrived to the reply reader, if it can still become a reply that is accepted.
  private static func take(
    _ bytes: UnsafeRawBufferPointer, _ gauge: inout ReplyGauge, _ context: UnsafeMutablePointer<redisContext>,
    _ held: inout Int
  ) throws(RedisFailure) {
    try gauge.check(bytes)
    guard let reader = context.pointee.reader else { throw RedisFailure("out of memory") }
    guard redisReaderFeed(reader, bytes.baseAddress, bytes.count) == REDIS_OK else {
      // The context hears of what befell its reader only when it is asked for a reply.
      throw RedisFailure(withUnsafeBytes(of: reader.pointee.errstr, Self.text))
    }
    held = max(held, reader.pointee.len)
  }

  /// hiredis 0.14 gives a large buffer back by itself, and ends the process if there is no memory for a small one then.
  private static func neverShrink(_ reader: UnsafeMutablePointer<redisReader>?) {
    reader?.pointee.maxbuf = 0
  }

  /// Puts a new reply reader in the place of one that has become large, where it is between two replies.
  private mutating func renewReader() throws(RedisFailure) {
    guard readerHeld > Self.mostReaderKeeps, let old = context.pointee.reader, old.pointee.ridx < 0,
      old.pointee.pos == old.pointee.len
    else { return }
    guard let new = redisReaderCreate() else { throw RedisFailure("out of memory") }
    Self.neverShrink(new)
    context.pointee.reader = new
    redisReaderFree(old)
    readerHeld = 0
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
    withUnsafeBytes(of: context.pointee.errstr, text)
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
