import CacheEngine
import Testing

@Suite("Every pattern in a scenario file")
struct PolicyFieldTests {
  @Test(
    "protections",
    arguments: [
      ("none", Protection.none), ("single-flight", .singleFlight), ("lease-token", .leaseToken(.seconds(10))),
      ("{lease: 2s}", .lease(.seconds(2))), ("{lease-token: 1m}", .leaseToken(.seconds(60))),
      ("{early-refresh: {}}", .earlyRefresh(beta: 1, isLocked: false)),
      ("{early-refresh: {beta: 0.5}}", .earlyRefresh(beta: 0.5, isLocked: false)),
      ("{early-refresh: {beta: 2, lock: true}}", .earlyRefresh(beta: 2, isLocked: true)),
      ("{early-refresh: {lock: false}}", .earlyRefresh(beta: 1, isLocked: false)),
    ])
  func protection(text: String, protection: Protection) throws {
    #expect(try policy("protection: \(text)") == CachePolicy(protection: protection))
    #expect(try settings("protection: \(text)") == [.protection(protection)])
  }

  @Test(
    "settings that can also change while a scenario runs",
    arguments: [
      ("refresh-ahead: 0.8", [PolicySetting.refreshAhead(0.8)]), ("refresh-ahead: 5%", [.refreshAhead(0.05)]),
      ("refresh-ahead: none", [.refreshAhead(nil)]), ("negative-ttl: none", [.negativeTTL(nil)]),
      ("stale-while-revalidate: 30s", [.staleWhileRevalidate(.seconds(30))]),
      ("stale-while-revalidate: none", [.staleWhileRevalidate(nil)]),
      ("stale-if-error: 5m", [.staleIfError(StaleIfError(keep: .seconds(300)))]),
      ("stale-if-error: {keep: 5m}", [.staleIfError(StaleIfError(keep: .seconds(300), retryAfter: .seconds(30)))]),
      (
        "stale-if-error: {keep: 5m, retry-after: 0s}",
        [.staleIfError(StaleIfError(keep: .seconds(300), retryAfter: .zero))]
      ),
      ("stale-if-error: none", [.staleIfError(nil)]), ("negative-ttl: 5s", [.negativeTTL(.seconds(5))]),
      ("load-timeout: {hard: 5s}", [.loadTimeout(LoadTimeout(hard: .seconds(5)))]),
      (
        "load-timeout: {soft: 200ms, hard: 5s}, stale-if-error: 1m",
        [
          .staleIfError(StaleIfError(keep: .seconds(60))),
          .loadTimeout(LoadTimeout(soft: .milliseconds(200), hard: .seconds(5))),
        ]
      ),
      ("load-timeout: none", [.loadTimeout(nil)]), ("circuit-breaker: {}", [.circuitBreaker(CircuitBreakerPolicy())]),
      (
        "circuit-breaker: {failures: 25%, minimum: 3, period: 7s, open-for: 9s}",
        [
          .circuitBreaker(
            CircuitBreakerPolicy(period: .seconds(7), minimumLoads: 3, failures: 0.25, openFor: .seconds(9)))
        ]
      ),
      ("circuit-breaker: none", [.circuitBreaker(nil)]),
      ("write: invalidate", [.write(.invalidate)]), ("write: write-through", [.write(.writeThrough)]),
      ("write: write-behind", [.write(.writeBehind(delay: .seconds(1)))]),
      ("write: {write-behind: {delay: 5s}}", [.write(.writeBehind(delay: .seconds(5)))]),
      ("write: {write-behind: {}}", [.write(.writeBehind(delay: .seconds(1)))]),
      ("write: write-around", [.write(.writeAround(deletes: false))]),
      ("write: {write-around: {delete: true}}", [.write(.writeAround(deletes: true))]),
      ("write: forget", [.write(.forget)]),
    ])
  func setting(text: String, expected: [PolicySetting]) throws {
    #expect(try policy(text) == CachePolicy().changed(by: PolicyChange(expected)))
    #expect(try settings(text) == expected)
  }

