extension StoreOperation {
  /// Its kind and what it is about, as texts.
  var recordedWords: [String] {
    switch self {
    case .get(let key): ["get", key.text]
    case .set(let key, let size, let ttl): ["set", key.text, String(size), Self.text(ttl)]
    case .delete(let key): ["delete", key.text]
    case .acquireLease(let key, let life): ["acquire_lease", key.text, Self.text(life)]
    case .releaseLease(let key): ["release_lease", key.text]
    case .voidLease(let key): ["void_lease", key.text]
    case .setHolding(let key, let size, let ttl): ["set_holding", key.text, String(size), Self.text(ttl)]
    case .addMember(let key, let set): ["add_member", key.text, set.text]
    case .takeMembers(let set, let limit): ["take_members", set.text, String(limit)]
    case .increment(let key): ["increment", key.text]
    }
  }

  /// `nil` where no operation is written like this.
  init?(recordedWords words: [String]) {
    guard words.count >= 2 else { return nil }
    let key = CacheKey(words[1])
    switch (words[0], words.count) {
    case ("get", 2): self = .get(key)
    case ("delete", 2): self = .delete(key)
    case ("release_lease", 2): self = .releaseLease(key)
    case ("void_lease", 2): self = .voidLease(key)
    case ("increment", 2): self = .increment(key)
    case ("add_member", 3): self = .addMember(key, set: CacheKey(words[2]))
    case ("take_members", 3):
      guard let limit = Int(words[2]) else { return nil }
      self = .takeMembers(set: key, limit: limit)
    case ("acquire_lease", 3):
      guard let life = Self.ttl(words[2]) else { return nil }
      self = .acquireLease(key, lasting: life)
    case ("set", 4), ("set_holding", 4):
      let life = Self.ttl(words[3])
      guard let size = Int(words[2]), life != nil || words[3].isEmpty else { return nil }
      self = words[0] == "set" ? .set(key, size: size, ttl: life) : .setHolding(key, size: size, ttl: life)
    default: return nil
    }
  }

  private static func text(_ ttl: TTL?) -> String { ttl.map { String($0.duration.wholeNanoseconds) } ?? "" }

  private static func ttl(_ text: String) -> TTL? {
    Int64(text).flatMap { try? TTL(.nanoseconds($0)) }
  }
}
