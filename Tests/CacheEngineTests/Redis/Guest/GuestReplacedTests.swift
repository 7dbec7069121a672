import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  /// The address stays, and another server answers there: after a crash, a failover, a restore.
  @Suite("A server that takes another's place")
  struct GuestReplacedTests {
    private static let clock = RealClock()
    private static var now: Timestamp { clock.now }
    private static let value = EncodedValue(bytes: [1, 2, 3])

    /// A path that leads to one server's socket, and can be made to lead to another's.
    private struct Place {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("ttl-\(UUID().uuidString)").path

      func lead(to server: RedisServer) throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: server.socketPath)
      }

      func store(_ writing: WritePermission = .unlessForeign) throws -> RedisStore {
        try RedisStore(
          address: RedisAddress(.unix(path: path)), prefix: "cl:", connectTimeout: .seconds(20),
          commandTimeout: .seconds(20), writing: writing, jitter: SeededGenerator(seed: 1))
      }

      func remove() { try? FileManager.default.removeItem(atPath: path) }
    }

    private static func foreignServer() async throws -> RedisServer {
      let server = try await RedisServer()
      _ = RawRedis.ask("MSET other 1 cl:a 2", server)
      return server
    }

    private static func access(_ store: RedisStore) -> WriteAccess { store.status(at: now).access }

    /// Writes until the store says what is expected; the test's limit ends it when it never does.
    private static func write(_ store: RedisStore, until isSo: (StoreError?) -> Bool) async throws {
      while true {
        var refusal: StoreError?
        do throws(StoreError) { try await store.set("w", value, ttl: nil, at: now) } catch { refusal = error }
        if isSo(refusal) { return }
        try await Task.sleep(for: .milliseconds(2))
      }
    }

    @Test("is asked anew whose keys it holds, and no write reaches it before", .timeLimit(.minutes(1)))
    func becomesForeign() async throws {
      let place = Place()
      defer { place.remove() }
      let (own, foreign) = (try await RedisServer(), try await Self.foreignServer())
      try place.lead(to: own)
      let store = try place.store()
      try await store.set("a", Self.value, ttl: nil, at: Self.now)
      #expect(Self.access(store) == .allowed)
      let digest = RawRedis.digest(of: foreign)
      // Many write all the time, so that some are in between whenever the connection changes.
      let writers = (0..<20).map { number in
        Task {
          while !Task.isCancelled {
            _ = try? await store.set(CacheKey("\(number)"), Self.value, ttl: nil, at: Self.now)
            _ = try? await store.setMany([("x", Self.value), ("y", Self.value)], ttl: nil, at: Self.now)
            await Task.yield()
          }
        }
      }
      try await Task.sleep(for: .milliseconds(50))
      try place.lead(to: foreign)
      own.kill()
      try await Self.write(store) { $0 == .readOnly(.foreignKeys) }
      try await Task.sleep(for: .milliseconds(100))
      for writer in writers {
        writer.cancel()
        await writer.value
      }
      #expect(Self.access(store) == .readOnly(.foreignKeys))
      #expect(try await store.get("a", at: Self.now).entry?.bytes == Array("2".utf8))
      #expect(!RawRedis.ask("INFO commandstats", foreign).contains("cmdstat_set:"))
      #expect(RawRedis.digest(of: foreign) == digest)
      await store.close()
    }

    @Test("may be written where it is empty, though the one before might not", .timeLimit(.minutes(1)))
    func becomesOwn() async throws {
      let place = Place()
      defer { place.remove() }
      let (foreign, own) = (try await Self.foreignServer(), try await RedisServer())
      try place.lead(to: foreign)
      let store = try place.store()
      await #expect(throws: StoreError.readOnly(.foreignKeys)) {
        try await store.set("a", Self.value, ttl: nil, at: Self.now)
      }
      try place.lead(to: own)
      foreign.kill()
      try await Self.write(store) { $0 == nil }
      #expect(Self.access(store) == .allowed)
      #expect(RawRedis.integer("DBSIZE", own) == 1)
      await store.close()
    }

    @Test("is the same one where only the connection was lost: what was decided stays", .timeLimit(.minutes(1)))
    func sameServer() async throws {
      let server = try await RedisServer(options: RedisServer.debugging)
      let place = Place()
      defer { place.remove() }
      try place.lead(to: server)
      let store = try place.store()
      try await store.set("a", Self.value, ttl: nil, at: Self.now)
      // More keys than a look goes through: whoever was asked now would be refused.
      _ = RawRedis.ask("DEBUG POPULATE 10500 cl 8", server)
      _ = RawRedis.ask("CLIENT KILL TYPE normal SKIPME yes", server)
      try await Self.write(store) { $0 == nil }
      let late = try place.store()
      let refusal = await #expect(throws: StoreError.self) {
        try await late.set("b", Self.value, ttl: nil, at: Self.now)
      }
      guard case .readOnly(.tooManyKeys) = refusal else { throw refusal! }
      await store.close()
      await late.close()
    }

    @Test("is asked by a user who may not ask which one it is, all the same", .timeLimit(.minutes(1)))
    func withoutInfo() async throws {
      let server = try await RedisServer()
      let rights = RedisServer.rights.joined(separator: " ")
      _ = RawRedis.ask("ACL SETUSER u on >pw ~* \(rights) -info", server)
      var address = server.address
      (address.user, address.password) = ("u", "pw")
      let store = try RedisStore(
        address: address, prefix: "cl:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      try await store.set("a", Self.value, ttl: nil, at: Self.now)
      _ = RawRedis.ask("SET other 1", server)
      _ = RawRedis.ask("CLIENT KILL TYPE normal SKIPME yes", server)
      try await Self.write(store) { $0 == .readOnly(.foreignKeys) }
      await store.close()
    }

    @Test("is written where that was wanted, whatever it holds", .timeLimit(.minutes(1)))
    func wanted() async throws {
      let place = Place()
      defer { place.remove() }
      let (first, second) = (try await Self.foreignServer(), try await Self.foreignServer())
      try place.lead(to: first)
      let store = try place.store(.allowed)
      try await store.set("a", Self.value, ttl: nil, at: Self.now)
      try place.lead(to: second)
      first.kill()
      try await Self.write(store) { $0 == nil }
      #expect(RawRedis.integer("EXISTS cl:w", second) == 1)
      await store.close()
    }
  }
}
