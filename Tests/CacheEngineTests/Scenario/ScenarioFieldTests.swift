import Testing

@testable import CacheEngine

@Suite("Every field of a scenario file")
struct ScenarioFieldTests {
  private func read(_ text: String) throws -> Scenario {
    try ScenarioParser.scenario(of: text, file: "t.yaml")
  }

  /// A scenario with one endpoint, `/a/{id}`, that has these further fields.
  private func endpoint(_ fields: String) throws -> EndpointDefinition {
    try #require(try read("endpoints: [{name: a, path: \"/a/{id:int}\", \(fields)}]").endpoints.first)
  }

  private func scenario(with rest: String) throws -> Scenario {
    try read("endpoints: [{name: a, path: \"/a/{id:int}\"}, {name: b, path: /b, cache: {key: all}}]\n" + rest)
  }

  @Test(
    "latencies",
    arguments: [
      ("2s", LatencyModel.fixed(.seconds(2))), ("0s", .fixed(.zero)), ("500us", .fixed(.microseconds(500))),
      ("{uniform: [1s, 3s]}", .uniform(.seconds(1), .seconds(3))),
      ("{exponential: 500ms}", .exponential(mean: .milliseconds(500))),
      ("{lognormal: {median: 80ms, sigma: 0.8}}", .logNormal(median: .milliseconds(80), sigma: 0.8)),
    ])
  func latency(text: String, model: LatencyModel) throws {
    #expect(try endpoint("load: \(text)").load == model)
  }

  @Test(
    "cache policies",
    arguments: [
      ("{}", CachePolicy()), ("{ttl: none}", CachePolicy(ttl: nil)), ("{ttl: 1m30s}", CachePolicy(ttl: .seconds(90))),
      ("{key: positional}", CachePolicy(key: .positional)),
      ("{key: everything}", CachePolicy(key: .fixed("everything"))),
      ("{key: \"item:{id}\"}", CachePolicy(key: .template("item:{id}"))), ("{key: 5}", CachePolicy(key: .fixed("5"))),
      ("{serializer: json}", CachePolicy()), ("{serializer: string}", CachePolicy(format: .string)),
      ("{serializer: property-list}", CachePolicy(format: .propertyList)),
      ("{dates: refuse}", CachePolicy()), ("{dates: iso8601}", CachePolicy(dates: .iso8601)),
      ("{dates: seconds}", CachePolicy(dates: .secondsSince1970)), ("{jitter: 10%}", CachePolicy(jitter: .share(0.1))),
      ("{jitter: 0.05}", CachePolicy(jitter: .share(0.05))), ("{jitter: 5s}", CachePolicy(jitter: .upTo(.seconds(5)))),
      ("{jitter: none}", CachePolicy()), ("{jitter: 0%}", CachePolicy()), ("{protection: none}", CachePolicy()),
      ("{protection: single-flight}", CachePolicy(protection: .singleFlight)), ("{write: invalidate}", CachePolicy()),
    ])
  func policy(text: String, policy: CachePolicy) throws {
    #expect(try endpoint("cache: \(text)").cache == policy)
  }

  @Test("no cache at all, an example and a trap")
  func others() throws {
    #expect(try endpoint("cache: none").cache == nil)
    #expect(try endpoint("example: /a/77").example == "/a/77")
    #expect(try endpoint("trap: It forgets.").trap == "It forgets.")
  }

