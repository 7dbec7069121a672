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

  /// What has arrived, at most `most` bytes; none when there is nothing yet. The end of the stream is an error.
  static func receive(most: Int, from descriptor: Int32) throws(RedisFailure) -> [UInt8] {
    var received = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      received = recv(descriptor, buffer.baseAddress, most, 0)
      count = max(0, received)
    }
    if received > 0 { return bytes }
    guard received < 0 else { throw RedisFailure(closedByServer) }
    switch errno {
    case EAGAIN, EWOULDBLOCK, EINTR: return []
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

  /// How the attempt to connect ended; `nil` for success.
  static func connectError(of descriptor: Int32) -> String? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return message(errno) }
    return code == 0 ? nil : message(code)
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
