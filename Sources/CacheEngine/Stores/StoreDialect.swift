/// How a store's commands are worded: a value, so that a screen can explain an operation without asking the store.
public enum StoreDialect: Hashable, Sendable {
  case memory

  /// The command that `operation` is, word for word as it is sent, with values given by their size.
  public func command(for operation: StoreOperation) -> StoreCommand {
    switch self {
    case .memory: Self.memoryCommand(operation)
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
}
