import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A Redis server that says no")
  struct RedisRefusalTests {
    private func isRefused(_ health: StoreHealth) -> Bool {
      if case .refused = health { true } else { false }
    }

    @Test("a wrong password is tried once, and again only when the user wants it", .timeLimit(.minutes(1)))
    func wrongPassword() async throws {
      let server = try await RedisServer(options: ["--requirepass", "right"])
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      var address = proxy.address
      address.password = "canary"
      let client = try RedisClient(address)
      try await client.until(isRefused)
      try await Task.sleep(for: .milliseconds(1_200))
      #expect(proxy.accepted == 1)
      #expect(await client.refusalToGet().contains("does not take this user and password"))
      #expect(!"\(client.health)".contains("canary"))
      _ = RawSocket.ask("CONFIG SET requirepass canary\r\n", path: server.socketPath)
      client.store.reconnect()
      try await client.until { $0 == .up }
      #expect(proxy.accepted == 2)
      try await client.set("a", "1")
      await client.close()
    }

    @Test(
      "a password that comes to be wanted ends all sending, on a connection that lives too", .timeLimit(.minutes(1)))
    func passwordAtRuntime() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address)
      try await client.set("a", "1")
      _ = RawSocket.ask("CONFIG SET requirepass x\r\n", path: server.socketPath)
      _ = RawSocket.ask("CLIENT KILL TYPE normal SKIPME yes\r\n", path: server.socketPath)
      try await client.until(isRefused)
      try await Task.sleep(for: .milliseconds(300))
      #expect(proxy.accepted == 2)
      #expect(client.health.trouble?.contains("wants a password") == true)

      let scripted = try ScriptedServer { command in
        command.hasPrefix("GET") ? Array("-NOAUTH Authentication required.\r\n".utf8) : ScriptedServer.courtesy(command)
      }
      let other = try RedisClient(scripted.address)
      #expect(await other.refusalToGet().contains("wants a password"))
      let sent = scripted.commands.count
      for _ in 0..<10 { #expect(await other.refusalToGet().contains("wants a password")) }
      #expect(scripted.commands.count == sent)
      await client.close()
      await other.close()
      scripted.close()
    }

    @Test("a user without a permission is told which, and the rest works", .timeLimit(.minutes(1)))
    func permissions() async throws {
      let allowed = ["+ping", "+get", "+scan", "+pttl", "+memory|usage", "+dbsize"]
      let server = try await RedisServer(options: ["--user", "me", "on", ">word", "~ttlscope:*"] + allowed)
      var address = server.address
      (address.user, address.password) = ("me", "word")
      let client = try RedisClient(address)
      #expect(try await client.get("a") == nil)
      let refusal = await client.refusal { client throws(StoreError) in try await client.set("a", "1") }
      #expect(refusal.contains("the user may not run 'set' (ACL: +set)"))
      #expect(try await client.store.list(prefix: "", after: nil, limit: 10, at: .zero).entries.isEmpty)
      #expect(client.health == .up)
      // Neither ECHO nor CLIENT is allowed, and both are done without.
      for _ in 0..<200 { #expect(try await client.get("a") == nil) }
      await client.close()
    }

    @Test("a replica and a server without memory refuse writes, say so, and are forgiven", .timeLimit(.minutes(1)))
    func writes() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(server.address)
      try await client.set("a", "1")
      let product = try #require(client.store.connection.link.seed.identity?.product)
      #expect(!product.isEmpty && RawSocket.ask("HELLO 2\r\n", path: server.socketPath).contains(product))
      func refusal() async -> String {
        await client.refusal { client throws(StoreError) in try await client.set("a", "2") }
      }
      _ = RawSocket.ask("REPLICAOF 127.0.0.1 1\r\n", path: server.socketPath)
      #expect(await refusal().contains("is a replica and takes no writes"))
      #expect(try await client.get("a") == "1")
      _ = RawSocket.ask("REPLICAOF NO ONE\r\n", path: server.socketPath)
      try await client.set("a", "2")
      _ = RawSocket.ask("CONFIG SET maxmemory 1\r\n", path: server.socketPath)
      #expect(await refusal().contains("memory is full"))
      #expect(try await client.get("a") == "2")
      _ = RawSocket.ask("CONFIG SET maxmemory 0\r\n", path: server.socketPath)
      try await client.set("a", "3")
      #expect(client.health == .up)
      await client.close()
    }

    @Test("a server that is full, or no Redis at all, is named so and asked again", .timeLimit(.minutes(1)))
    func others() async throws {
      for (answer, part) in [
        ("-ERR max number of clients reached\r\n", "maxclients"), ("-LOADING wait\r\n", "loading"),
        ("-DENIED Redis is running in protected mode\r\n", "protected mode"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "not a Redis server: it says HTTP/1.1 400"),
      ] {
        let server = try ScriptedServer { _ in Array(answer.utf8) }
        let client = try RedisClient(server.address)
        try await client.until { $0.trouble != nil }
        #expect(client.health.trouble?.contains(part) == true, "\(client.health)")
        while server.commands.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        await client.close()
        server.close()
      }
    }

    @Test("a socket that is not there, is closed to us, or is none: each in its own words", .timeLimit(.minutes(1)))
    func sockets() async throws {
      var template = Array("/tmp/ttlscope-socket-XXXXXX".utf8CString)
      _ = mkdtemp(&template)
      let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      defer { try? FileManager.default.removeItem(atPath: directory) }
      let (file, stale) = (directory + "/file", directory + "/stale")
      _ = FileManager.default.createFile(atPath: file, contents: nil)
      let listening = RawSocket.listen(path: stale)
      Foundation.close(listening)
      let expected = [
        (directory + "/missing", "no such socket"), (directory, "a directory, not a socket"),
        (file, "a file, not a socket"), (stale, "refused: nobody listens on the socket"),
      ]
      #expect(
        RedisFailure.connecting(to: .unix(path: stale), error: EACCES).reason == "no permission to use the socket")
      for (path, reason) in expected {
        let client = try RedisClient(RedisAddress(.unix(path: path)))
        #expect(await client.refusalToGet() == "store unavailable: \(reason)")
        await client.close()
      }
      #expect(throws: RedisAddressError.pathTooLong(bytes: 108)) {
        try RedisAddress("/" + String(repeating: "x", count: 107))
      }
    }
  }
}
