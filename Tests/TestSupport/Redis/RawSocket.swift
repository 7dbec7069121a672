#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Blocking sockets for tests: for asking a server without the code under test, and for standing between the two.
public enum RawSocket {
  #if canImport(Darwin)
    static let stream = SOCK_STREAM
  #else
    static let stream = Int32(SOCK_STREAM.rawValue)
  #endif

  /// A listening Unix socket, or -1.
  public static func listen(path: String) -> Int32 {
    let socket = socket(AF_UNIX, stream, 0)
    guard withAddress(path: path, { bind(socket, $0, $1) }) == 0, systemListen(socket, 128) == 0 else {
      close(socket)
      return -1
    }
    return socket
  }

  /// A connected Unix socket, or -1.
  public static func connect(path: String) -> Int32 {
    let socket = socket(AF_UNIX, stream, 0)
    guard withAddress(path: path, { systemConnect(socket, $0, $1) }) == 0 else {
      close(socket)
      return -1
    }
    return socket
  }

  public static func answersPing(path: String) -> Bool {
    ask("PING\r\n", path: path).hasPrefix("+PONG")
  }

  /// A connection to a server of the tests, by the user who may do everything; or -1.
  ///
  /// - Parameter patience: Seconds that reading waits at most; 0: for ever.
  public static func connectAsTester(path: String, patience: Int = 0) -> Int32 {
    let socket = connect(path: path)
    guard socket >= 0 else { return -1 }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard write(Array("AUTH \(RedisServer.tester) \(RedisServer.tester)\r\n".utf8), to: socket),
      read(from: socket) == Array("+OK\r\n".utf8)
    else {
      close(socket)
      return -1
    }
    return socket
  }

  /// Sends one inline command and returns the beginning of the answer, "" when there is none.
  public static func ask(_ text: String, path: String) -> String {
    let socket = connectAsTester(path: path)
    guard socket >= 0 else { return "" }
    defer { close(socket) }
    guard write(Array(text.utf8), to: socket) else { return "" }
    return String(decoding: read(from: socket) ?? [], as: UTF8.self)
  }

  /// What has arrived (up to `atMost` bytes of it), waiting for the first byte; `nil` at the end.
  public static func read(from socket: Int32, atMost: Int? = nil) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: atMost ?? 65_536) { buffer, count in
      count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// False when the other side is gone.
  public static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var sent = 0
    while sent < bytes.count {
      let taken = bytes.withUnsafeBytes { send(socket, $0.baseAddress! + sent, bytes.count - sent, flags) }
      guard taken > 0 else { return false }
      sent += taken
    }
    return true
  }

  private static func withAddress(path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}

private func systemListen(_ socket: Int32, _ backlog: Int32) -> Int32 { listen(socket, backlog) }

private func systemConnect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
  connect(socket, address, size)
}

/// A TCP port on the loopback that nobody listens on; one with another 10,000 above, where older clusters have their bus.
public enum FreePort {
  public static func find() throws -> UInt16 {
    for _ in 0..<100 {
      let (socket, port) = RawSocket.listenOnLoopback()
      if socket >= 0 { close(socket) }
      if socket >= 0, port < 55_536 { return port }
    }
    throw RedisServer.StartFailure(description: "no free port")
  }
}
