/// What things are called on a server: entries, and the leases and sets beside them. Pure.
///
/// An entry is the prefix and its key. A lease is `lock:{…}` below the prefix, where the braces hold what puts it into the
/// same slot of a cluster as its entry, because one script reaches for both; a set is `set:{…}`. An entry whose key looks
/// like one of those gets `key:` before it, so that no two things share a name. Keys that are only watched are the names
/// that they have, in ``KeyNotation``.
struct ServerNames: Hashable, Sendable {
  private static let lease = Array("lock:{".utf8)
  private static let set = Array("set:{".utf8)
  private static let escape = Array("key:".utf8)
  private static let closing = UInt8(ascii: "}")

  /// What names begin with beyond the key; empty where keys are names.
  let prefix: [UInt8]
  /// What names that are only watched match; `nil` for names of our own.
  private let watched: [UInt8]?

  init(_ space: KeySpace) {
    switch space {
    case .own(let prefix): (self.prefix, watched) = (Array(prefix.utf8), nil)
    case .watched(let pattern): (prefix, watched) = ([], Array(pattern.utf8))
    }
  }

  init(prefix: [UInt8]) {
    (self.prefix, watched) = (prefix, nil)
  }

  /// Whether a name that a server sent is one of those it is about.
  func contains(_ name: [UInt8]) -> Bool {
    watched.map { GlobPattern.matches(name, $0) } ?? name.starts(with: prefix)
  }

  @inline(__always)
  func entry(_ key: CacheKey) -> [UInt8] {
    if watched != nil { return KeyNotation.name(of: key.text) }
    let isReserved = Self.isReserved(key.text)
    var name: [UInt8] = []
    name.reserveCapacity(prefix.count + key.text.utf8.count + (isReserved ? Self.escape.count : 0))
    name += prefix
    if isReserved { name += Self.escape }
    name += key.text.utf8
    return name
  }

  func set(_ key: CacheKey) -> [UInt8] {
    prefix + Self.set + key.text.utf8 + [Self.closing]
  }

  /// `lock:{name of the entry}` where that does it; `lock:{tag}:key` where the name has a tag of its own, or a brace that
  /// would end one too early: then the tag is made to measure.
  func lease(of key: CacheKey) -> [UInt8] {
    let entry = entry(key)
    let slot = HashSlot(of: entry)
    let name: [UInt8]
    if let tag = HashSlot.tag(in: entry) {
      name = tagged(Array(tag), key)
    } else if !entry.contains(Self.closing) {
      name = prefix + Self.lease + entry + [Self.closing]
    } else {
      name = tagged([], key)
    }
    return HashSlot(of: name) == slot ? name : SlotTag.name(in: slot) { tagged($0, key) }
  }

  private func tagged(_ tag: [UInt8], _ key: CacheKey) -> [UInt8] {
    prefix + Self.lease + tag + [Self.closing, UInt8(ascii: ":")] + key.text.utf8
  }

  /// The key of the entry that has a name below the prefix, if it begins with `wanted`; `nil` for a lease or a set.
  func key(_ name: [UInt8], in wanted: String) -> CacheKey? {
    if watched != nil {
      let text = KeyNotation.text(of: name)
      return text.utf8.starts(with: wanted.utf8) ? CacheKey(text) : nil
    }
    var text = String(decoding: name.dropFirst(prefix.count), as: UTF8.self)
    if text.utf8.starts(with: Self.lease) || text.utf8.starts(with: Self.set) { return nil }
    if text.utf8.starts(with: Self.escape), Self.isReserved(text) { text = String(text.dropFirst(Self.escape.count)) }
    return text.utf8.starts(with: wanted.utf8) ? CacheKey(text) : nil
  }

  /// A pattern that matches at least the names of the entries whose keys begin with `wanted`.
  func pattern(for wanted: String) -> [UInt8] {
    // A pattern has no beginning to put the text in front of; names are compared with it instead.
    if let watched { return watched }
    var rest = wanted.utf8[...]
    while rest.starts(with: Self.escape) { rest = rest.dropFirst(Self.escape.count) }
    // Keys that begin so may be kept with another word before them.
    let isAmbiguous = [Self.lease, Self.set, Self.escape].contains { $0.starts(with: rest) }
    return GlobPattern.prefix(isAmbiguous ? prefix : entry(CacheKey(wanted)))
  }

  /// A pattern that matches at least the names of the entries whose keys contain `text`.
  func pattern(containing text: String) -> [UInt8] {
    watched ?? GlobPattern.prefix(prefix) + (text.isEmpty ? [] : GlobPattern.prefix(Array(text.utf8)))
  }

  func key(_ name: [UInt8], containing text: String) -> CacheKey? {
    key(name, in: "").flatMap { text.isEmpty || $0.text.contains(text) ? $0 : nil }
  }

  /// Whether a key would be taken for a lease or a set, or for one that was told apart from those.
  private static func isReserved(_ text: String) -> Bool {
    var text = text.utf8[...]
    guard let first = text.first, first == lease[0] || first == set[0] || first == escape[0] else { return false }
    while text.starts(with: escape) { text = text.dropFirst(escape.count) }
    return text.starts(with: lease) || text.starts(with: set)
  }
}
