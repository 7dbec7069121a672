import CacheEngine
import TestSupport
import Testing

extension RedisServerSuites {
  @Suite("The handshake with a Redis server")
  struct RedisLoginTests {
    private let clock = RealClock()

    private func outcome(_ address: RedisAddress) async throws -> Result<Void, StoreError> {
      let store = try RedisStore(
        address: address, connectTimeout: .seconds(5), commandTimeout: .seconds(5), jitter: SeededGenerator(seed: 1))
      let result: Result<Void, StoreError>
      do throws(StoreError) {
        try await store.set("a", EncodedValue(bytes: []), ttl: nil, at: clock.now)
        result = .success(())
      } catch {
        result = .failure(error)
      }
      await store.close()
      return result
    }

    private func reason(_ result: Result<Void, StoreError>) -> String? {
      if case .failure(.unavailable(let reason)) = result { reason } else { nil }
    }

    @Test("gives the password, and says what is wrong with it without repeating it", .timeLimit(.minutes(1)))
    func passwords() async throws {
      let server = try await RedisServer(options: ["--requirepass", "right"])
      var address = server.address
      address.password = "right"
      try await outcome(address).get()
      address.password = "canary"
      let wrong = try #require(reason(try await outcome(address)))
      #expect(wrong.hasPrefix("WRONGPASS: ") && !wrong.contains("canary"))
      address.password = nil
      #expect(reason(try await outcome(address))?.contains("NOAUTH") == true)
    }

    @Test("gives the user where there is one, and chooses the database, over TCP too", .timeLimit(.minutes(1)))
    func users() async throws {
      let server = try await RedisServer(
        tcp: true, options: ["--user", "me", "on", ">word", "~*"] + RedisServer.rights)
      var address = server.tcpAddress
      (address.user, address.password, address.database) = ("me", "word", 3)
      try await outcome(address).get()
      #expect(RawSocket.ask("INFO keyspace\r\n", path: server.socketPath).contains("db3:keys=1"))
      address.database = 99
      #expect(reason(try await outcome(address))?.hasPrefix("SELECT: ERR") == true)
      address = server.tcpAddress
      address.endpoint = .tcp(host: "localhost", port: server.port ?? 0)
      try await outcome(address).get()
    }

    @Test("nobody there is said in so many words", .timeLimit(.minutes(1)))
    func nobody() async throws {
      #expect(reason(try await outcome(RedisAddress(.unix(path: "/nonexistent/s")))) == "no such socket")
      let port = try FreePort.find()
      #expect(
        reason(try await outcome(RedisAddress(.tcp(host: "127.0.0.1", port: port))))
          == "refused: nobody listens there")
      #expect(reason(try await outcome(RedisAddress(.tcp(host: "nowhere.invalid", port: 1)))) != nil)
    }

    @Test("closing fails those who wait, and may happen at any time", .timeLimit(.minutes(1)))
    func closing() async throws {
      let server = try await RedisServer()
      for pause in 0..<20 {
        let store = try RedisStore(address: server.address, jitter: SeededGenerator(seed: 1))
        let waiting = (0..<10).map { number in
          Task { try await store.exists(CacheKey("\(number)"), at: clock.now) }
        }
        try await Task.sleep(for: .microseconds(pause * 100))
        await store.close()
        for task in waiting {
          do { _ = try await task.value } catch { #expect(error as? StoreError == .closed) }
        }
      }
    }
  }
}
