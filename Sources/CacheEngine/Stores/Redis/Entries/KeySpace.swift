/// Which keys of a server a store is about.
public enum KeySpace: Hashable, Sendable {
  /// The keys that begin with a prefix, which is the store's own and no part of its keys.
  case own(prefix: String)
  /// The keys that match a pattern of `SCAN`, by the names that they have on the server, in ``KeyNotation``. They are
  /// somebody else's: nothing is ever written.
  case watched(pattern: String)

  /// What names begin with beyond the key; nothing where keys are names.
  var prefix: [UInt8] {
    if case .own(let prefix) = self { Array(prefix.utf8) } else { [] }
  }

  var isReadOnly: Bool {
    if case .watched = self { true } else { false }
  }

  /// The key's name on the server.
  func name(of key: CacheKey) -> [UInt8] {
    guard case .own(let prefix) = self else { return KeyNotation.name(of: key.text) }
    var name: [UInt8] = []
    name.reserveCapacity(prefix.utf8.count + key.text.utf8.count)
    name += prefix.utf8
    name += key.text.utf8
    return name
  }

  func key(named name: [UInt8]) -> CacheKey {
    switch self {
    case .own(let prefix): CacheKey(String(decoding: name.dropFirst(prefix.utf8.count), as: UTF8.self))
    case .watched: CacheKey(KeyNotation.text(of: name))
    }
  }

  /// What `SCAN` is asked to match for the keys that begin with `wanted`.
  func pattern(keysBeginningWith wanted: String) -> [UInt8] {
    switch self {
    case .own(let prefix): GlobPattern.prefix(Array((prefix + wanted).utf8))
    // A pattern has no beginning to put the text in front of; names are compared with it instead.
    case .watched(let pattern): Array(pattern.utf8)
    }
  }

  /// Whether a name that a server sent is one that was asked for.
  func contains(_ name: [UInt8]) -> Bool {
    switch self {
    case .own(let prefix): name.starts(with: prefix.utf8)
    case .watched(let pattern): GlobPattern.matches(name, Array(pattern.utf8))
    }
  }
}