  @Test("a response keeps its fields in order, with numbers as they were written and dates as dates")
  func response() throws {
    let text = "response: {z: 1.50, a: [yes, \"5\", null, true], id: \"{id}\", at: 2026-01-05T09:30:00Z, b: {}}"
    let document = try endpoint(text).response.document
    #expect(
      document
        == .object([
          JSONField("z", .number("1.50")),
          JSONField("a", .array([.string("yes"), .string("5"), .null, .bool(true)])),
          JSONField("id", .string("{id}")), JSONField("at", .date(secondsSince1970: 1_767_605_400)),
          JSONField("b", .object([])),
        ]))
  }

  @Test(
    "streams of requests",
    arguments: [
      ("rate: 600/m", WorkloadDefinition(endpoint: "a", load: .open(perSecond: 10, .constant))),
      ("rate: 9/h, arrivals: constant", WorkloadDefinition(endpoint: "a", load: .open(perSecond: 0.0025, .constant))),
      (
        "rate: 0.5/s, arrivals: {burst: 50}", WorkloadDefinition(endpoint: "a", load: .open(perSecond: 0.5, .burst(50)))
      ),
      ("clients: 20", WorkloadDefinition(endpoint: "a", load: .closed(clients: 20, thinkTime: .seconds(1)))),
      (
        "clients: 2, think-time: 5ms",
        WorkloadDefinition(endpoint: "a", load: .closed(clients: 2, thinkTime: .milliseconds(5)))
      ),
      ("clients: 1, keys: {uniform: 9}", stream(.uniform(count: 9))),
      ("clients: 1, keys: {sequence: 9}", stream(.sequence(count: 9))),
      ("clients: 1, keys: {fixed: 9}", stream(.fixed(9))),
      ("clients: 1, keys: {zipf: {count: 9}}", stream(.zipf(exponent: 1, count: 9))),
      ("clients: 1, writes: 0.25", stream(.fixed(1), writes: 0.25)),
    ])
  func workload(text: String, stream: WorkloadDefinition) throws {
    #expect(try scenario(with: "workload: [{endpoint: a, \(text)}]").workload == [stream])
  }

  private static func stream(_ keys: KeyChoice, writes: Double = 0) -> WorkloadDefinition {
    WorkloadDefinition(endpoint: "a", load: .closed(clients: 1, thinkTime: .seconds(1)), keys: keys, writes: writes)
  }

  @Test(
    "steps",
    arguments: [
      ("fault: database-down", ScenarioStep.Action.fault(.databaseDown, lasting: nil)),
      ("fault: store-down, for: 5s", .fault(.storeDown, lasting: .seconds(5))),
      ("fault: {database-slow: 10}", .fault(.databaseSlow(factor: 10), lasting: nil)),
      ("fault: {store-slow: 50ms}", .fault(.storeSlow(.milliseconds(50)), lasting: nil)),
      ("clear: \"\"", .clear(prefix: "")), ("clear: a", .clear(prefix: "a:")),
      ("clear: \"a:5\"", .clear(prefix: "a:5")),
      ("clear: b", .clear(prefix: "all")), ("clear: al", .clear(prefix: "al")),
      ("set: {endpoint: a, ttl: none}", .set(endpoint: "a", PolicyChange(.ttl(nil)))),
      ("set: {endpoint: a, jitter: none}", .set(endpoint: "a", PolicyChange(.jitter(nil)))),
      (
        "set: {endpoint: a, protection: single-flight, load: 5s}",
        .set(endpoint: "a", PolicyChange(.protection(.singleFlight), .load(.fixed(.seconds(5)))))
      ),
      ("request: /a/5", .request(Request(target: "/a/5"), times: 1)),
      ("request: \"put /a/5\", times: 3", .request(Request(method: "PUT", target: "/a/5"), times: 3)),
    ])
  func step(text: String, action: ScenarioStep.Action) throws {
    #expect(try scenario(with: "steps: [{at: 5s, \(text)}]").steps == [ScenarioStep(at: .seconds(5), action)])
  }

  @Test("steps are put in the order of their times; those of one moment stay as they were written")
  func stepOrder() throws {
    let steps = try scenario(
      with: "steps: [{at: 9s, clear: a}, {at: 5s, request: /b}, {at: 5s, clear: b}, {at: 0s, clear: \"\"}]"
    ).steps
    #expect(steps.map(\.at) == [.zero, .seconds(5), .seconds(5), .seconds(9)])
    #expect(steps[1].action == .request(Request(target: "/b"), times: 1))
  }

  @Test("stores and databases")
  func stores() throws {
    let memory = try scenario(with: "store: {kind: memory, capacity: 5, bytes: 4096}").store
    #expect(memory == .memory(MemoryLimits(entries: 5, bytes: 4_096)))
    #expect(try scenario(with: "store: {kind: redis}").store == .redis(url: nil, prefix: "ttlscope:"))
    let redis = try scenario(with: "store: {kind: redis, url: \"redis://h\", prefix: \"x:\"}").store
    #expect(redis == .redis(url: "redis://h", prefix: "x:"))
    let database = try scenario(with: "database: {rows: {b: 0, a: 7}}").database
    #expect(database.rows == [TableSize(table: "a", rows: 7), TableSize(table: "b", rows: 0)])
    #expect(database.connections == nil)
  }

  @Test("a byte order mark, CRLF and comments change nothing")
  func encodings() throws {
    let text = "# é\nname: x # y\nendpoints:\n  - name: a\n    path: /a\nseed: 5"
    let plain = try read(text)
    var other = try read("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    other.source = plain.source
    #expect(other == plain)
    #expect(
      throws: ScenarioError(
        file: "t.yaml", position: TextPosition(line: 3, column: 1), field: "b", problem: "unknown field",
        allowed:
          "the fields here are name, description, seed, duration, nodes, store, database, endpoints, workload, steps, expect, lesson"
      )
    ) {
      try read("\u{FEFF}# é\r\nname: x\r\nb: 5\r\n")
    }
  }
}
