/// The way out of a connection: its socket, and the bytes that are being sent.
///
/// Whoever puts the first command in line asks for a flush, as a job behind all jobs that are ready to run. Those put their
/// commands in line first, so one write carries them all, and no thread must be woken to send. Only what a full
/// socket did not take is left to the connection's thread.
final class RedisOutbox: Sendable {
  private struct State {
    var transport: RedisTransport?
    var bytes: [UInt8] = []
    var sent = 0

    /// False when the socket is full before all is sent.
    mutating func send(on transport: RedisTransport) throws(RedisFailure) -> Bool {
      while sent < bytes.count {
        let taken = try transport.send(bytes, from: sent)
        if taken == 0 { return false }
        sent += taken
      }
      return true
    }
  }

  enum Progress: Sendable {
    case done, blocked
    case failed(String)
  }

  private let state = Lock(State())

  /// A new socket, which stays open until ``detach()``.
  func attach(_ transport: RedisTransport) {
    state.withLock { $0 = State(transport: transport) }
  }

  /// When this returns nobody uses the socket any more, and it may be closed.
  func detach() {
    state.withLock { $0 = State() }
  }

  /// Sends what is left, and after it what `take` exchanges for an empty buffer: those who got in line while the socket was
  /// full relied on whoever sends the rest. Never waits for the network.
  func flush(taking take: (inout [UInt8]) -> Void) -> Progress {
    state.withLock { state in
      guard let transport = state.transport else { return .done }
      do throws(RedisFailure) {
        guard try state.send(on: transport) else { return .blocked }
        take(&state.bytes)
        state.sent = 0
        return try state.send(on: transport) ? .done : .blocked
      } catch {
        return .failed(error.reason)
      }
    }
  }
}
