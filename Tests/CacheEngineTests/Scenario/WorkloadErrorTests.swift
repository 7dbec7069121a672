import Testing

@Suite("What is wrong with the workload, steps and expectations of a scenario file")
struct WorkloadErrorTests {
  private static let streams: [ErrorRow] = ErrorRow.rows(
    #"""
    workload: {}
      → 2:11: workload: a mapping is not a list of streams; begin each with -
    workload: [{rate: 5/s}]
      → 2:12: workload[0]: endpoint is missing; write e.g. endpoint: a
    workload: [{endpoint: c, rate: 5/s}]
      → 2:23: workload[0].endpoint: "c" is not an endpoint; there is a and b
    workload: [{endpoint: a}]
      → 2:12: workload[0]: one of rate, clients is missing
    workload: [{endpoint: a, rate: 5/s, clients: 5}]
      → 2:46: workload[0].clients: cannot stand beside rate; keep one of them
    workload: [{endpoint: a, rate: 5}]
      → 2:32: workload[0].rate: "5" is not a rate; write e.g. 10/s, 600/m or 5/h
    workload: [{endpoint: a, rate: 5/d}]
      → 2:32: workload[0].rate: "5/d" is not a rate; write e.g. 10/s, 600/m or 5/h
    workload: [{endpoint: a, rate: 0/s}]
      → 2:32: workload[0].rate: "0/s" is out of range; a rate is more than 0 and at most 10000000/s
    workload: [{endpoint: a, rate: -1/s}]
      → 2:32: workload[0].rate: "-1/s" is out of range; a rate is more than 0 and at most 10000000/s
    workload: [{endpoint: a, rate: nan/s}]
      → 2:32: workload[0].rate: "nan/s" is not a rate; write e.g. 10/s, 600/m or 5/h
    workload: [{endpoint: a, rate: 1e999/s}]
      → 2:32: workload[0].rate: "1e999/s" is out of range; a rate is more than 0 and at most 10000000/s
    workload: [{endpoint: a, rate: 10000001/s}]
      → 2:32: workload[0].rate: "10000001/s" is out of range; a rate is more than 0 and at most 10000000/s
    workload: [{endpoint: a, rate: 5/s, think-time: 1s}]
      → 2:49: workload[0].think-time: arrivals do not wait for responses: think-time goes with clients
    workload: [{endpoint: a, clients: 5, arrivals: poisson}]
      → 2:48: workload[0].arrivals: clients send when they have their response: arrivals goes with rate
    workload: [{endpoint: a, clients: 10001}]
      → 2:35: workload[0].clients: "10001" is out of range; write a whole number from 1 to 10000
    workload: [{endpoint: a, clients: 5, think-time: 0s}]
      → 2:50: workload[0].think-time: "0s" is out of range; write a duration from 1ms to 366d
    workload: [{endpoint: a, rate: 5/s, arrivals: random}]
      → 2:47: workload[0].arrivals: "random" is not a kind of arrivals; write constant, poisson or {burst: 50}
    workload: [{endpoint: a, rate: 5/s, arrivals: {burst: 0}}]
      → 2:55: workload[0].arrivals.burst: "0" is out of range; write a whole number from 1 to 10000
    workload: [{endpoint: a, rate: 5000/s, arrivals: {burst: 10000}}]
      → 2:32: workload[0].rate: "5000/s" bursts of 10000 are out of range; at most 10000000 requests a second
    workload: [{endpoint: b, rate: 5/s, keys: {fixed: 1}}]
      → 2:43: workload[0].keys: /b has no parameter that a key could fill; leave keys out
    workload: [{endpoint: a, rate: 5/s, keys: 5}]
      → 2:43: workload[0].keys: "5" is not a choice of keys; it has the fields uniform, zipf, sequence, fixed
    workload: [{endpoint: a, rate: 5/s, keys: {random: 5}}]
      → 2:44: workload[0].keys.random: unknown field; the fields here are uniform, zipf, sequence, fixed
    workload: [{endpoint: a, rate: 5/s, keys: {uniform: 10000001}}]
      → 2:53: workload[0].keys.uniform: "10000001" is out of range; write a whole number from 1 to 10000000
    workload: [{endpoint: a, rate: 5/s, keys: {zipf: {exponent: 1}}}]
      → 2:50: workload[0].keys.zipf: count is missing; write e.g. count: 1000
    workload: [{endpoint: a, rate: 5/s, keys: {zipf: {exponent: .inf, count: 5}}}]
      → 2:61: workload[0].keys.zipf.exponent: ".inf" is not a number; write one from 0 to 10
    workload: [{endpoint: a, rate: 5/s, keys: {zipf: {exponent: -1, count: 5}}}]
      → 2:61: workload[0].keys.zipf.exponent: "-1" is out of range; write a number from 0 to 10
    workload: [{endpoint: a, rate: 5/s, keys: {uniform: 5, fixed: 5}}]
      → 2:63: workload[0].keys.fixed: cannot stand beside uniform; keep one of them
    workload: [{endpoint: a, rate: 5/s, keys: {}}]
      → 2:43: workload[0].keys: one of uniform, zipf, sequence, fixed is missing
    workload: [{endpoint: a, rate: 5/s, writes: 101%}]
      → 2:45: workload[0].writes: "101%" is not from 0% to 100%; write e.g. 5% or 0.05
    workload: [{endpoint: a, rate: 5/s, writes: some}]
      → 2:45: workload[0].writes: "some" is not a share; write e.g. 5% or 0.05
    workload: [{endpoint: a, rate: 5/s, writes: -5%}]
      → 2:45: workload[0].writes: "-5%" is not from 0% to 100%; write e.g. 5% or 0.05
    """#)

  @Test("in its streams of requests is said", arguments: streams)
  func stream(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints: [{name: a, path: \"/a/{id:int}\"}, {name: b, path: /b, cache: none}]\n")
        == row.message)
  }

  private static let steps: [ErrorRow] = ErrorRow.rows(
    #"""
    steps: [{fault: database-down}]
      → 2:9: steps[0]: at is missing; write e.g. at: 60s
    steps: [{at: 5s}]
      → 2:9: steps[0]: one of fault, clear, invalidate, set, request, crash is missing
    steps: [{at: 61s, fault: database-down}]
      → 2:14: steps[0].at: "61s" is after the end of the scenario; give it a longer duration
    steps: [{at: 5s, fault: database-gone}]
      → 2:25: steps[0].fault: "database-gone" is not a fault; write database-down, store-down, {database-slow: 10}, {database-failing: 20%}, {store-slow: 50ms} or {store-losing: 20%}
    steps: [{at: 5s, fault: backplane-down}]
      → 2:25: steps[0].fault: backplane-down is not built yet; write database-down, store-down, {database-slow: 10}, {database-failing: 20%}, {store-slow: 50ms} or {store-losing: 20%}
    steps: [{at: 5s, fault: {database-slow: 0}}]
      → 2:41: steps[0].fault.database-slow: "0" is out of range; write a number from 0.001 to 100000
    steps: [{at: 5s, fault: {store-slow: 50}}]
      → 2:38: steps[0].fault.store-slow: "50" has no unit; write e.g. 250ms, 30s, 1m30s
    steps: [{at: 5s, fault: {store-fast: 50ms}}]
      → 2:26: steps[0].fault.store-fast: unknown field; the fields here are database-slow, database-failing, store-slow, store-losing
    steps: [{at: 5s, fault: database-down, for: 0s}]
      → 2:45: steps[0].for: "0s" is out of range; write a duration from 1ms to 366d
    steps: [{at: 5s, for: 5s, clear: a}]
      → 2:23: steps[0].for: only a fault can last
    steps: [{at: 5s, clear: c}]
      → 2:25: steps[0].clear: no key can begin with "c"; write an endpoint or how keys begin; there is a and b
    steps: [{at: 5s, clear: a, set: {endpoint: a, ttl: 5s}}]
      → 2:33: steps[0].set: cannot stand beside clear; keep one of them
    steps: [{at: 5s, set: {ttl: 5s}}]
      → 2:23: steps[0].set: endpoint is missing; write e.g. endpoint: a
    steps: [{at: 5s, set: {endpoint: c, ttl: 5s}}]
      → 2:34: steps[0].set.endpoint: "c" is not an endpoint; there is a and b
    steps: [{at: 5s, set: {endpoint: a}}]
      → 2:23: steps[0].set: nothing is set; write one or more of ttl, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, load
    steps: [{at: 5s, set: {endpoint: b, ttl: 5s}}]
      → 2:42: steps[0].set.ttl: b is not cached
    steps: [{at: 5s, request: "GET /c"}]
      → 2:27: steps[0].request: the text "GET /c" reaches no endpoint; the paths are /a/{id}, /b
    steps: [{at: 5s, request: "DELETE /b"}]
      → 2:27: steps[0].request: the text "DELETE /b" is not a request; write e.g. "GET /items/5" or "PUT /items/5"
    steps: [{at: 5s, request: a}]
      → 2:27: steps[0].request: "a" is not a request; write e.g. "GET /items/5" or "PUT /items/5"
    steps: [{at: 5s, request: /b, times: 0}]
      → 2:38: steps[0].times: "0" is out of range; write a whole number from 1 to 100000
    steps: [{at: 5s, clear: a, times: 5}]
      → 2:35: steps[0].times: only a request can be repeated
    """#)

  @Test("in its steps is said", arguments: steps)
  func step(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints: [{name: a, path: \"/a/{id:int}\"}, {name: b, path: /b, cache: none}]\n")
        == row.message)
  }

  private static let expectations: [ErrorRow] = ErrorRow.rows(
    #"""
    expect: hits > 5
      → 2:9: expect: "hits > 5" is not a list of expectations; begin each with -
    expect: [hits]
      → 2:10: expect[0]: there is no comparison; write e.g. hit_rate >= 0.95
    expect: [hits => 5]
      → 2:10: expect[0]: => is not a comparison; write <, <=, ==, !=, >= or >
    expect: [hits = 5]
      → 2:10: expect[0]: = is not a comparison; write <, <=, ==, !=, >= or >
    expect: [hitrate > 5]
      → 2:10: expect[0]: "hitrate" is not a figure of the report; did you mean hit_rate?
    expect: [completely.wrong > 5]
      → 2:10: expect[0]: "completely.wrong" is not a figure of the report; there are requests, hits, misses, hit_rate, outcomes.…, miss_causes.…, latency.…, latency_hit.…, latency_miss.…, service.…, database.…, stale.…, writes.…, store_commands, bill.…, evictions, expirations, dropped, virtual_time_s, and endpoints.NAME.…
    expect: [hits > many]
      → 2:10: expect[0]: "many" is not a number; write e.g. 20, 0.95 or 95%
    expect: [hits > 5ms]
      → 2:10: expect[0]: "5ms" is not a number; write e.g. 20, 0.95 or 95%
    expect: [latency.p99_s < 5%]
      → 2:10: expect[0]: "5%" is not a number; write e.g. 0.25 or 250ms
    expect: [hits > nan]
      → 2:10: expect[0]: "nan" is not a number; write e.g. 20, 0.95 or 95%
    expect: [hits > 5 6]
      → 2:10: expect[0]: "5 6" is not a number; write e.g. 20, 0.95 or 95%
    expect: [hit rate > 5]
      → 2:10: expect[0]: "hit rate" is not a figure of the report; there are requests, hits, misses, hit_rate, outcomes.…, miss_causes.…, latency.…, latency_hit.…, latency_miss.…, service.…, database.…, stale.…, writes.…, store_commands, bill.…, evictions, expirations, dropped, virtual_time_s, and endpoints.NAME.…
    expect: [endpoints.c.hits > 5]
      → 2:10: expect[0]: "c" is not an endpoint; there is a and b
    expect: [endpoints.a.evictions > 5]
      → 2:10: expect[0]: "endpoints.a.evictions" is not a figure of the report; there are requests, hits, misses, hit_rate, outcomes.…, miss_causes.…, latency.…, latency_hit.…, latency_miss.…, service.…, database.…, stale.…, writes.…, store_commands, bill.…, evictions, expirations, dropped, virtual_time_s, and endpoints.NAME.…
    expect: [endpoints.a.hit > 5]
      → 2:10: expect[0]: "endpoints.a.hit" is not a figure of the report; did you mean endpoints.a.hits?
    expect: [endpoints > 5]
      → 2:10: expect[0]: "endpoints" is not a figure of the report; there are requests, hits, misses, hit_rate, outcomes.…, miss_causes.…, latency.…, latency_hit.…, latency_miss.…, service.…, database.…, stale.…, writes.…, store_commands, bill.…, evictions, expirations, dropped, virtual_time_s, and endpoints.NAME.…
    expect: [wall_time_s < 5]
      → 2:10: expect[0]: "wall_time_s" is not a figure of the report; there are requests, hits, misses, hit_rate, outcomes.…, miss_causes.…, latency.…, latency_hit.…, latency_miss.…, service.…, database.…, stale.…, writes.…, store_commands, bill.…, evictions, expirations, dropped, virtual_time_s, and endpoints.NAME.…
    expect: [{hits: 5}]
      → 2:10: expect[0]: a mapping is not a text; write one, in quotes where it has special characters
    """#)

  @Test("in its expectations is said", arguments: expectations)
  func expectation(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints: [{name: a, path: \"/a/{id:int}\"}, {name: b, path: /b, cache: none}]\n")
        == row.message)
  }
}
