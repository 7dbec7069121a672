import Foundation
import TestSupport
import Testing

@testable import CacheEngine

/// Runs where a Python with aiocache is: `TTLSCOPE_PYTHON` names it, or `python3` has it.
private enum Python {
  static let program: String? = {
    let named = ProcessInfo.processInfo.environment["TTLSCOPE_PYTHON"]
    let candidates = named.map { [$0] } ?? ["/usr/bin/python3", "/usr/local/bin/python3"]
    return candidates.first { program in
      let trial = try? PipedProgram(running: program, arguments: ["-c", "import aiocache, redis"])
      return trial?.status == 0
    }
  }()

  static let script = """
    import asyncio, json, sys
    from aiocache import cached, Cache
    from aiocache.serializers import JsonSerializer

    @cached(ttl=60, cache=Cache.REDIS, endpoint="127.0.0.1", port=int(sys.argv[1]), namespace="app",
            serializer=JsonSerializer())
    async def read_item(item_id):
        return {"item_id": item_id, "name": "made by Python", "price": 1.5, "note": "\\u00e9"}

    async def main():
        for item_id in sys.argv[2:]:
            print(json.dumps(await read_item(item_id=int(item_id))))
        await read_item.cache.close()

    asyncio.run(main())
    """
}

extension RedisServerSuites {
  @Suite(
    "Entries shared with a Python program that uses aiocache",
    .enabled(if: Python.program != nil, "no Python with aiocache here: name one in TTLSCOPE_PYTHON"))
  struct AiocacheInteropTests {
    @Test("either finds the other's, byte for byte")
    func bothWays() async throws {
      let server = try await RedisServer(tcp: true, alsoAllowing: ["@all"])
      let port = try #require(server.port)
      let scenario = try ScenarioParser.scenario(
        of: AiocacheTests.endpoint.replacing("aiocache: main", with: "aiocache: __main__"), file: "a.yaml")
      let store = try RedisStore(
        address: server.address, prefix: "app:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        jitter: SeededGenerator(seed: 1))
      let lab = Lab(scenario, clock: RealClock(), store: store)
      let ours = await lab.respond(to: Request(target: "/items/5"))
      #expect(ours.record?.outcome == .miss)
      let program = try PipedProgram(
        running: try #require(Python.program), arguments: ["-c", Python.script, "\(port)", "5", "6"])
      #expect(program.status == 0, "\(program.errors)")
      // Python was served what we wrote, and made what we had not.
      let expected = [
        #"{"item_id": 5, "name": "Item 5", "price": 1.5, "note": "\u00e9"}"#,
        #"{"item_id": 6, "name": "made by Python", "price": 1.5, "note": "\u00e9"}"#,
      ]
      #expect(program.lines == expected)
      let theirs = await lab.respond(to: Request(target: "/items/6"))
      #expect(theirs.record?.outcome == .hit)
      #expect(String(decoding: theirs.body, as: UTF8.self) == expected[1])
      // Both end after the same life.
      for item in [5, 6] {
        let key = CacheKey("__main__read_item()[('item_id', \(item))]")
        guard case .limited(let left) = try await store.timeLeft(key, at: lab.clock.now) else {
          Issue.record("no time to live on item \(item)")
          continue
        }
        #expect(left > .seconds(5) && left <= .seconds(60))
      }
      await store.close()
    }
  }
}
