#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns a host name into numeric addresses on a thread of its own, because the system may take many seconds for it.
///
/// The thread that waits polls `wake` meanwhile, so that it can still be told to stop. One look-up is under way at most.
final class HostResolver: Sendable {
  private enum State: Sendable {
    case idle, running
    case done(Result<[String], RedisFailure>)
  }

  private let host: String
  private let wake: WakePipe
  private let state = Lock(State.idle)

  init(host: String, wake: WakePipe) {
    self.host = host
    self.wake = wake
  }

  /// The addresses, IPv4 first; `nil` while the look-up is under way. Each result is given once, then looked up anew.
  func poll() -> Result<[String], RedisFailure>? {
    if let numeric = try? Self.lookUp(host, numericOnly: true) { return .success(numeric) }
    return state.withLock { state in
      switch state {
      case .running: return nil
      case .done(let result):
        state = .idle
        return result
      case .idle:
        let started = DetachedThread.start { [self] in
          let result = Result { () throws(RedisFailure) in try Self.lookUp(host, numericOnly: false) }
          self.state.withLock { $0 = .done(result) }
          wake.wake()
        }
        guard started else { return .failure(RedisFailure("no thread left to look up the host")) }
        state = .running
        return nil
      }
    }
  }

  private static func lookUp(_ host: String, numericOnly: Bool) throws(RedisFailure) -> [String] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_flags = numericOnly ? AI_NUMERICHOST : 0
    var first: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &first)
    guard code == 0, let first else {
      throw RedisFailure("the host's name cannot be looked up: \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(first) }
    var byFamily: (four: [String], six: [String]) = ([], [])
    var next: UnsafeMutablePointer<addrinfo>? = first
    while let entry = next {
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = socklen_t(name.count)
      if getnameinfo(entry.pointee.ai_addr, entry.pointee.ai_addrlen, &name, length, nil, 0, NI_NUMERICHOST) == 0 {
        let text = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        if entry.pointee.ai_family == AF_INET {
          if !byFamily.four.contains(text) { byFamily.four.append(text) }
        } else if !byFamily.six.contains(text) {
          byFamily.six.append(text)
        }
      }
      next = entry.pointee.ai_next
    }
    return byFamily.four + byFamily.six
  }
}