  @Test(
    "settings that stay as they are",
    arguments: [
      ("tags: [items, \"item:{id}\"]", CachePolicy(tagging: Tagging(["items", "item:{id}"]))),
      ("tags: {timestamp: [items]}", CachePolicy(tagging: Tagging(["items"], family: .timestamp))),
      ("tags: {index: [items]}", CachePolicy(tagging: Tagging(["items"], family: .index))),
      ("versioned: true", CachePolicy(isVersioned: true)), ("versioned: false", CachePolicy()),
      ("late-write: refuse", CachePolicy()), ("late-write: allow", CachePolicy(lateWrite: .allow)),
    ])
  func fixed(text: String, expected: CachePolicy) throws {
    #expect(try policy(text) == expected)
  }

  @Test(
    "steps of the patterns",
    arguments: [
      ("invalidate: {tag: items}", ScenarioStep.Action.invalidate(.tag("items"))),
      ("invalidate: {tag: \"item:-5\"}", .invalidate(.tag("item:-5"))),
      ("invalidate: {tag: \"x-y-of-7\"}", .invalidate(.tag("x-y-of-7"))),
      ("invalidate: {version: b}", .invalidate(.version(endpoint: "b"))),
      ("invalidate: {prefix: a}", .invalidate(.prefix("a:"))), ("invalidate: {prefix: \"\"}", .invalidate(.prefix(""))),
      ("invalidate: {prefix: \"v1:b\"}", .invalidate(.prefix("v1:b"))), ("crash: true", .crash),
      ("fault: {database-failing: 20%}", .fault(.databaseFailing(0.2), lasting: nil)),
      ("fault: {store-losing: 0.5}, for: 5s", .fault(.storeLosing(0.5), lasting: .seconds(5))),
    ])
  func step(text: String, action: ScenarioStep.Action) throws {
    let endpoints = """
      endpoints:
        - {name: a, path: "/a/{id:int}", cache: {tags: [items, "item:{id}"]}}
        - {name: b, path: "/b/{id}/{n:int}", cache: {versioned: true, tags: {index: ["{id}-of-{n}"]}}}

      """
    #expect(try read(endpoints + "steps: [{at: 5s, \(text)}]").steps == [ScenarioStep(at: .seconds(5), action)])
  }

  @Test("a lesson has its steps, its question and its answer")
  func lesson() throws {
    let text = """
      endpoints: [{name: a, path: /a}]
      lesson:
        steps: [{text: Press Enter., until: hits >= 1}, {text: Look.}]
        question: Why?
        answer: Because.

      """
    let until = Expectation(text: "hits >= 1", path: ["hits"], comparison: .atLeast, bound: 1)
    let lesson = Lesson(
      steps: [LessonStep(text: "Press Enter.", until: until), LessonStep(text: "Look.")], question: "Why?",
      answer: "Because.")
    #expect(try read(text).lesson == lesson)
    #expect(try read("endpoints: [{name: a, path: /a}]").lesson == nil)
  }

  @Test("a change is judged by what the changes before it left, in the order of their times")
  func changesInTurn() throws {
    let endpoints = "endpoints: [{name: a, path: /a, cache: {jitter: 10%}}]\n"
    let steps = "steps: [{at: 9s, set: {endpoint: a, ttl: none}}, {at: 5s, set: {endpoint: a, jitter: none}}]"
    #expect(try read(endpoints + steps).steps.count == 2)
  }

  private func read(_ text: String) throws -> Scenario {
    try ScenarioParser.scenario(of: text, file: "t.yaml")
  }

  private func policy(_ fields: String) throws -> CachePolicy? {
    try read("endpoints: [{name: a, path: \"/a/{id:int}\", cache: {\(fields)}}]").endpoints.first?.cache
  }

  private func settings(_ fields: String) throws -> [PolicySetting] {
    let text = "endpoints: [{name: a, path: /a}]\nsteps: [{at: 5s, set: {endpoint: a, \(fields)}}]"
    guard case .set(_, let change)? = try read(text).steps.first?.action else { return [] }
    return change.settings
  }
}
