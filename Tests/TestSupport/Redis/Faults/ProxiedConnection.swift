import CacheEngine
import Foundation

/// One connection through a ``FaultProxy``: a thread for each way.
final class ProxiedConnection: Sendable {
  typealias Pass =
    @Sendable (_ piece: [UInt8], NetworkFaults.Way) -> (
      faults: StreamFaults, bytes: [UInt8], isCut: Bool
    )

  private struct State {
    /// Ways whose thread still runs. The sockets are closed by the last.
    var ways = 2
    var isOver = false
  }

  private let client: Int32
  private let server: Int32
  private let pass: Pass
  private let state = Lock(State())

  init(client: Int32, server: Int32, pass: @escaping Pass) {
    (self.client, self.server, self.pass) = (client, server, pass)
  }

  func start(whenOver: @escaping @Sendable () -> Void) {
    for way in [NetworkFaults.Way.commands, .replies] {
      Thread.detachNewThread { [self] in
        relay(way)
        end(whenOver)
      }
    }
  }

  /// The threads are woken without a word to the other sides, which hear of it by RST.
  func reset() {
    state.withLock { state in
      guard state.ways > 0 else { return }
      state.isOver = true
      for socket in [client, server] {
        RawSocket.resetWhenClosed(socket)
        shutdown(socket, Int32(SHUT_RD))
      }
    }
  }

  func halfClose(_ way: NetworkFaults.Way) {
    state.withLock { state in
      guard state.ways > 0 else { return }
      shutdown(way == .commands ? server : client, Int32(SHUT_WR))
    }
  }

  private func relay(_ way: NetworkFaults.Way) {
    let (source, sink) = way == .commands ? (client, server) : (server, client)
    var faults = pass([], way).faults
    while let piece = RawSocket.read(from: source, atMost: faults.bytesPerSecond.map { max(1, $0 / 20) }) {
      let (now, bytes, isCut) = pass(piece, way)
      faults = now
      sleep(for: faults.delay + .seconds(faults.bytesPerSecond.map { Double(piece.count) / Double($0) } ?? 0))
      var rest = bytes[...]
      while !rest.isEmpty {
        guard RawSocket.write(Array(rest.prefix(faults.pieceSize ?? rest.count)), to: sink) else { return }
        rest = rest.dropFirst(faults.pieceSize ?? rest.count)
      }
      if isCut || state.withLock({ $0.isOver }) { return }
    }
  }

  /// Sleeps, but no longer than the connection lives.
  private func sleep(for time: Duration) {
    let end = ContinuousClock.now + time
    while !state.withLock({ $0.isOver }) {
      let left = (end - .now).inSeconds
      if left <= 0 { return }
      Thread.sleep(forTimeInterval: min(left, 0.02))
    }
  }

  private func end(_ whenOver: () -> Void) {
    let isLast = state.withLock { state in
      if !state.isOver { for socket in [client, server] { shutdown(socket, Int32(SHUT_RDWR)) } }
      state.isOver = true
      state.ways -= 1
      if state.ways == 0 { for socket in [client, server] { close(socket) } }
      return state.ways == 0
    }
    if isLast { whenOver() }
  }
}
