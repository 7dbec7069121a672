#if TLS
  import COpenSSL

  /// The encrypted way over one socket, for the thread that reads and the callers that write.
  ///
  /// OpenSSL never touches the socket: it would write in a way that raises SIGPIPE. One lock guards it, as it is not made
  /// for two threads at once; nothing under the lock waits for the network.
  final class TLSStream: Sendable {
    fileprivate struct State {
      let engine: TLSEngine
      var arrived = [UInt8](repeating: 0, count: TLSStream.piece)
      var outgoing: [UInt8] = []
      var sent = 0
      /// Bytes of the caller's that `outgoing` holds in their encrypted form, and that the caller still counts as unsent.
      var owed = 0
      /// Nothing came from the server so far.
      var isSilent = true
    }

    private let descriptor: Int32
    private let state: Lock<State>
    /// Bytes that are encrypted, or read, at once.
    fileprivate static let piece = 64 << 10

    init(
      descriptor: Int32, host: String, encryption: RedisAddress.Encryption
    ) throws(RedisFailure) {
      self.descriptor = descriptor
      state = Lock(State(engine: try TLSEngine(host: host, encryption: encryption)))
    }

    /// Agrees on keys and checks who the server is. Waits, but not beyond `deadline`.
    func handshake(until deadline: Int64, shared: RedisShared) throws(RedisFailure) {
      while true {
        let (isDone, isBlocked) = try state.withLock { (state) throws(RedisFailure) in
          var isDone = try state.engine.handshake()
          if !isDone, try state.receive(from: descriptor) { isDone = try state.engine.handshake() }
          return (isDone, try !state.flush(to: descriptor))
        }
        if isDone, !isBlocked { return }
        if shared.isClosed { throw RedisFailure("closed") }
        guard MonotonicTime.nanoseconds < deadline else {
          throw RedisFailure("no answer to the TLS handshake: does the server speak TLS on this port?")
        }
        _ = try RedisWait.poll(descriptor, reading: true, writing: isBlocked, until: deadline, wake: shared.wake)
      }
    }

    /// See ``RedisTransport/send(_:from:)``.
    func send(_ bytes: [UInt8], from offset: Int) throws(RedisFailure) -> Int {
      try state.withLock { (state) throws(RedisFailure) in
        guard try state.flush(to: descriptor) else { return 0 }
        if state.owed == 0 {
          let count = min(Self.piece, bytes.count - offset)
          try state.engine.encrypt(bytes, from: offset, count: count)
          state.owed = count
          guard try state.flush(to: descriptor) else { return 0 }
        }
        defer { state.owed = 0 }
        return state.owed
      }
    }

    /// Reads once what has arrived and gives it, decrypted, to `sink`. Nothing readable is left behind in OpenSSL.
    func receive(_ sink: (UnsafeRawBufferPointer) -> Void) throws(RedisFailure) {
      try state.withLock { (state) throws(RedisFailure) in
        _ = try state.receive(from: descriptor)
        try state.engine.read(sink)
        // A server that renews its keys wants an answer. What the socket does not take goes with the next command.
        _ = try state.flush(to: descriptor)
      }
    }
  }

  extension TLSStream.State {
    /// False when nothing was there.
    mutating func receive(from descriptor: Int32) throws(RedisFailure) -> Bool {
      let count = try Socket.receive(into: &arrived, from: descriptor)
      guard count > 0 else { return false }
      let first = arrived[0]
      // 20 to 23 begin the records of TLS. A server that does not speak it answers in letters.
      guard !isSilent || (20...23).contains(first) else {
        throw RedisFailure("the server does not speak TLS on this port: use redis://, or the port that its TLS has")
      }
      isSilent = false
      engine.take(arrived, count: count)
      return true
    }

    /// False when the socket is full.
    mutating func flush(to descriptor: Int32) throws(RedisFailure) -> Bool {
      while true {
        if sent == outgoing.count {
          sent = 0
          engine.moveOutgoing(to: &outgoing)
          if outgoing.isEmpty { return true }
        }
        let taken = try Socket.send(outgoing, from: sent, to: descriptor)
        if taken == 0 { return false }
        sent += taken
      }
    }
  }
#endif
