import Synchronization

/// Whether the server that was named is part of a cluster. Another server may answer at its address one day, so every
/// greeting is heard.
final class ServerKind: Sendable {
  enum Kind: UInt8 {
    /// To be found out before anything else is asked.
    case unknown, single, cluster
  }

  private let known = Atomic<UInt8>(Kind.unknown.rawValue)

  @inline(__always)
  var value: Kind { Kind(rawValue: known.load(ordering: .relaxed)) ?? .unknown }

  func settle(_ kind: Kind) { known.store(kind.rawValue, ordering: .relaxed) }

  /// The server said who it is. What agrees with what is known changes nothing.
  func greeted(_ identity: ServerIdentity) {
    switch value {
    case .single where identity != .unknown && !identity.isCluster: break
    case .cluster where identity.isCluster: break
    default: settle(.unknown)
    }
  }
}
