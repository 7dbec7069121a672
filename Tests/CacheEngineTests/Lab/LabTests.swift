import TestSupport
import Testing

@testable import CacheEngine

@Suite("Lab") struct LabTests {
  @Test("the tutorial's flow: a miss of two seconds, a hit at once, a miss again after sixty seconds")
  func tutorial() async throws {
    let bench = try LabBench()
    let first = try #require(try await bench.answer("/items/5").record)
    #expect((first.outcome, first.cause) == (.miss, .cold))
    #expect(first.latency == .seconds(2))
    #expect(first.phases.load == .seconds(2))
    #expect(first.key.text == "read_item:5")
    bench.clock.advance(by: .seconds(59))
    let second = try #require(try await bench.answer("/items/5").record)
    #expect((second.outcome, second.latency) == (.hit, .zero))
    bench.clock.advance(by: .seconds(1))
    let third = try #require(try await bench.answer("/items/5").record)
    #expect((third.outcome, third.cause) == (.miss, .expired(ago: .zero)))
    let snapshot = bench.lab.snapshot()
    #expect(snapshot.database.queries == 2)
    #expect(snapshot.database.busy == .seconds(4))
    #expect(snapshot.reading(ofEndpoint: 0)?.counts.hits == 1)
    #expect(snapshot.reading(ofEndpoint: 0)?.latency.waits.greatest == .seconds(2))
    #expect(snapshot.reading(ofEndpoint: 9) == nil)
  }

  @Test(
    "a request that reaches no endpoint is answered as a web application would, and is kept as a rejection",
    arguments: [
      ("GET", "/nowhere", 404, #"{"detail": "Not Found"}"#),
      ("POST", "/items/5", 405, #"{"detail": "Method Not Allowed"}"#),
      ("DELETE", "/items/abc", 405, #"{"detail": "Method Not Allowed"}"#),
      ("POST", "/no", 404, #"{"detail": "Not Found"}"#),
      (
        "GET", "/products", 422,
        #"{"detail": [{"type": "missing", "loc": ["query", "page"], "msg": "Field required", "input": null}]}"#
      ),
    ])
  func rejections(method: String, target: String, status: Int, body: String) async throws {
    let bench = try LabBench()
    let response = await bench.lab.respond(to: Request(method: method, target: target))
    #expect(response.status == status)
    #expect(String(decoding: response.body, as: UTF8.self) == body)
    #expect(response.record == nil)
    let snapshot = bench.lab.snapshot()
    #expect(snapshot.rejections == [Rejection(request: response.request, status: status, at: .zero)])
    #expect(snapshot.ledger.total.started == 0)
    bench.lab.resetCounters()
    #expect(bench.lab.snapshot().rejections.isEmpty)
  }

  @Test("a hundred loads wait side by side and end with one step of the clock")
  func parallelLoads() async throws {
    let bench = try LabBench()
    let answers = (0..<100).map { number in
      Task { await bench.lab.respond(to: Request(target: "/items/\(number)")) }
    }
    await bench.clock.untilSleeping(count: 100)
    let during = bench.lab.snapshot()
    #expect(during.ledger.waiting.count == 100)
    #expect(during.ledger.total.inFlight == 100)
    #expect(during.database.running == 100)
    bench.clock.advance(by: .seconds(2))
    for answer in answers { #expect(await answer.value.status == 200) }
    let after = bench.lab.snapshot()
    #expect(after.ledger.total.misses == 100)
    #expect(after.ledger.waiting.isEmpty)
    #expect(after.store.entries == 100)
    #expect(after.ledger.total.isBalanced)
  }

  @Test("a client that goes away is answered 499")
  func cancelled() async throws {
    let bench = try LabBench()
    let answer = Task { await bench.lab.respond(to: Request(target: "/items/5")) }
    await bench.clock.untilSleeping(count: 1)
    answer.cancel()
    #expect(await answer.value.status == 499)
    #expect(bench.lab.snapshot().ledger.total.cancelled == 1)
  }

  @Test("the sweep removes expired entries by itself until it is cancelled")
  func sweeping() async throws {
    let bench = try LabBench()
    let store = try #require(bench.lab.store as? MemoryStore)
    try await store.set(CacheKey("a"), EncodedValue(bytes: []), ttl: .milliseconds(50), at: .zero)
    let sweeping = Task { await bench.lab.sweepUntilCancelled() }
    await bench.clock.untilSleeping(count: 1)
    bench.clock.advance(by: .milliseconds(100))
    await bench.clock.untilSleeping(count: 1)
    #expect(store.holding().entries == 0)
    sweeping.cancel()
    await sweeping.value
  }
}
