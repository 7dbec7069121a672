#if TLS
  import CacheEngine
  import TestSupport
  import Testing

  extension RedisServerSuites {
    @Suite("Redis through TLS", .enabled(if: TestCertificates.isPossible))
    struct RedisTLSTests {
      private let clock = RealClock()
      private let certificates: TestCertificates

      init() throws {
        certificates = try TestCertificates()
      }

      private func store(_ address: RedisAddress, timeout: Duration = .seconds(5)) throws -> RedisStore {
        try RedisStore(
          address: address, connectTimeout: timeout, commandTimeout: .seconds(20), jitter: SeededGenerator(seed: 1))
      }

      /// Why nothing can be written there; `nil` when it can.
      private func refusal(_ address: RedisAddress, timeout: Duration = .seconds(5)) async throws -> String? {
        let store = try store(address, timeout: timeout)
        var reason: String?
        do throws(StoreError) {
          try await store.set("a", EncodedValue(bytes: [1]), ttl: nil, at: clock.now)
        } catch {
          if case .unavailable(let words) = error { reason = words } else { reason = "\(error)" }
        }
        await store.close()
        return reason
      }

      private func server(_ identity: TestCertificates.Identity) async throws -> (server: RedisServer, port: UInt16) {
        let port = try FreePort.find()
        return (try await RedisServer(tcp: true, options: identity.serverOptions(port: port)), port)
      }

      private func address(_ host: String, _ port: UInt16) -> RedisAddress {
        RedisAddress(.tcp(host: host, port: port), encryption: .init(authorityFile: certificates.authority))
      }

      @Test("works with a certificate that is for the host, by name or by address", .timeLimit(.minutes(1)))
      func good() async throws {
        let (server, port) = try await server(certificates.identity(names: ["DNS:localhost", "IP:127.0.0.1"]))
        #expect(try await refusal(address("localhost", port)) == nil)
        #expect(try await refusal(address("127.0.0.1", port)) == nil)
        withExtendedLifetime(server) {}
      }

      @Test(
        "refuses a server whose certificate is not to be trusted, with the exact reason", .timeLimit(.minutes(1)),
        arguments: [
          (names: ["DNS:localhost"], days: 2, isSelfSigned: true, reason: "self-signed certificate"),
          (["DNS:localhost"], -1, false, "certificate has expired"),
          (["DNS:elsewhere.test"], 2, false, "hostname mismatch (localhost)"),
          (["DNS:*.test", "IP:127.0.0.1"], 2, false, "hostname mismatch (localhost)"),
        ])
      func refused(names: [String], days: Int, isSelfSigned: Bool, reason: String) async throws {
        let (server, port) = try await server(
          certificates.identity(names: names, days: days, isSelfSigned: isSelfSigned))
        #expect(try await refusal(address("localhost", port)) == "the server's certificate is refused: \(reason)")
        withExtendedLifetime(server) {}
      }

      @Test(
        "does not take a host's name for its address, nor an authority that it was not given", .timeLimit(.minutes(1)))
      func strict() async throws {
        let (server, port) = try await server(certificates.identity(names: ["DNS:localhost"]))
        #expect(
          try await refusal(address("127.0.0.1", port))
            == "the server's certificate is refused: IP address mismatch (127.0.0.1)")
        let unknown = RedisAddress(.tcp(host: "localhost", port: port), encryption: .init())
        #expect(
          try await refusal(unknown)
            == "the server's certificate is refused: unable to get local issuer certificate")
        var missing = unknown
        missing.encryption?.authorityFile = "/nonexistent.pem"
        #expect(
          try await refusal(missing) == "TLS: no certificates can be read from /nonexistent.pem (PEM is wanted)")
        withExtendedLifetime(server) {}
      }

      @Test("a port that speaks the other way is named as such, in both directions", .timeLimit(.minutes(1)))
      func mixedUp() async throws {
        let (server, port) = try await server(certificates.identity(names: ["DNS:localhost"]))
        let plainPort = try #require(server.port)
        let reason = try #require(try await refusal(address("localhost", plainPort), timeout: .seconds(2)))
        #expect(reason.contains("TLS handshake") || reason.contains("does not speak TLS"), "\(reason)")
        let plain = try #require(try await refusal(RedisAddress(.tcp(host: "127.0.0.1", port: port))))
        #expect(plain.contains("it may want TLS (rediss://)"), "\(plain)")
      }

      @Test(
        "carries values of every size, many callers at once, and comes back after an outage", .timeLimit(.minutes(1)))
      func traffic() async throws {
        let (server, port) = try await server(certificates.identity(names: ["DNS:localhost"]))
        let store = try store(address("localhost", port))
        for size in [0, 1, 16_383, 16_384, 16_385, 1 << 20, 5 << 20] {
          let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
          try await store.set("size", EncodedValue(bytes: bytes), ttl: nil, at: clock.now)
          guard case .found(let entry) = try await store.get("size", at: clock.now) else {
            Issue.record("\(size) bytes are gone")
            continue
          }
          #expect(entry.bytes == bytes)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for caller in 0..<50 {
            group.addTask {
              for round in 0..<20 {
                let value = Array("\(caller) \(round)".utf8)
                let key = CacheKey("caller-\(caller)")
                try await store.set(key, EncodedValue(bytes: value), ttl: nil, at: clock.now)
                guard case .found(let entry) = try await store.get(key, at: clock.now) else { throw StoreError.closed }
                #expect(entry.bytes == value)
              }
            }
          }
          try await group.waitForAll()
        }
        server.kill()
        await #expect(throws: StoreError.self) { try await store.get("size", at: clock.now) }
        try await server.start()
        var isBack = false
        while !isBack { isBack = (try? await store.get("size", at: clock.now)) != nil }
        await store.close()
      }
    }
  }
#else
  import CacheEngine
  import Testing

  @Suite("Redis through TLS, in a build without it")
  struct NoTLSTests {
    @Test(
      "is refused with what is missing and what to do, without a try", arguments: ["rediss://h", "valkeys://h:1/2"])
    func refused(_ text: String) throws {
      let address = try RedisAddress(text)
      let reason = try #require(address.obstacle)
      #expect(reason.contains("--traits TLS") && reason.contains("stunnel"))
      #expect(throws: StoreError.unavailable(reason)) {
        try RedisStore(address: address, jitter: SeededGenerator(seed: 1))
      }
    }
  }
#endif
