import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RawSocket {
  /// A socket that listens on a free port of 127.0.0.1, or -1.
  public static func listenOnLoopback() -> (socket: Int32, port: UInt16) {
    let socket = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, size) != 0 || systemListen(socket, 128) != 0 || getsockname(socket, address, &size) != 0
      }
    }
    if failed {
      close(socket)
      return (-1, 0)
    }
    return (socket, UInt16(bigEndian: address.sin_port))
  }

  /// A connected socket, or -1. A host is a numeric IPv4 address.
  public static func connect(to endpoint: RedisAddress.Endpoint) -> Int32 {
    switch endpoint {
    case .unix(let path): return connect(path: path)
    case .tcp(let host, let port):
      let socket = socket(AF_INET, stream, 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      let isNumeric = inet_pton(AF_INET, host, &address.sin_addr) == 1
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let failed = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { systemConnect(socket, $0, size) != 0 }
      }
      if failed || !isNumeric {
        close(socket)
        return -1
      }
      var one: Int32 = 1
      setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      return socket
    }
  }

  /// Closing the socket will throw away what was not sent yet, and tell the other side by RST.
  public static func resetWhenClosed(_ socket: Int32) {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }
}

private func systemConnect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
  connect(socket, address, size)
}

private func systemListen(_ socket: Int32, _ backlog: Int32) -> Int32 { listen(socket, backlog) }
