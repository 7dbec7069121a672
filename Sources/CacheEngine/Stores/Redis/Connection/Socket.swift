#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few socket calls that hiredis does not make the way this program needs them.
enum Socket {
  /// Sends what the socket takes of `bytes` from `offset` on, without ever raising SIGPIPE.
  ///
  /// hiredis writes with plain `write`, which kills a process that does not ignore SIGPIPE.
  /// - Returns: the bytes taken, 0 when the socket is full.
  static func send(_ bytes: [UInt8], from offset: Int, to descriptor: Int32) throws(RedisFailure) -> Int {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    let sent = bytes.withUnsafeBytes { buffer in
      systemSend(descriptor, buffer.baseAddress! + offset, buffer.count - offset, flags)
    }
    if sent >= 0 { return sent }
    switch errno {
    case EAGAIN, EWOULDBLOCK, EINTR: return 0
    case let code: throw RedisFailure(message(code))
    }
  }

  static let closedByServer = "Server closed the connection"

  /// Receives what has arrived into `buffer`.
  /// - Returns: the bytes received, 0 when there are none yet.
  static func receive(into buffer: inout [UInt8], from descriptor: Int32) throws(RedisFailure) -> Int {
    let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count > 0 { return count }
    if count == 0 { throw RedisFailure(closedByServer) }
    switch errno {
    case EAGAIN, EWOULDBLOCK, EINTR: return 0
    case let code: throw RedisFailure(message(code))
    }
  }

  /// Small writes leave at once, and a broken pipe is an error rather than a signal.
  static func prepare(_ descriptor: Int32) {
    var one: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
    #if canImport(Darwin)
      _ = setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, size)
    #endif
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// How the attempt to connect ended: the error's number, 0 for success.
  static func connectError(of descriptor: Int32) -> Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }

  static func message(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      buffer.initialize(repeating: 0)
      _ = strerror_r(code, buffer.baseAddress!, buffer.count)
      return String(cString: buffer.baseAddress!)
    }
  }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int, _ flags: Int32) -> Int {
  send(descriptor, bytes, count, flags)
}
