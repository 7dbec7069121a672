import CacheEngine
import Testing

@Suite("Built-in scenarios")
struct BuiltInScenarioTests {
  @Test("all of them can be read, have a name of their own, and expect something", arguments: BuiltInScenarios.all)
  func readable(builtIn: BuiltInScenario) throws {
    let scenario = try builtIn.scenario()
    #expect(scenario.name == builtIn.name)
    #expect(BuiltInScenarios.named(builtIn.name) == builtIn)
    #expect(BuiltInScenarios.all.count { $0.name == builtIn.name } == 1)
    #expect(!scenario.workload.isEmpty && !scenario.expectations.isEmpty)
    #expect(scenario.source == builtIn.text && builtIn.text.hasSuffix("\n"))
  }

  @Test("a description is two to four sentences on one line", arguments: BuiltInScenarios.all)
  func descriptions(builtIn: BuiltInScenario) throws {
    let description = try builtIn.scenario().description
    #expect((2...4).contains(description.split(separator: ". ").count), "\(description)")
    #expect(description.hasSuffix(".") && !description.contains("\n"))
  }

  @Test("each is a lesson, with steps to wait for, in lines that fit a panel", arguments: BuiltInScenarios.all)
  func lessons(builtIn: BuiltInScenario) throws {
    let scenario = try builtIn.scenario()
    let lesson = try #require(scenario.lesson)
    #expect((2...5).contains(lesson.steps.count) && lesson.steps.allSatisfy { $0.until != nil })
    #expect(lesson.steps.allSatisfy { $0.text.count <= 240 })
    #expect(lesson.question.hasSuffix("?") && lesson.answer.hasSuffix(".") && lesson.answer.count <= 300)
    #expect(scenario.duration <= .seconds(600))
  }

  @Test("a run is at most two million requests", arguments: BuiltInScenarios.all)
  func lengths(builtIn: BuiltInScenario) throws {
    let scenario = try builtIn.scenario()
    let perSecond = scenario.workload.reduce(0.0) { sum, stream in
      switch stream.load {
      case .open(let rate, .burst(let count)): sum + rate * Double(count)
      case .open(let rate, _): sum + rate
      case .closed(let clients, let thinkTime): sum + Double(clients) / thinkTime.inSeconds
      }
    }
    #expect(perSecond * scenario.duration.inSeconds <= 2_000_000)
  }

  @Test("those that lessons are built on are there")
  func names() {
    let needed = [
      "tutorial", "hot-key", "zipf", "cold-start", "mass-expiry", "mass-expiry-jitter", "capacity", "fixed-key-trap",
      "slow-database", "single-flight", "stampede", "lease-too-short", "lease-long-enough", "lease-token",
      "early-refresh", "early-refresh-lock", "refresh-ahead", "stale-while-revalidate", "stale-if-error",
      "database-outage", "soft-timeout", "negative-caching", "circuit-breaker", "write-through", "write-behind",
      "write-behind-loss", "write-around", "forgot-to-invalidate", "delete-during-load", "tag-invalidation",
      "version-bump", "store-outage",
    ]
    for name in needed { #expect(BuiltInScenarios.named(name) != nil, "\(name)") }
    #expect(BuiltInScenarios.named("hot_key") == nil)
  }

  @Test("the tutorial has its four endpoints, as they have always been")
  func tutorial() throws {
    let endpoints = try BuiltInScenario.tutorial.scenario().endpoints
    #expect(endpoints.map(\.name) == ["read_item", "get_users", "read_order", "list_products"])
    #expect(
      endpoints.map(\.route.template) == [
        "/items/{item_id:int}", "/users", "/orders/{order_id:int}", "/products?page={page:int}",
      ])
    #expect(endpoints.map(\.load) == [2, 3, 1, 1].map { .fixed(.seconds($0)) })
    #expect(
      endpoints.map(\.cache) == [
        CachePolicy(), CachePolicy(ttl: .seconds(30), key: .fixed("all_users")), CachePolicy(),
        CachePolicy(ttl: .seconds(30), key: .fixed("all_products")),
      ])
    #expect(endpoints.map(\.example) == ["/items/5", "/users", "/orders/7", "/products?page=1"])
    #expect(endpoints.map { $0.trap == nil } == [true, true, false, false])
    let order = JSONValue.object([
      JSONField("order_id", .string("{order_id}")), JSONField("ordered_at", .date(secondsSince1970: 1_767_605_400)),
    ])
    #expect(endpoints[2].response.document == order)
  }
}
