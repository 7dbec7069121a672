import CacheEngine
import Foundation

/// A bad network between a client and a server. What it does can be changed while it runs.
///
/// It listens on a Unix socket and on a TCP port of the loopback, and forwards both to its target.
public final class FaultProxy: Sendable {
  private struct State {
    var faults = NetworkFaults()
    var open: [Int: ProxiedConnection] = [:]
    var accepted = 0
    var isClosed = false
  }

  public let path: String
  public let port: UInt16
  private let target: RedisAddress.Endpoint
  private let directory: String
  private let listening: [Int32]
  private let state = Lock(State())

  public convenience init(to socketPath: String) throws {
    try self.init(to: RedisAddress.Endpoint.unix(path: socketPath))
  }

  public init(to target: RedisAddress.Endpoint) throws {
    var template = Array("/tmp/ttlscope-proxy-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RedisServer.StartFailure(description: "cannot make a directory") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = directory + "/p.sock"
    self.target = target
    let (tcp, port) = RawSocket.listenOnLoopback()
    self.port = port
    listening = [RawSocket.listen(path: path), tcp]
    guard listening.allSatisfy({ $0 >= 0 }) else { throw RedisServer.StartFailure(description: "cannot listen") }
    for socket in listening { Thread.detachNewThread { [self] in acceptAll(on: socket) } }
  }

  public var address: RedisAddress { RedisAddress(.unix(path: path)) }
  public var tcpAddress: RedisAddress { RedisAddress(.tcp(host: "127.0.0.1", port: port)) }
  /// Connections ever taken.
  public var accepted: Int { state.withLock { $0.accepted } }
  public var faults: NetworkFaults { state.withLock { $0.faults } }

  public func change(_ body: (inout NetworkFaults) -> Void) {
    state.withLock { body(&$0.faults) }
  }

  /// Ends all connections at once, on TCP with RST; new ones are taken as before.
  public func reset() {
    for connection in state.withLock({ Array($0.open.values) }) { connection.reset() }
  }

  /// No more bytes will come in that way, and whoever reads there is told so; the other way goes on.
  public func halfClose(_ way: NetworkFaults.Way) {
    for connection in state.withLock({ Array($0.open.values) }) { connection.halfClose(way) }
  }

  /// Ends everything; the threads follow by themselves.
  public func close() {
    state.withLock { $0.isClosed = true }
    for socket in listening { shutdown(socket, Int32(SHUT_RDWR)) }
    reset()
    unlink(path)
    rmdir(directory)
  }

  private func acceptAll(on socket: Int32) {
    while true {
      let client = accept(socket, nil, nil)
      guard client >= 0 else { break }
      let server = RawSocket.connect(to: target)
      guard server >= 0, !state.withLock({ $0.isClosed }) else {
        for end in [client, server] where end >= 0 { systemClose(end) }
        continue
      }
      let number = state.withLock { state in
        state.accepted += 1
        return state.accepted
      }
      let connection = ProxiedConnection(client: client, server: server, pass: pass)
      state.withLock { $0.open[number] = connection }
      connection.start { [self] in state.withLock { $0.open[number] = nil } }
    }
    systemClose(socket)
  }

  /// What becomes of a piece under the faults of this moment.
  private func pass(_ piece: [UInt8], _ way: NetworkFaults.Way) -> (faults: StreamFaults, bytes: [UInt8], isCut: Bool) {
    state.withLock { state in
      let (bytes, isCut) = state.faults[way].pass(piece)
      return (state.faults[way], bytes, isCut)
    }
  }
}

private func systemClose(_ socket: Int32) {
  close(socket)
}
