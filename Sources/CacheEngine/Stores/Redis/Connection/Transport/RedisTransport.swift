/// How the bytes of one connection travel: as they are, or through TLS. The socket stays its owner's to close.
enum RedisTransport: Sendable {
  case plain(descriptor: Int32)
  #if TLS
    case encrypted(TLSStream)
  #endif

  /// Sends what the socket takes of `bytes` from `offset` on, and never waits.
  ///
  /// - Returns: the bytes that are on their way for good; 0 when the socket is full. The next call must then bring the same
  ///   bytes from the same offset.
  @inline(__always)
  func send(_ bytes: [UInt8], from offset: Int) throws(RedisFailure) -> Int {
    switch self {
    case .plain(let descriptor): try Socket.send(bytes, from: offset, to: descriptor)
    #if TLS
      case .encrypted(let stream): try stream.send(bytes, from: offset)
    #endif
    }
  }
}
