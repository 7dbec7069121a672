/// Which keys of a server a store is about.
public enum KeySpace: Hashable, Sendable {
  /// The keys that begin with a prefix, which is the store's own and no part of its keys.
  case own(prefix: String)
  /// The keys that match a pattern of `SCAN`, by the names that they have on the server, in ``KeyNotation``. They are
  /// somebody else's: nothing is ever written.
  case watched(pattern: String)

  var isWatched: Bool {
    if case .watched = self { true } else { false }
  }
}
