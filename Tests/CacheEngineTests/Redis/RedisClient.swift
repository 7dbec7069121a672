import TestSupport
import Testing

@testable import CacheEngine

/// What tests ask of a store on a server, in few words.
struct RedisClient: Sendable {
  let store: RedisStore
  private let clock = RealClock()

  init(
    _ address: RedisAddress, commandTimeout: Duration = .seconds(20), connectTimeout: Duration = .seconds(5),
    writeTimeout: Duration = .seconds(20), seed: UInt64 = 1, writing: WritePermission = .allowed
  ) throws {
    store = try RedisStore(
      RedisSettings(
        address: address, connectTimeout: connectTimeout, commandTimeout: commandTimeout, writeTimeout: writeTimeout,
        clientName: "ttlscope:test", jitter: SeededGenerator(seed: seed)),
      space: .own(prefix: RedisStore.defaultPrefix), writing: writing)
  }

  var health: StoreHealth { store.status(at: clock.now).health }

  func set(_ key: String, _ text: String) async throws(StoreError) {
    try await store.set(CacheKey(key), EncodedValue(bytes: Array(text.utf8)), ttl: nil, at: clock.now)
  }

  func get(_ key: String) async throws(StoreError) -> String? {
    try await store.get(CacheKey(key), at: clock.now).entry.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// Why there was no answer, "" where there was one.
  func refusal(_ body: (RedisClient) async throws(StoreError) -> Void) async -> String {
    do throws(StoreError) { try await body(self) } catch { return "\(error)" }
    return ""
  }

  func refusalToGet(_ key: String = "a") async -> String {
    await refusal { client throws(StoreError) in _ = try await client.get(key) }
  }

  /// Asks until there is an answer; the test's own limit ends it when there never is. The result is how long it took.
  @discardableResult
  func untilHealed() async throws -> Duration {
    let start = clock.now
    while await refusal({ client throws(StoreError) in _ = try await client.store.exists("x", at: clock.now) }) != "" {
      try await Task.sleep(for: .milliseconds(2))
    }
    return start.duration(to: clock.now)
  }

  /// Waits for the connection to stand so.
  func until(_ fits: (StoreHealth) -> Bool) async throws {
    while !fits(health) { try await Task.sleep(for: .milliseconds(2)) }
  }

  func close() async {
    await store.close()
  }
}
