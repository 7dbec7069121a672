import Testing

@Suite("What is wrong with a pattern in a scenario file")
struct PolicyErrorTests {
  private static let policies: [ErrorRow] = ErrorRow.rows(
    #"""
    protection: lock
      → 4:25: endpoints[0].cache.protection: "lock" is not a protection; write none, single-flight, lease-token, {lease: 2s}, {lease-token: 10s} or {early-refresh: {beta: 1, lock: true}}
    protection: lease
      → 4:25: endpoints[0].cache.protection: "lease" is not a protection; write none, single-flight, lease-token, {lease: 2s}, {lease-token: 10s} or {early-refresh: {beta: 1, lock: true}}
    protection: {lease: 2}
      → 4:33: endpoints[0].cache.protection.lease: "2" has no unit; write e.g. 250ms, 30s, 1m30s
    protection: {lease: 0s}
      → 4:33: endpoints[0].cache.protection.lease: "0s" is out of range; write a duration from 1ms to 3650d
    protection: {lease: 2s, lease-token: 2s}
      → 4:50: endpoints[0].cache.protection.lease-token: cannot stand beside lease; keep one of them
    protection: {early-refresh: {beta: 0}}
      → 4:48: endpoints[0].cache.protection.early-refresh.beta: "0" is out of range; write a number from 0.001 to 1000
    protection: {early-refresh: {lock: maybe}}
      → 4:48: endpoints[0].cache.protection.early-refresh.lock: "maybe" is not true or false; write one of the two
    protection: {early-refresh: 1}
      → 4:41: endpoints[0].cache.protection.early-refresh: "1" is not an early refresh; it has the fields beta, lock
    protection: {x: 1}
      → 4:26: endpoints[0].cache.protection.x: unknown field; the fields here are lease, lease-token, early-refresh
    refresh-ahead: 1
      → 4:28: endpoints[0].cache.refresh-ahead: "1" is out of range; write a share of the TTL between 0 and 1, e.g. 0.8 or 80%, or none
    refresh-ahead: 48s
      → 4:28: endpoints[0].cache.refresh-ahead: "48s" is not a share of the TTL; write a share of the TTL between 0 and 1, e.g. 0.8 or 80%, or none
    stale-while-revalidate: 0s
      → 4:37: endpoints[0].cache.stale-while-revalidate: "0s" is out of range; write a duration from 1ms to 366d, or none
    stale-if-error: yes
      → 4:29: endpoints[0].cache.stale-if-error: "yes" is not a duration; write e.g. 250ms, 30s, 1m30s, {keep: 5m, retry-after: 30s}, or none
    stale-if-error: {retry-after: 5s}
      → 4:29: endpoints[0].cache.stale-if-error: keep is missing; write e.g. keep: 5m
    negative-ttl: 5
      → 4:27: endpoints[0].cache.negative-ttl: "5" has no unit; write e.g. 250ms, 30s, 1m30s, or none
    load-timeout: 5s
      → 4:27: endpoints[0].cache.load-timeout: "5s" is not a load timeout or none; it has the fields soft, hard
    load-timeout: {}
      → 4:27: endpoints[0].cache.load-timeout: neither soft nor hard is there; write e.g. {soft: 200ms, hard: 5s}
    circuit-breaker: {failures: 0%}
      → 4:41: endpoints[0].cache.circuit-breaker.failures: "0%" is out of range; write more than 0%
    circuit-breaker: {minimum: 0}
      → 4:40: endpoints[0].cache.circuit-breaker.minimum: "0" is out of range; write a whole number from 1 to 1000000
    circuit-breaker: {open: 5s}
      → 4:31: endpoints[0].cache.circuit-breaker.open: unknown field; the fields here are failures, minimum, period, open-for
    tags: items
      → 4:19: endpoints[0].cache.tags: "items" is not a list of tags; begin each with -
    tags: []
      → 4:19: endpoints[0].cache.tags: there is no tag; write e.g. [items], or leave tags out
    tags: ["{x}"]
      → 4:20: endpoints[0].cache.tags[0]: {x} is no parameter of the path; it has id
    tags: {index: [a, a]}
      → 4:31: endpoints[0].cache.tags.index[1]: "a" is written twice; keep one
    tags: {list: [a]}
      → 4:20: endpoints[0].cache.tags.list: unknown field; the fields here are timestamp, index
    versioned: "true"
      → 4:24: endpoints[0].cache.versioned: the text "true" is not true or false; write one of the two
    late-write: never
      → 4:25: endpoints[0].cache.late-write: "never" is not an answer to a late write; write refuse or allow
    write: through
      → 4:20: endpoints[0].cache.write: "through" is not a write policy; write invalidate, write-through, write-behind, write-around or forget
    write: {write-behind: 1s}
      → 4:35: endpoints[0].cache.write.write-behind: "1s" is not a write-behind; it has the fields delay
    write: {write-behind: {delay: 0s}}
      → 4:43: endpoints[0].cache.write.write-behind.delay: "0s" is out of range; write a duration from 1ms to 366d
    ttl: none, jitter: 5%
      → 4:32: endpoints[0].cache.jitter: jitter needs a ttl: an entry that never ends is never near its end, nor past it
    protection: {early-refresh: {}}, ttl: none
      → 4:25: endpoints[0].cache.protection: early-refresh needs a ttl: an entry that never ends is never near its end, nor past it
    versioned: true, ttl: none
      → 4:24: endpoints[0].cache.versioned: versioned keys need a ttl: entries of old versions would stay for ever
    protection: {early-refresh: {}}, refresh-ahead: 0.5
      → 4:61: endpoints[0].cache.refresh-ahead: early-refresh and refresh-ahead both load before the end: choose one
    load-timeout: {soft: 1s}
      → 4:27: endpoints[0].cache.load-timeout: a soft timeout serves a stale value, and nothing keeps one: add stale-while-revalidate or stale-if-error
    stale-if-error: 5m, load-timeout: {soft: 5s, hard: 5s}
      → 4:47: endpoints[0].cache.load-timeout: the soft timeout must be shorter than the hard one
    """#)

  @Test("in a cache policy is said", arguments: policies)
  func policy(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints:\n  - name: a\n    path: \"/a/{id:int}\"\n    cache: {", before: "}") == row.message)
  }

  private static let steps: [ErrorRow] = ErrorRow.rows(
    #"""
    set: {endpoint: a, key: b
      → 5:37: steps[0].set.key: unknown field; the fields here are endpoint, ttl, jitter, protection, refresh-ahead, stale-while-revalidate, stale-if-error, negative-ttl, load-timeout, circuit-breaker, write, load
    set: {endpoint: c, write: forget
      → 5:44: steps[0].set.write: c is not cached
    set: {endpoint: a, ttl: none
      → 5:42: steps[0].set.ttl: jitter needs a ttl: an entry that never ends is never near its end, nor past it
    set: {endpoint: a, load-timeout: {soft: 1s}
      → 5:51: steps[0].set.load-timeout: a soft timeout serves a stale value, and nothing keeps one: add stale-while-revalidate or stale-if-error
    invalidate: {tag: item
      → 5:36: steps[0].invalidate.tag: no entry can have the tag "item"; the tags are items, item:{id}
    invalidate: {tag: "item:x"
      → 5:36: steps[0].invalidate.tag: no entry can have the tag "item:x"; the tags are items, item:{id}
    invalidate: {version: a
      → 5:40: steps[0].invalidate.version: the keys of a carry no version; give it versioned: true
    invalidate: {prefix: z
      → 5:39: steps[0].invalidate.prefix: no key can begin with "z"; write an endpoint or how keys begin; there is a, b and c
    invalidate: {prefix: b
      → 5:39: steps[0].invalidate.prefix: the keys of b begin with their version; write invalidate: {version: b}
    invalidate: {endpoint: a
      → 5:31: steps[0].invalidate.endpoint: unknown field; the fields here are tag, version, prefix
    fault: {database-failing: 120%
      → 5:44: steps[0].fault.database-failing: "120%" is not from 0% to 100%; write e.g. 5% or 0.05
    fault: {store-losing: some
      → 5:40: steps[0].fault.store-losing: "some" is not a share; write e.g. 5% or 0.05
    """#)

  private static let endpoints = """
    endpoints:
      - {name: a, path: "/a/{id:int}", cache: {jitter: 5%, tags: [items, "item:{id}"]}}
      - {name: b, path: "/b/{id:int}", cache: {versioned: true}}
      - {name: c, path: /c, cache: none}

    """

  @Test("in a step is said", arguments: steps)
  func step(row: ErrorRow) {
    #expect(row.said(after: Self.endpoints + "steps: [{at: 5s, ", before: "}}]") == row.message)
  }

  private static let others: [ErrorRow] = ErrorRow.rows(
    #"""
    steps: [{at: 5s, crash: false}]
      → 5:25: steps[0].crash: false does nothing; write true, or leave the step out
    steps: [{at: 5s, crash: true, for: 5s}]
      → 5:36: steps[0].for: only a fault can last
    lesson: Look.
      → 5:9: lesson: "Look." is not a lesson; it has the fields steps, question, answer
    lesson: {question: a, answer: b}
      → 5:9: lesson: steps is missing; write e.g. steps: [{text: Press Enter., until: requests >= 1}]
    lesson: {steps: [], question: a, answer: b}
      → 5:17: lesson.steps: there is no step; a lesson needs at least one
    lesson: {steps: [{text: x}], question: a}
      → 5:9: lesson: answer is missing; write e.g. answer: Because.
    lesson: {steps: [{until: hits > 1}]}
      → 5:18: lesson.steps[0]: text is missing; write e.g. text: Press Enter.
    lesson: {steps: [{text: x, until: hit > 1}]}
      → 5:35: lesson.steps[0].until: "hit" is not a figure of the report; did you mean hits?
    """#)

  @Test("in a crash or a lesson is said", arguments: others)
  func other(row: ErrorRow) {
    #expect(row.said(after: Self.endpoints) == row.message)
  }

  @Test("a tag needs an endpoint that has some")
  func noTags() {
    let message = "2:36: steps[0].invalidate.tag: no endpoint has tags; give one e.g. tags: [items]"
    let row = ErrorRow(piece: "steps: [{at: 5s, invalidate: {tag: x}}]", message: message)
    #expect(row.said(after: "endpoints: [{name: a, path: /a}]\n") == message)
  }
}
