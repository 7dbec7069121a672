import ArgumentParser
import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which store to use.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep entries on this server instead of in memory (default: $REDIS_URL).",
      discussion: "redis://[[user:]password@]host[:port][/database] or unix:///path/to.sock", valueName: "url"))
  var redis: String?

  @Option(
    help: ArgumentHelp("What all keys on the server begin with. Nothing else is ever touched.", valueName: "text"))
  var prefix = RedisStore.defaultPrefix

  @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
  var seed: UInt64 = 1

  func validate() throws {
    if prefix.isEmpty {
      throw ValidationError("--prefix must not be empty: the store would own every key of the server")
    }
    _ = try address()
  }

  /// `nil` for memory.
  private func address() throws -> RedisAddress? {
    guard let text = redis ?? Self.environmentURL else { return nil }
    do {
      return try RedisAddress(text)
    } catch {
      throw ValidationError("\(redis == nil ? "REDIS_URL" : "--redis"): \(SafeText()("\(error)"))")
    }
  }

  private static var environmentURL: String? {
    guard let value = getenv("REDIS_URL").map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  func makeStore() throws -> any CacheStore {
    guard let address = try address() else { return MemoryStore() }
    // Mixed with the process's number: instances that lost one server must not all come back at once.
    return try RedisStore(address: address, prefix: prefix, jitter: SeededGenerator(seed: seed ^ UInt64(getpid())))
  }

  func makeLab() throws -> Lab {
    Lab(clock: RealClock(), store: try makeStore(), endpoints: try BuiltInScenario.tutorial.scenario().endpoints)
  }
}
