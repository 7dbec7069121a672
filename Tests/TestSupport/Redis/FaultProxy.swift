import CacheEngine
import Foundation

/// A bad network between a client and a server on a Unix socket. What it does can be changed while it runs.
public final class FaultProxy: Sendable {
  /// What happens to the bytes that come from the server; all of it may happen together.
  public struct Faults: Sendable {
    /// How long every piece is held back.
    public var delay: Duration = .zero
    /// Connections are cut when this many more bytes have passed.
    public var cutAfter: Int?
    /// Nothing passes any more, but no connection ends.
    public var blackHole = false
    /// Put before the next piece, once.
    public var insertion: [UInt8] = []
    /// At most so many bytes are passed on at once, so that replies come in pieces.
    public var pieceSize: Int?

    public init() {}
  }

  private struct State {
    var faults = Faults()
    var open: Set<Int32> = []
    var accepted = 0
    var listening: Int32
    var closed = false
  }

  public let path: String
  private let target: String
  private let directory: String
  private let state: Lock<State>

  public init(to target: String) throws {
    var template = Array("/tmp/ttlscope-proxy-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RedisServer.StartFailure(description: "cannot make a directory") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = directory + "/p.sock"
    self.target = target
    let socket = RawSocket.listen(path: path)
    guard socket >= 0 else { throw RedisServer.StartFailure(description: "cannot listen") }
    state = Lock(State(listening: socket))
    Thread.detachNewThread { [self] in acceptAll(on: socket) }
  }

  public var address: RedisAddress { RedisAddress(.unix(path: path)) }
  public var accepted: Int { state.withLock { $0.accepted } }

  public func change(_ body: (inout Faults) -> Void) {
    state.withLock { body(&$0.faults) }
  }

  /// Ends all connections; new ones are taken as before.
  public func reset() {
    let open = state.withLock { $0.open }
    for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  /// Ends everything; the threads follow by themselves.
  public func close() {
    let listening = state.withLock { state in
      state.closed = true
      return state.listening
    }
    shutdown(listening, Int32(SHUT_RDWR))
    reset()
    unlink(path)
    rmdir(directory)
  }

  private func acceptAll(on socket: Int32) {
    while true {
      let client = accept(socket, nil, nil)
      guard client >= 0, !state.withLock({ $0.closed }) else { break }
      let server = RawSocket.connect(path: target)
      guard server >= 0 else {
        systemClose(client)
        continue
      }
      state.withLock { state in
        state.accepted += 1
        state.open.formUnion([client, server])
      }
      let ends = Lock(2)
      let finish: @Sendable () -> Void = { [self] in
        for end in [client, server] { shutdown(end, Int32(SHUT_RDWR)) }
        let last = ends.withLock { count in
          count -= 1
          return count == 0
        }
        guard last else { return }
        state.withLock { $0.open.subtract([client, server]) }
        for end in [client, server] { systemClose(end) }
      }
      Thread.detachNewThread { [self] in
        while let bytes = RawSocket.read(from: client), pass(bytes, to: server, faulty: false) {}
        finish()
      }
      Thread.detachNewThread { [self] in
        while let bytes = RawSocket.read(from: server), pass(bytes, to: client, faulty: true) {}
        finish()
      }
    }
    systemClose(socket)
  }

  private func pass(_ bytes: [UInt8], to socket: Int32, faulty: Bool) -> Bool {
    let faults = state.withLock { state in
      defer { if faulty { state.faults.insertion = [] } }
      return state.faults
    }
    if faults.blackHole { return true }
    guard faulty else { return RawSocket.write(bytes, to: socket) }
    if faults.delay > .zero { Thread.sleep(forTimeInterval: faults.delay.inSeconds) }
    var rest = (faults.insertion + bytes)[...]
    while !rest.isEmpty {
      var piece = rest.prefix(faults.pieceSize ?? rest.count)
      rest = rest.dropFirst(piece.count)
      let cut = state.withLock { state -> Bool in
        guard let left = state.faults.cutAfter else { return false }
        state.faults.cutAfter = left > piece.count ? left - piece.count : nil
        piece = piece.prefix(left)
        return left <= piece.count
      }
      guard RawSocket.write(Array(piece), to: socket), !cut else { return false }
    }
    return true
  }
}

private func systemClose(_ socket: Int32) {
  close(socket)
}
