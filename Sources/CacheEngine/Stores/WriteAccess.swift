/// Whether a store takes changes.
public enum WriteAccess: Hashable, Sendable {
  case allowed
  /// Not known yet: a change waits until it is.
  case undecided
  case readOnly(ReadOnlyReason)

  /// Why not; `nil` where changes are taken, or nobody knows yet.
  public var reason: ReadOnlyReason? {
    if case .readOnly(let reason) = self { reason } else { nil }
  }
}

/// Why a store takes no changes.
public enum ReadOnlyReason: Hashable, Sendable {
  /// The database holds keys of others.
  case foreignKeys
  /// More keys than are looked at to find out whose they are.
  case tooManyKeys(looked: Int)
  /// Whose keys there are cannot be seen. The server's own words: to be sanitised.
  case unseen(String)
  /// Anybody on the network could read along and write.
  case exposed
  /// Whoever opened it wants to look only.
  case wanted
  /// A change outside the store's own keys, which no permission allows.
  case outsidePrefix

  /// Whether being told to write is enough to change that.
  public var isOverridable: Bool {
    switch self {
    case .foreignKeys, .tooManyKeys, .unseen, .exposed: true
    case .wanted, .outsidePrefix: false
    }
  }
}

extension ReadOnlyReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .foreignKeys: "the database holds keys of others"
    case .tooManyKeys(let looked): "not all keys are ours by a look at \(looked)"
    case .unseen(let reason): "whose keys it holds cannot be seen: \(reason)"
    case .exposed: "the server is not on this machine, with neither TLS nor a password"
    case .wanted: "it was opened to look only"
    case .outsidePrefix: "the key lies outside the prefix"
    }
  }
}
