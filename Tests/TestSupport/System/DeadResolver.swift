import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A name server that takes every question and answers none, and a view of the file system in which it is the machine's.
public final class DeadResolver {
  /// Why there is no such thing on this machine, `nil` where there is.
  public static let reasonAgainst: String? = {
    guard geteuid() == 0 else { return "only root may have a view of the file system of its own" }
    guard let resolver = DeadResolver() else { return "no port 53 on the loopback to be had" }
    let run = try? PipedProgram(running: resolver.launcher[0], arguments: resolver.launcher.dropFirst() + ["true"])
    return run?.status == 0 ? nil : "mount namespaces are not allowed here"
  }()

  private let socket: Int32
  private let file: String

  public init?() {
    #if os(Linux)
      socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      let process = getpid()
      let host = "127.77.\(process >> 8 & 0xFF).\(process & 0xFF)"
      file = "/tmp/ttlscope-resolver-\(UUID().uuidString)"
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(53).bigEndian
      inet_pton(AF_INET, host, &address.sin_addr)
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let failed = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) != 0 }
      }
      guard !failed, (try? "nameserver \(host)\n".write(toFile: file, atomically: false, encoding: .utf8)) != nil else {
        return nil
      }
    #else
      return nil
    #endif
  }

  deinit {
    close(socket)
    unlink(file)
  }

  /// The words before those of a program that is to ask it.
  public var launcher: [String] {
    ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", "mount --bind \(file) /etc/resolv.conf && exec \"$@\"", "sh"]
  }
}
