import CacheEngine
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Two network namespaces of a test's own with a cable between them that can be pulled: a server's side and a client's.
///
/// They have no names, so the kernel removes them with the last process and file that belongs to them, however a test ends.
public final class PulledCable: Sendable {
  public static let serverHost = "10.77.0.1"
  private static let clientHost = "10.77.0.2"

  /// The namespaces, as open files.
  private let server: Int32
  private let client: Int32

  /// Why there is no such thing on this machine, `nil` where there is.
  public static let reasonAgainst: String? = {
    guard geteuid() == 0 else { return "only root may make network namespaces" }
    guard tool("ip") != nil, tool("nsenter") != nil else { return "needs ip (iproute2) and nsenter (util-linux)" }
    return PulledCable() == nil ? "network namespaces are not allowed here" : nil
  }()

  public init?() {
    guard let server = Self.newNamespace() else { return nil }
    guard let client = Self.newNamespace() else {
      close(server)
      return nil
    }
    (self.server, self.client) = (server, client)
    let isJoined =
      ip(client, "link add name near type veth peer name far netns \(Self.path(server))")
      && ip(client, "address add \(Self.clientHost)/24 dev near")
      && ip(server, "address add \(Self.serverHost)/24 dev far")
      && ip(client, "link set near up") && ip(server, "link set lo up") && ip(server, "link set far up")
    if !isJoined { return nil }
  }

  deinit {
    close(server)
    close(client)
  }

  /// The words before those of a program that is to run on the server's side.
  public var launcher: [String] { Self.enter(server) }

  /// At the server's end: the client hears nothing of it, neither an error nor the end of a connection.
  public func pull() -> Bool { ip(server, "link set far down") }
  public func plugIn() -> Bool { ip(server, "link set far up") }

  /// Runs `body` on a thread on the client's side; the threads that it starts, and their sockets, are there as well.
  public func onClientSide<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    try Self.onThread { [client] () -> Result<Value, any Error> in
      guard Self.call("setns", client, Self.network) == 0 else { return .failure(Failure.notEntered) }
      return Result(catching: body)
    }.get()
  }

  private enum Failure: Error {
    case notEntered
  }

  /// `CLONE_NEWNET`
  private static let network: Int32 = 0x4000_0000

  private static func newNamespace() -> Int32? {
    onThread {
      guard call("unshare", network) == 0 else { return nil }
      let file = open("/proc/thread-self/ns/net", O_RDONLY | Int32(O_CLOEXEC))
      return file < 0 ? nil : file
    }
  }

  private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
    let result = Lock<Value?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let value = body()
      result.withLock { $0 = value }
      isDone.signal()
    }
    isDone.wait()
    guard let value = result.withLock({ $0 }) else { preconditionFailure("the thread left nothing") }
    return value
  }

  /// Swift's view of the C library leaves these two out.
  private static func call(_ name: String, _ first: Int32, _ second: Int32 = 0) -> Int32 {
    guard let symbol = dlsym(nil, name) else { return -1 }
    return unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)(first, second)
  }

  private static func path(_ namespace: Int32) -> String { "/proc/\(getpid())/fd/\(namespace)" }

  private static func enter(_ namespace: Int32) -> [String] {
    [tool("nsenter") ?? "nsenter", "--net=\(path(namespace))"]
  }

  private func ip(_ namespace: Int32, _ words: String) -> Bool {
    let command = Self.enter(namespace) + [Self.tool("ip") ?? "ip"] + words.split(separator: " ").map(String.init)
    let run = try? PipedProgram(running: command[0], arguments: Array(command.dropFirst()))
    return run?.status == 0
  }

  private static func tool(_ name: String) -> String? {
    ["/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }
}
