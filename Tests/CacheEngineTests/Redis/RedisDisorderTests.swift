import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A stream of replies that lost its order")
  struct RedisDisorderTests {
    /// What goes wrong on the way, once.
    enum Disorder: String, CaseIterable, Sendable {
      case insertedReply, insertedValue, duplicate, swallowed, swapped

      func happen(to faults: inout NetworkFaults) {
        switch self {
        case .insertedReply: faults.insertion = Array("+X\r\n".utf8)
        case .insertedValue: faults.insertion = Array("$1\r\n1\r\n".utf8)
        case .duplicate: faults.duplicatesNext = true
        case .swallowed: faults.swallows = RedisDisorderTests.replySize
        case .swapped: faults.swapsNextTwo = true
        }
      }
    }

    /// A reply to a key of this suite: `$67\r\n`, 11 + 2 + 16 + 1 + 6 + 11 + 1 bytes of envelope, 17 bytes of value, `\r\n`.
    static let replySize = 5 + 50 + 17 + 2

    private func value(_ key: String) -> String { "the value of \(key)!!" }

    @Test(
      "nobody gets another's value, and the connection is given up", .timeLimit(.minutes(1)),
      arguments: Disorder.allCases)
    func disorder(_ disorder: Disorder) async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address, commandTimeout: .milliseconds(700))
      for caller in 10..<18 { try await client.set("k\(caller)", value("k\(caller)")) }
      let counts = await withTaskGroup(of: (wrong: Int, failed: Int).self) { group in
        for caller in 10..<18 {
          group.addTask {
            var counts = (wrong: 0, failed: 0)
            for round in 0..<60 {
              if caller == 10, round == 20 { proxy.change { disorder.happen(to: &$0) } }
              do throws(StoreError) {
                if try await client.get("k\(caller)") != self.value("k\(caller)") { counts.wrong += 1 }
              } catch {
                counts.failed += 1
                _ = try? await client.untilHealed()
              }
            }
            return counts
          }
        }
        return await group.reduce((0, 0)) { ($0.0 + $1.wrong, $0.1 + $1.failed) }
      }
      #expect(counts.0 == 0)
      #expect(counts.1 > 0)
      #expect(proxy.accepted == 2)
      await client.close()
    }

    @Test("one caller notices at once that it got another key's value, and says so", .timeLimit(.minutes(1)))
    func misplaced() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address)
      for key in ["a", "b"] { try await client.set(key, value(key)) }
      proxy.change { $0.duplicatesNext = true }
      // The copy that nobody asked for may come with the reply, before the next command, or after it.
      var reason = await client.refusalToGet("a")
      if reason == "" { reason = await client.refusalToGet("b") }
      #expect(
        reason.contains("the reply to ttlscope:b held the value of ttlscope:a") || reason.contains("nobody asked for"))
      #expect(reason.contains("stream out of step"))
      try await client.untilHealed()
      #expect(try await client.get("b") == value("b"))
      await client.close()
    }

    @Test(
      "a key that somebody renamed costs one connection, and is a damaged value from then on", .timeLimit(.minutes(1)))
    func renamed() async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(proxy.address)
      for key in ["a", "b"] { try await client.set(key, value(key)) }
      _ = RawSocket.ask("RENAME ttlscope:a ttlscope:c\r\n", path: server.socketPath)
      #expect(await client.refusalToGet("c").contains("stream out of step"))
      try await client.untilHealed()
      for _ in 0..<3 {
        await #expect(throws: StoreError.damaged("it was written as ttlscope:a")) { try await client.get("c") }
      }
      #expect(try await client.get("b") == value("b"))
      #expect(proxy.accepted == 2)
      await client.close()
    }

    @Test("a key that another program wrote over is proved once, and then believed", .timeLimit(.minutes(1)))
    func overwritten() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(server.address)
      try await client.set("a", value("a"))
      _ = RawSocket.ask("SET ttlscope:a other\r\n", path: server.socketPath)
      #expect(try await client.get("a") == "other")
      let looked = client.store.status(at: .zero).commands.forLooking
      for _ in 0..<10 { #expect(try await client.get("a") == "other") }
      // The connection's own probe of an idle second may come between.
      #expect(client.store.status(at: .zero).commands.forLooking <= looked + 1)
      await client.close()
    }

    @Test("values with wrong bits are never given out, and stop nothing", .timeLimit(.minutes(1)), arguments: 1...3)
    func flippedBits(seed: UInt64) async throws {
      let server = try await RedisServer()
      let proxy = try FaultProxy(to: server.socketPath)
      defer { proxy.close() }
      let client = try RedisClient(
        proxy.address, commandTimeout: .milliseconds(300), connectTimeout: .milliseconds(300))
      for number in 0..<10 { try await client.set("k\(number)", value("k\(number)")) }
      proxy.change { $0.flips = .seeded(seed, bytesBetween: 2_000) }
      var (wrong, damaged, lost) = (0, 0, 0)
      for number in 0..<1_500 {
        let key = "k\(number % 10)"
        do throws(StoreError) {
          // A reply that became a nil is no wrong value, but a miss.
          if let text = try await client.get(key), text != value(key) { wrong += 1 }
        } catch {
          if case .damaged = error { damaged += 1 } else { lost += 1 }
          if case .unavailable = error { try await client.until { $0 == .up } }
        }
      }
      #expect(wrong == 0, "seed \(seed)")
      #expect(damaged > 10, "seed \(seed): \(damaged) damaged, \(lost) lost, \(proxy.faults.flips?.count ?? 0) bits")
      await client.close()
    }

    static let hostile: [(String, [UInt8], String)] = [
      ("deep", Array(String(repeating: "*1\r\n", count: 1_000_000).utf8), "nested deeper than 7"),
      ("many", Array("*2147483647\r\n".utf8), "more than 65536 elements"),
      ("million", Array("*1000000\r\n".utf8), "more than 65536 elements"),
      ("long", Array("$9223372036854775807\r\n".utf8), "larger than 8 MiB"),
      ("bulk", Array("$536870912\r\n".utf8), "larger than 8 MiB"),
      ("line", Array("+".utf8) + [UInt8](repeating: 120, count: 16 << 20), "larger than 8 MiB"),
      ("map", Array("%1\r\n".utf8), "unknown type %"), ("push", Array(">1\r\n".utf8), "unknown type >"),
      ("error", Array("-ERR a\r\n+second reply\r\n".utf8), "nobody asked for"),
      ("trailer", Array("$1\r\nabc\r\n".utf8), "longer than it says"),
    ]

    @Test(
      "hostile replies end the connection, and take neither time nor memory", .timeLimit(.minutes(1)),
      arguments: hostile.map(\.0))
    func hostility(_ name: String) async throws {
      let (_, answer, reason) = try #require(Self.hostile.first { $0.0 == name })
      let server = try ScriptedServer { $0.hasPrefix("GET") ? answer : ScriptedServer.courtesy($0) }
      let client = try RedisClient(server.address)
      let start = ContinuousClock.now
      let refusal = await client.refusalToGet()
      #expect(refusal.contains(reason), "\(refusal)")
      #expect(ContinuousClock.now - start < .seconds(5))
      await client.close()
      server.close()
    }

    @Test("other programs' values are errors or undecodable, and the load runs", .timeLimit(.minutes(1)))
    func foreignValues() async throws {
      let server = try await RedisServer()
      let client = try RedisClient(server.address)
      let clock = RealClock()
      let ledger = Ledger()
      let cache = Cache(store: client.store, clock: clock, ledger: ledger)
      let function = cached("f", ttl: .seconds(60), cache: cache) { (number: Int) in "loaded \(number)" }
      _ = RawSocket.ask("RPUSH ttlscope:f:1 x\r\n", path: server.socketPath)
      _ = RawSocket.ask("SET ttlscope:f:2 \"{\\\"a\\\":\"\r\n", path: server.socketPath)
      let kept = EntryEnvelope.wrap(
        EncodedValue(bytes: Array("\"x\"".utf8)), under: Array("ttlscope:f:3".utf8), at: .zero, unixTime: 0)
      let text = String(decoding: kept.dropLast(2), as: UTF8.self).replacing("\n", with: "\\n").replacing(
        "\"", with: "\\\"")
      _ = RawSocket.ask("SET ttlscope:f:3 \"\(text)\"\r\n", path: server.socketPath)
      for number in 1...3 { #expect(try await function(number) == "loaded \(number)") }
      let causes = ledger.snapshot(at: clock.now, records: 10).total.causes
      #expect(causes.storeError == 1)
      #expect(causes.undecodable == 2)
      #expect(client.health == .up)
      await client.close()
    }
  }
}
