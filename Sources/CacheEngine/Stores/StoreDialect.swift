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

  private static func memoryCommand(_ operation: StoreOperation) -> StoreCommand {
    switch operation {
    case .get(let key): StoreCommand(words: ["get", key.text])
    case .set(let key, let size, let ttl):
      StoreCommand(
        words: ["set", key.text, "<\(size) B>"] + (ttl.map { ["ttl", "\($0.wholeMilliseconds) ms"] } ?? []))
    case .delete(let key): StoreCommand(words: ["delete", key.text])
    }
  }

  private static func redisCommand(_ operation: StoreOperation, prefix: String) -> StoreCommand {
    func name(_ key: CacheKey) -> [UInt8] { Array((prefix + key.text).utf8) }
    let command: RedisCommand
    var valueSize: Int?
    switch operation {
    case .get(let key): command = .get(key: name(key))
    case .delete(let key): command = .unlink(keys: [name(key)])
    case .set(let key, let size, let ttl):
      valueSize = size
      command = .set(key: name(key), value: [], milliseconds: ttl?.wholeMilliseconds, onlyIfAbsent: false)
    }
    var words = command.words.map { String(decoding: $0, as: UTF8.self) }
    if let valueSize { words[2] = "<\(valueSize) B>" }
    return StoreCommand(words: words)
  }
}
