import Testing

@Suite("What is wrong with an endpoint in a scenario file")
struct EndpointErrorTests {
  private static let endpoints: [ErrorRow] = ErrorRow.rows(
    #"""
    endpoints: [{path: /a}]
      → 1:13: endpoints[0]: name is missing; write e.g. name: read_item
    endpoints: [{name: a}]
      → 1:13: endpoints[0]: path is missing; write e.g. path: "/items/{item_id:int}"
    endpoints: [{name: a.b, path: /a}]
      → 1:20: endpoints[0].name: "a.b" is not a name; write letters, digits, _ and - only
    endpoints: [{name: "", path: /a}]
      → 1:20: endpoints[0].name: nothing stands here; write a text
    endpoints: [{name: a, path: a}]
      → 1:29: endpoints[0].path: path a must begin with /
    endpoints: [{name: a, path: "/{id"}]
      → 1:29: endpoints[0].path: {id in /{id is not {name}, {name:int} or {name:string}
    endpoints: [{name: a, path: "/{id:float}"}]
      → 1:29: endpoints[0].path: {id:float} in /{id:float} is not {name}, {name:int} or {name:string}
    endpoints: [{name: a, path: "/a?x=5"}]
      → 1:29: endpoints[0].path: x=5 in /a?x=5 is not name={name}
    endpoints: [{name: a, path: "/{id}/{id}"}]
      → 1:29: endpoints[0].path: the text "/{id}/{id}" has two parameters with the name id
    endpoints: [{name: a, path: /a}, {name: a, path: /b}]
      → 1:41: endpoints[1].name: "a" names another endpoint already
    endpoints: [{name: a, path: /a}, {name: b, path: /a}]
      → 1:50: endpoints[1].path: "/a" is the path of a already
    endpoints: [{name: a, path: /a, cahe: none}]
      → 1:33: endpoints[0].cahe: unknown field; did you mean cache? the fields here are name, path, load, response, cache, example, trap
    endpoints: [{name: a, path: /a, 5: none}]
      → 1:33: endpoints[0].5: unknown field; the fields here are name, path, load, response, cache, example, trap
    endpoints: [{name: a, path: /a, [x]: none}]
      → 1:33: endpoints[0]: a list cannot be the name of a field
    """#)

  @Test("in its name, path or fields is said", arguments: endpoints)
  func endpoint(row: ErrorRow) {
    #expect(row.said() == row.message)
  }

  private static let fields: [ErrorRow] = ErrorRow.rows(
    #"""
    load: fast
      → 4:11: endpoints[0].load: "fast" is not a duration; write e.g. 250ms, 30s, 1m30s, {uniform: [1s, 3s]}, {exponential: 500ms}, {lognormal: {median: 80ms, sigma: 0.8}}
    load: 5
      → 4:11: endpoints[0].load: "5" has no unit; write e.g. 250ms, 30s, 1m30s, {uniform: [1s, 3s]}, {exponential: 500ms}, {lognormal: {median: 80ms, sigma: 0.8}}
    load: [1s, 2s]
      → 4:11: endpoints[0].load: a list is not a duration; write e.g. 250ms, 30s, 1m30s, {uniform: [1s, 3s]}, {exponential: 500ms}, {lognormal: {median: 80ms, sigma: 0.8}}
    load: {normal: 5s}
      → 4:12: endpoints[0].load.normal: unknown field; the fields here are uniform, exponential, lognormal
    load: {uniform: 5s}
      → 4:21: endpoints[0].load.uniform: "5s" is not a list of durations; begin each with -
    load: {uniform: [2s, 1s]}
      → 4:21: endpoints[0].load.uniform: the first duration is longer than the second; swap them
    load: {uniform: [2s]}
      → 4:21: endpoints[0].load.uniform: two durations are needed; write e.g. [1s, 3s]
    load: {exponential: 367d}
      → 4:25: endpoints[0].load.exponential: "367d" is out of range; write a duration from 0s to 366d
    load: {lognormal: {median: 5ms}}
      → 4:23: endpoints[0].load.lognormal: sigma is missing; write e.g. sigma: 0.8
    load: {lognormal: {median: 5ms, sigma: -1}}
      → 4:44: endpoints[0].load.lognormal.sigma: "-1" is out of range; write a number from 0 to 5
    load: {lognormal: {median: 5ms, sigma: 1e400}}
      → 4:44: endpoints[0].load.lognormal.sigma: "1e400" is out of range; write a number from 0 to 5
    response: {"{id}": 5}
      → 4:16: endpoints[0].response: the field name "{id}" holds {; arguments can stand in values only
    response: {a: .inf}
      → 4:19: endpoints[0].response.a: ".inf" is a number that JSON does not have; put a text in quotes
    response: {a: [2026-13-01]}
      → 4:20: endpoints[0].response.a[0]: "2026-13-01" is not a date there is; write e.g. 2026-01-05T09:30:00Z, or put a text in quotes
    example: /b
      → 4:14: endpoints[0].example: "/b" is not a request to /a/{id}; write e.g. /a/1
    example: /a/x
      → 4:14: endpoints[0].example: "/a/x" is not a request to /a/{id}; write e.g. /a/1
    trap: []
      → 4:11: endpoints[0].trap: a list is not a text; write one, in quotes where it has special characters
    cache: 5
      → 4:12: endpoints[0].cache: "5" is not a cache policy or none; it has the fields ttl, key, serializer, dates, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, tags, versioned, late-write
    cache: nothing
      → 4:12: endpoints[0].cache: "nothing" is not a cache policy or none; it has the fields ttl, key, serializer, dates, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, tags, versioned, late-write
    cache: [ttl]
      → 4:12: endpoints[0].cache: a list is not a cache policy or none; it has the fields ttl, key, serializer, dates, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, tags, versioned, late-write
    cache:
      → 4:11: endpoints[0].cache: nothing stands here; it has the fields ttl, key, serializer, dates, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, tags, versioned, late-write
    """#)

  @Test("in its load, response, example or cache is said", arguments: fields)
  func field(row: ErrorRow) {
    #expect(row.said(after: "endpoints:\n  - name: a\n    path: \"/a/{id:int}\"\n    ") == row.message)
  }

  private static let policies: [ErrorRow] = ErrorRow.rows(
    #"""
    ttl: sixty
      → 4:18: endpoints[0].cache.ttl: "sixty" is not a duration; write e.g. 250ms, 30s, 1m30s, or none
    ttl: 60
      → 4:18: endpoints[0].cache.ttl: "60" has no unit; write e.g. 250ms, 30s, 1m30s, or none
    ttl: 0s
      → 4:18: endpoints[0].cache.ttl: "0s" is out of range; write a duration from 1ms to 3650d, or none
    ttl: 4000d
      → 4:18: endpoints[0].cache.ttl: "4000d" is out of range; write a duration from 1ms to 3650d, or none
    ttl: {}
      → 4:18: endpoints[0].cache.ttl: a mapping is not a duration; write e.g. 250ms, 30s, 1m30s, or none
    key: "a:{x}"
      → 4:18: endpoints[0].cache.key: {x} is no parameter of the path; it has id
    key: "a:{"
      → 4:18: endpoints[0].cache.key: the text "a:{" has a brace without a partner
    key: []
      → 4:18: endpoints[0].cache.key: a list is not a text; write one, in quotes where it has special characters
    serializer: xml
      → 4:25: endpoints[0].cache.serializer: "xml" is not a serializer; write json, string, property-list or aiocache-json
    dates: never
      → 4:20: endpoints[0].cache.dates: "never" is not a way to keep dates; write refuse, iso8601 or seconds
    jitter: lots
      → 4:21: endpoints[0].cache.jitter: "lots" is not a jitter; write a share of the TTL (10%), a duration (5s), or none
    jitter: 150%
      → 4:21: endpoints[0].cache.jitter: "150%" is not from 0% to 100%; write e.g. 5% or 0.05
    jitter: -5s
      → 4:21: endpoints[0].cache.jitter: "-5s" is not a jitter; write a share of the TTL (10%), a duration (5s), or none
    jitter: 10
      → 4:21: endpoints[0].cache.jitter: "10" is not from 0% to 100%; write e.g. 5% or 0.05
    tll: 5s
      → 4:13: endpoints[0].cache.tll: unknown field; did you mean ttl? the fields here are ttl, key, serializer, dates, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, tags, versioned, late-write
    ttl: 5s, ttl: 6s
      → 4:13: ttl: is written twice in the same mapping, here for the first time; keep one
    """#)

  @Test("in its cache policy is said", arguments: policies)
  func policy(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints:\n  - name: a\n    path: \"/a/{id:int}\"\n    cache: {", before: "}") == row.message)
  }
}
