extension RedisAddress {
  /// Whether nothing that is sent leaves this machine: a Unix socket, or an address of the loopback.
  public var isLocal: Bool {
    guard case .tcp(let host, _) = endpoint else { return true }
    return host.lowercased() == "localhost" || host == "::1" || host.hasPrefix("127.") && host.isNumeric
  }

  /// Whether anybody on the network can read along and send as well: another machine, with neither TLS nor a password.
  public var isExposed: Bool { !isLocal && encryption == nil && password == nil }

  /// What whoever connects should know, in a sentence; `nil` when there is nothing to say.
  public var warning: String? {
    guard !isLocal, encryption == nil else { return nil }
    return password == nil
      ? "\(self) is another machine, reached without TLS and without a password: anybody on its network can read and change "
        + "what it holds"
      : "\(self) is another machine, reached without TLS: the password and all values cross the network unencrypted"
  }

  /// Why this build cannot reach the address at all, and what to do; `nil` when it can.
  public var obstacle: String? {
    #if TLS
      return nil
    #else
      guard encryption != nil else { return nil }
      return
        "this build has no TLS: build it with OpenSSL (libssl-dev) and 'swift build --traits TLS', or use redis:// "
        + "through a local tunnel (stunnel, ssh -L)"
    #endif
  }
}

extension String {
  /// Only digits and dots: no name that begins like an address.
  fileprivate var isNumeric: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } }
}
