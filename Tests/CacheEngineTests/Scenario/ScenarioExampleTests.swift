import Foundation
import Testing

@testable import CacheEngine

@Suite("Whole scenario files")
struct ScenarioExampleTests {
  static let documented = """
    name: Hot key under load
    description: One popular key, a slow database, and what happens each time it expires.
    seed: 7
    duration: 10m
    nodes: 1                       # instances of the application sharing the store
    store: {kind: memory, capacity: 10000}
    database:
      connections: 8               # pool; more queries wait in line, first come first served. Absent: no limit
      rows: {items: 1000}
    endpoints:
      - name: read_item
        path: /items/{item_id:int}
        load: 2s                   # or {uniform: [1s, 3s]}
        response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
        cache:
          ttl: 60s                 # or none
          key: positional          # or "item:{item_id}"
          serializer: json         # string, property-list
          jitter: 10%              # or a duration
          protection: single-flight
          write: invalidate
    workload:
      - endpoint: read_item
        rate: 100/s
        arrivals: poisson          # constant, {burst: 50}
        keys: {zipf: {exponent: 1.0, count: 1000}}    # {uniform: 1000}, {sequence: 120}, {fixed: 5}
        writes: 5%
    steps:
      - {at: 60s, for: 30s, fault: database-down}
      - {at: 2m, clear: "read_item"}
      - {at: 3m, set: {endpoint: read_item, ttl: 10s}}
      - {at: 4m, request: "GET /items/5", times: 50}
    expect:
      - hit_rate >= 0.95
      - database.queries <= 20
      - endpoints.read_item.outcomes.stale == 0

    """

  private func read(_ text: String) throws -> Scenario {
    try ScenarioParser.scenario(of: text, file: "t.yaml")
  }

  @Test("the documented example is read as it is meant")
  func example() throws {
    let scenario = try read(Self.documented)
    #expect(scenario.name == "Hot key under load")
    #expect(scenario.description == "One popular key, a slow database, and what happens each time it expires.")
    #expect(scenario.seed == 7)
    #expect(scenario.duration == .seconds(600))
    #expect(scenario.store == .memory(MemoryLimits(entries: 10_000)))
    #expect(scenario.database == DatabaseDefinition(connections: 8, rows: [TableSize(table: "items", rows: 1_000)]))
    let readItem = EndpointDefinition(
      name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.seconds(2)),
      response: .object([
        JSONField("item_id", .string("{item_id}")), JSONField("name", .string("Item {item_id}")),
        JSONField("description", .string("This is a cached item.")),
      ]), cache: CachePolicy(ttl: .seconds(60), jitter: .share(0.1), protection: .singleFlight))
    #expect(scenario.endpoints == [readItem])
    let stream = WorkloadDefinition(
      endpoint: "read_item", load: .open(perSecond: 100, .poisson), keys: .zipf(exponent: 1, count: 1_000), writes: 0.05
    )
    #expect(scenario.workload == [stream])
    let steps = [
      ScenarioStep(at: .seconds(60), .fault(.databaseDown, lasting: .seconds(30))),
      ScenarioStep(at: .seconds(120), .clear(prefix: "read_item:")),
      ScenarioStep(at: .seconds(180), .set(endpoint: "read_item", PolicyChange(.ttl(.seconds(10))))),
      ScenarioStep(at: .seconds(240), .request(Request(target: "/items/5"), times: 50)),
    ]
    #expect(scenario.steps == steps)
    #expect(
      scenario.expectations.map(\.path) == [
        ["hit_rate"], ["database", "queries"], ["endpoints", "read_item", "outcomes", "stale"],
      ])
    #expect(scenario.source == Self.documented)
  }

  @Test("the example in the manual is a scenario")
  func manual() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/scenario-file.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```yaml\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    let scenario = try read(String(text[start.upperBound..<end.lowerBound]))
    #expect(scenario.endpoints.count == 1 && scenario.steps.count == 6 && scenario.expectations.count == 3)
    #expect(scenario.lesson?.steps.count == 1)
  }

  @Test("what is left out has its default")
  func defaults() throws {
    let scenario = try ScenarioParser.scenario(
      of: "endpoints: [{name: a, path: \"/a/{id}\"}]", file: "lessons/one.yaml")
    #expect(scenario.name == "one")
    #expect((scenario.description, scenario.seed, scenario.duration) == ("", 1, .seconds(60)))
    #expect(scenario.store == .memory(MemoryLimits()))
    #expect(scenario.database == DatabaseDefinition())
    #expect(
      scenario.endpoints == [EndpointDefinition(name: "a", route: try Route("/a/{id}"), load: .fixed(.seconds(1)))])
    #expect(scenario.workload.isEmpty && scenario.steps.isEmpty && scenario.expectations.isEmpty)
  }
}
