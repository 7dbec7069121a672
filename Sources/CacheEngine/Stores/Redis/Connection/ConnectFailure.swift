#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RedisFailure {
  /// Why a socket could not be connected, in words that tell one cause from another.
  ///
  /// The system says the same of a directory, a file and a socket that nobody listens on, so the path is looked at.
  static func connecting(to endpoint: RedisAddress.Endpoint, error code: Int32) -> RedisFailure {
    switch (endpoint, code) {
    case (.unix, ENOENT), (.unix, ENOTDIR): RedisFailure("no such socket", .refused)
    case (.unix, EACCES), (.unix, EPERM): RedisFailure("no permission to use the socket", .refused)
    case (.unix(let path), ECONNREFUSED): refusal(of: path)
    case (.unix, EAGAIN): RedisFailure("no answer to connecting: the server takes no connections")
    case (.tcp, ECONNREFUSED): RedisFailure("refused: nobody listens there", .refused)
    case (_, ETIMEDOUT): RedisFailure("no answer to connecting")
    case (_, ENETUNREACH), (_, EHOSTUNREACH), (_, ENETDOWN): RedisFailure("unreachable: \(Socket.message(code))")
    default: RedisFailure(Socket.message(code))
    }
  }

  private static func refusal(of path: String) -> RedisFailure {
    var status = stat()
    guard stat(path, &status) == 0 else { return RedisFailure("no such socket", .refused) }
    switch status.st_mode & S_IFMT {
    case S_IFSOCK: return RedisFailure("refused: nobody listens on the socket", .refused)
    case S_IFDIR: return RedisFailure("a directory, not a socket", .refused)
    default: return RedisFailure("a file, not a socket", .refused)
    }
  }
}
