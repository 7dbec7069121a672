/// How a store's commands are worded: a value, so that a screen can explain an operation without asking the store.
public enum StoreDialect: Hashable, Sendable {
  case memory
  /// Keys on the server begin with `prefix`.
  case redis(prefix: String)

  /// The command that `operation` is, word for word as it is sent, with values given by their size.
  public func command(for operation: StoreOperation) -> StoreCommand {
    switch self {
    case .memory: Self.memoryCommand(operation)
    case .redis(let prefix): Self.redisCommand(operation, prefix: prefix)
    }
  }

  /// Whether entries of the group are removed many at once.
  public func clearsInBatches(_ group: Group) -> Bool {
    if case .prefix = group, case .redis = self { true } else { false }
  }

  /// The commands by which all keys that begin with `prefix` are removed, the first few of `keys` named.
  public func clearing(prefix wanted: String, keys: [CacheKey]) -> [StoreCommand] {
    guard case .redis(let prefix) = self else { return [] }
    let scan = RedisCommand.scan(
      cursor: 0, pattern: GlobPattern.prefix(Array((prefix + wanted).utf8)), count: OwnershipSurvey.scanCount)
    let some = RedisCommand.unlink(keys: keys.prefix(3).map { Array((prefix + $0.text).utf8) })
    func text(_ command: RedisCommand) -> [String] { command.words.map { String(decoding: $0, as: UTF8.self) } }
    return [
      StoreCommand(words: text(scan) + ["again", "and", "again"]),
      StoreCommand(words: text(some) + (keys.count > 3 ? ["…", "up to \(OwnershipSurvey.scanCount) at once"] : [])),
    ]
  }

  private static func memoryCommand(_ operation: StoreOperation) -> StoreCommand {
    switch operation {
    case .get(let key): StoreCommand(words: ["get", key.text])
    case .set(let key, let size, let ttl):
      StoreCommand(
        words: ["set", key.text, "<\(size) B>"] + (ttl.map { ["ttl", "\($0.wholeMilliseconds) ms"] } ?? []))
    case .setHolding(let key, let size, let ttl):
      StoreCommand(
        words: ["set", key.text, "<\(size) B>"] + (ttl.map { ["ttl", "\($0.wholeMilliseconds) ms"] } ?? [])
          + ["if", "leased"])
    case .delete(let key): StoreCommand(words: ["delete", key.text])
    case .acquireLease(let key, let life): StoreCommand(words: ["lease", key.text, "\(life.wholeMilliseconds) ms"])
    case .releaseLease(let key): StoreCommand(words: ["release", key.text])
    case .voidLease(let key): StoreCommand(words: ["void", key.text])
    case .addMember(let key, let set): StoreCommand(words: ["add", key.text, "to", set.text])
    case .takeMembers(let set, let limit): StoreCommand(words: ["take", "\(limit)", "of", set.text])
    case .increment(let key): StoreCommand(words: ["increment", key.text])
    }
  }

  private static func redisCommand(_ operation: StoreOperation, prefix: String) -> StoreCommand {
    let names = ServerNames(prefix: Array(prefix.utf8))
    func name(_ key: CacheKey) -> [UInt8] { names.entry(key) }
    let command: RedisCommand
    var valueSize: Int?
    switch operation {
    case .get(let key): command = .get(key: name(key))
    case .delete(let key): command = .unlink(keys: [name(key)])
    case .acquireLease(let key, let life):
      valueSize = 8
      command = .set(
        key: names.lease(of: key), value: [], milliseconds: life.wholeMilliseconds, onlyIfAbsent: true)
    case .releaseLease(let key): command = .releaseLease(key: names.lease(of: key), token: Array("<token>".utf8))
    case .voidLease(let key): command = .unlink(keys: [names.lease(of: key)])
    case .setHolding(let key, let size, let ttl):
      command = .setHolding(
        key: name(key), lease: names.lease(of: key), token: Array("<token>".utf8), value: Array("<\(size) B>".utf8),
        milliseconds: ttl?.wholeMilliseconds)
    case .addMember(let key, let set): command = .addMember(set: names.set(set), member: Array(key.text.utf8))
    case .takeMembers(let set, let limit): command = .takeMembers(set: names.set(set), count: Int64(limit))
    case .increment(let key): command = .increment(key: name(key), by: 1)
    case .set(let key, let size, let ttl):
      valueSize = size
      command = .set(key: name(key), value: [], milliseconds: ttl?.wholeMilliseconds, onlyIfAbsent: false)
    }
    var words = command.words.map { String(decoding: $0, as: UTF8.self) }
    if let valueSize { words[2] = "<\(valueSize) B>" }
    return StoreCommand(words: words)
  }
}
