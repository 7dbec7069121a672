/// A server of a cluster, by the address that the cluster announces.
struct ClusterNode: Hashable, Sendable {
  var host: String
  var port: UInt16
}

extension ClusterNode {
  /// Reads `host:port` as a redirection has it: IPv6 without brackets, and no host where it is the one that was asked.
  init?(_ text: String, askedHost: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
      return nil
    }
    self.init(host: Self.host(String(text[..<colon]), askedHost: askedHost), port: port)
  }

  /// A host that is empty, or "?" as a server says that does not know itself, is the one that was asked.
  static func host(_ announced: String, askedHost: String) -> String {
    announced.isEmpty || announced == "?" ? askedHost : announced
  }
}

extension ClusterNode: CustomStringConvertible {
  var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

extension RedisAddress {
  /// The same way to another server.
  func reaching(_ node: ClusterNode) -> RedisAddress {
    var address = self
    address.endpoint = .tcp(host: node.host, port: node.port)
    return address
  }
}

/// A server's words that the slot is another node's: for good, or for this once.
struct ClusterRedirect: Hashable, Sendable {
  var slot: HashSlot
  var node: ClusterNode
  /// To be asked there once, after `ASKING`, because the slot is being moved key by key.
  var isOnce: Bool

  /// `nil` for every other fault, and for a redirection that names no node.
  init?(_ fault: ServerFault, askedHost: String) {
    let (number, place, isOnce): (Int, String, Bool)
    switch fault {
    case .moved(let slot, let to): (number, place, isOnce) = (slot, to, false)
    case .ask(let slot, let to): (number, place, isOnce) = (slot, to, true)
    default: return nil
    }
    guard let slot = HashSlot(number), let node = ClusterNode(place, askedHost: askedHost) else { return nil }
    (self.slot, self.node, self.isOnce) = (slot, node, isOnce)
  }
}
