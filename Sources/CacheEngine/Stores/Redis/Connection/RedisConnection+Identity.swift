extension RedisConnection {
  /// What the server said of itself when it was last greeted; `nil` before that.
  var identity: ServerIdentity? { shared.state.withLock { $0.identity } }

  /// Whether commands can go out at this moment.
  var isReady: Bool { shared.state.withLock { if case .ready = $0.phase { true } else { false } } }

  /// Why commands cannot go out at this moment; `nil` when they can, or nobody knows yet.
  var trouble: String? {
    shared.state.withLock { if case .down(let reason, _, _) = $0.phase { reason } else { nil } }
  }
}

extension ServerIdentity {
  /// Reads the reply to `HELLO`: names and values in turn. What does not say so is no cluster.
  init(greeting: RedisReply) {
    self = .unknown
    let words = greeting.elements ?? []
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      guard let name = words[index].bytes, let value = words[index + 1].bytes else { continue }
      let text = String(decoding: value, as: UTF8.self)
      switch String(decoding: name, as: UTF8.self) {
      case "server": product = text
      case "version": version = text
      case "mode": isCluster = text == "cluster"
      case "role": isReplica = text != "master"
      default: continue
      }
    }
  }
}
