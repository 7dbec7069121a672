import Testing

/// Tables of pieces of scenario files and of what is said about them, behind line and column.
@Suite("What is wrong with a scenario file")
struct ScenarioErrorTests {
  private static let documents: [ErrorRow] = ErrorRow.rows(
    #"""
    # nothing⏎
      → 1:1: the file is empty; 'ttlscope scenarios tutorial' prints one to start from
    ---⏎
      → 2:1: the file is empty
    hello
      → 1:1: "hello" is not a scenario; it has the fields name, description, seed, duration, nodes, store, database, endpoints, workload, steps, expect, lesson
    [1, 2]
      → 1:1: a list is not a scenario; it has the fields name, description, seed, duration, nodes, store, database, endpoints, workload, steps, expect, lesson
    name: x
      → 1:1: endpoints is missing; write e.g. endpoints: [{name: read_item, path: "/items/{item_id:int}"}]
    endpoints: []
      → 1:12: endpoints: there is no endpoint; a scenario needs at least one
    endpoints: 5
      → 1:12: endpoints: "5" is not a list of endpoints; begin each with -
    endpoints:
      → 1:11: endpoints: nothing stands here; begin each with -
    endpoints: [5]
      → 1:13: endpoints[0]: "5" is not an endpoint; it has the fields name, path, load, response, cache, example, trap
    a: 1⏎b: [
      → 3:1: not YAML: did not find expected node content (while parsing a flow node that begins at 3:1)
    a: "b
      → 1:6: not YAML: found unexpected end of stream (while scanning a quoted scalar that begins at 1:4)
    name: *x
      → 1:7: an alias without an anchor; put a text that begins with * in quotes
    name: &x y⏎endpoints: *x
      → 2:12: *x is an alias; aliases and anchors are not taken: write the value itself
    name: &x y⏎endpoints: []
      → 1:7: &x is an anchor; aliases and anchors are not taken: write the value itself
    name: !!int 5
      → 1:7: the tag tag:yaml.org,2002:int is not known; write the value without a tag
    name: x⏎---⏎name: y⏎
      → 2:1: a second document begins here; a scenario is one document
    seed: 1⏎name: x⏎seed: 2
      → 1:1: seed: is written twice in the same mapping, here for the first time; keep one
    name: x⏎name: y
      → 1:1: name: is written twice in the same mapping, here for the first time; keep one
    name: "a\e[2Jb": c
      → 1:16: not YAML: mapping values are not allowed in this context
    "a\e[2Jb": c
      → 1:1: a\x1b[2Jb: unknown field; the fields here are name, description, seed, duration, nodes, store, database, endpoints, workload, steps, expect, lesson
    ? {a: b}⏎: c
      → 1:3: a mapping cannot be the name of a field
    """#)

  @Test("as a whole is said", arguments: documents)
  func whole(row: ErrorRow) {
    #expect(row.said() == row.message)
  }

  private static let general: [ErrorRow] = ErrorRow.rows(
    #"""
    nam: x
      → 2:1: nam: unknown field; did you mean name? the fields here are name, description, seed, duration, nodes, store, database, endpoints, workload, steps, expect, lesson
    name: [x]
      → 2:7: name: a list is not a text; write one, in quotes where it has special characters
    name: ""
      → 2:7: name: nothing stands here; write a text
    description: {a: b}
      → 2:14: description: a mapping is not a text; write one, in quotes where it has special characters
    seed: -1
      → 2:7: seed: "-1" is out of range; write a whole number from 0 to 18446744073709551615
    seed: 1.5
      → 2:7: seed: "1.5" is not a whole number; write a whole number from 0 to 18446744073709551615
    seed: "7"
      → 2:7: seed: the text "7" is not a whole number; write a whole number from 0 to 18446744073709551615
    seed: 18446744073709551616
      → 2:7: seed: "18446744073709551616" is out of range; write a whole number from 0 to 18446744073709551615
    duration: 60
      → 2:11: duration: "60" has no unit; write e.g. 250ms, 30s, 1m30s
    duration: sixty
      → 2:11: duration: "sixty" is not a duration; write e.g. 250ms, 30s, 1m30s
    duration: -5s
      → 2:11: duration: "-5s" is not a duration; write e.g. 250ms, 30s, 1m30s
    duration: 500us
      → 2:11: duration: "500us" is out of range; write a duration from 1ms to 366d
    duration: 367d
      → 2:11: duration: "367d" is out of range; write a duration from 1ms to 366d
    duration: 9999999d
      → 2:11: duration: "9999999d" is out of range; write a duration from 1ms to 366d
    duration: 0s
      → 2:11: duration: "0s" is out of range; write a duration from 1ms to 366d
    duration: [60s]
      → 2:11: duration: a list is not a duration; write e.g. 250ms, 30s, 1m30s
    duration:
      → 2:10: duration: nothing stands here; write e.g. 250ms, 30s, 1m30s
    nodes: 3
      → 2:8: nodes: more than one is not built yet; write 1
    nodes: 0
      → 2:8: nodes: "0" is out of range; write a whole number from 1 to 64
    nodes: two
      → 2:8: nodes: "two" is not a whole number; write a whole number from 1 to 64
    store: memory
      → 2:8: store: "memory" is not a store; it has the fields kind, capacity, bytes, url, prefix
    store: {capacity: 5}
      → 2:8: store: kind is missing; write e.g. kind: memory
    store: {kind: disk}
      → 2:15: store.kind: "disk" is not a kind of store; write memory or redis
    store: {kind: memory, url: "redis://x"}
      → 2:28: store.url: belongs to kind redis
    store: {kind: memory, capacity: 0}
      → 2:33: store.capacity: "0" is out of range; write a whole number from 1 to 10000000
    store: {kind: redis, capacity: 5}
      → 2:32: store.capacity: belongs to kind memory
    store: {kind: redis, url: "redis://:secret@h:99999"}
      → 2:27: store.url: the port "99999" is not a number from 1 to 65535
    store: {kind: redis, url: "http://user:secret@h"}
      → 2:27: store.url: unknown scheme "http" (use redis://, rediss:// or unix://)
    store: {kind: redis, url: "redis://:secret@h"}
      → 2:27: store.url: the URL holds a password: leave it out, and give it to the command by --password-file FILE or --ask-password
    store: {kind: redis, url: [secret]}
      → 2:27: store.url: a list is not a URL; write e.g. redis://localhost:6379
    store: {kind: redis, prefix: ""}
      → 2:30: store.prefix: nothing stands here; write a text
    database: {conections: 5}
      → 2:12: database.conections: unknown field; did you mean connections? the fields here are connections, rows
    database: {connections: 0}
      → 2:25: database.connections: "0" is out of range; write a whole number from 1 to 100000
    database: {connections: none}
      → 2:25: database.connections: "none" is not a whole number; write a whole number from 1 to 100000
    database: {rows: {c: 5}}
      → 2:19: database.rows.c: unknown field; the fields here are a, b
    database: {rows: {a: -5}}
      → 2:22: database.rows.a: "-5" is out of range; write a whole number from 0 to 10000000
    database: {rows: 5}
      → 2:18: database.rows: "5" is not a list of tables with their rows; it has the fields a, b
    """#)

  @Test("in its general fields is said", arguments: general)
  func generalField(row: ErrorRow) {
    #expect(
      row.said(after: "endpoints: [{name: a, path: \"/a/{id:int}\"}, {name: b, path: /b, cache: none}]\n")
        == row.message)
  }

  @Test("with nothing in it is said")
  func empty() {
    let message = "1:1: the file is empty; 'ttlscope scenarios tutorial' prints one to start from"
    #expect(ErrorRow(piece: "", message: message).said() == message)
  }
}
