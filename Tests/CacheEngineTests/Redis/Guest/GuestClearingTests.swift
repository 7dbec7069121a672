import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Removing many entries from a server")
  struct GuestClearingTests {
    /// A server with so many entries of ours, `cl:0` and so on, beside some of others.
    private static func world(_ count: Int) async throws -> (server: RedisServer, lab: Lab) {
      let server = try await RedisServer(
        options: RedisServer.debugging + ["--slowlog-log-slower-than", "2000", "--slowlog-max-len", "1000"])
      _ = RawRedis.ask("DEBUG POPULATE \(count) cl 16", server)
      _ = RawRedis.ask("MSET cl2:a 1 cl 2 other 3", server)
      _ = RawRedis.ask("SLOWLOG RESET", server)
      let store = try RedisStore(
        address: server.address, prefix: "cl:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .allowed, jitter: SeededGenerator(seed: 1))
      return (server, Lab(Scenario(name: "", endpoints: []), clock: RealClock(), store: store))
    }

    @Test("counts them first, names some, and removes all 100,000 in steps that keep nobody waiting")
    func clearing() async throws {
      let (server, lab) = try await Self.world(100_000)
      let preview = try await lab.preview(.prefix(""))
      #expect(preview.count == 100_000 && !preview.isCut && preview.removes)
      #expect(preview.keys.count == GroupPreview.mostKeys)
      let steps = Lock([Int]())
      let removed = try await lab.clear { gone in
        steps.withLock { $0.append(gone) }
        return true
      }
      #expect(removed == 100_000)
      let gone = steps.withLock { $0 }
      #expect(gone == gone.sorted())
      #expect(zip(gone, gone.dropFirst()).allSatisfy { $1 - $0 <= 500 })
      #expect(RawRedis.integer("DBSIZE", server) == 3)
      // The machine may stop the server in the middle of a command; most must be fast all the same.
      let slow = RawRedis.slowest(server).filter {
        $0.command.uppercased() == "UNLINK" || $0.command.uppercased() == "SCAN"
      }
      #expect(slow.count <= 10, "\(slow.prefix(20))")
      await lab.store.close()
    }

    @Test("stops when told to, and says how many are gone")
    func stopping() async throws {
      let (server, lab) = try await Self.world(5_000)
      let removed = try await lab.clear { $0 < 1_000 }
      #expect((1_000..<1_600).contains(removed))
      #expect(RawRedis.integer("DBSIZE", server) == 5_003 - removed)
      await lab.store.close()
    }

    @Test("counts no further than 200,000 keys, and says that there are more")
    func longCount() async throws {
      let (server, lab) = try await Self.world(201_000)
      let preview = try await lab.preview(.prefix(""))
      #expect(preview.isCut && (199_000...201_000).contains(preview.count), "\(preview.count)")
      _ = RawRedis.ask("FLUSHALL", server)
      #expect(try await lab.preview(.prefix("")).isCut == false)
      await lab.store.close()
    }

    @Test("by a tag stops when told to, and what is left goes with the next time")
    func tag() async throws {
      let server = try await RedisServer()
      let store = try RedisStore(
        address: server.address, prefix: "cl:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .allowed, jitter: SeededGenerator(seed: 1))
      let text = """
        endpoints:
          - {name: a, path: "/a/{id:int}", load: 0ms, cache: {ttl: 10m, tags: {index: [all]}}}
        """
      let lab = Lab(try ScenarioParser.scenario(of: text, file: "a.yaml"), clock: RealClock(), store: store)
      for number in 0..<450 { _ = await lab.respond(to: Request(target: "/a/\(number)")) }
      // The entries and the set.
      #expect(RawRedis.integer("DBSIZE", server) == 451)
      let told = Lock([Int]())
      let removed = try await lab.invalidate(.tag("all")) { gone in
        told.withLock { $0.append(gone) }
        return gone < 150
      }
      #expect(removed == 200 && told.withLock { $0 } == [0, 100, 200])
      #expect(RawRedis.integer("DBSIZE", server) == 251)
      #expect(try await lab.invalidate(.tag("all")) == 250)
      #expect(RawRedis.integer("DBSIZE", server) == 0)
      await store.close()
    }

    @Test("of a group leaves all others")
    func group() async throws {
      let (server, lab) = try await Self.world(300)
      let preview = try await lab.preview(.prefix("1"))
      #expect(preview.count == 111)
      #expect(try await lab.invalidate(.prefix("1")) == 111)
      #expect(RawRedis.integer("DBSIZE", server) == 303 - 111)
      #expect(RawRedis.ask("EXISTS cl2:a cl other cl:0", server) == ":4\r\n")
      await lab.store.close()
    }
  }
}
