#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A redis-server of our own on a free loopback port, and redis-benchmark against it.
final class RedisServer {
  let port: Int
  private let child: Child

  init() throws {
    port = try Self.freePort()
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    child = try Child(
      ["redis-server", "--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
      files: [null, null, null])
  }

  /// GETs a second with one client that keeps `pipeline` commands on their way.
  func benchmark(pipeline: Int, requests: Int) throws -> Double {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BenchError("no pipe") }
    let null = open("/dev/null", O_RDWR)
    let run = try Child(
      [
        "redis-benchmark", "-p", String(port), "-c", "1", "-P", String(pipeline), "-n", String(requests), "--csv",
        "get",
        "ttlscope:read_item:5",
      ], files: [null, ends[1], null])
    close(null)
    close(ends[1])
    let output = Self.readAll(ends[0])
    close(ends[0])
    withExtendedLifetime(run) {}
    let line = output.split(separator: "\n").last ?? ""
    let fields = line.split(separator: ",").map { $0.filter { $0 != "\"" } }
    guard fields.count > 1, let rate = Double(fields[1]) else { throw BenchError("redis-benchmark said: \(output)") }
    return rate
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func freePort() throws -> Int {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw BenchError("no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
