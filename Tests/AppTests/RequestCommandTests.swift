import TestSupport
import Testing

/// `ttlscope request` and `ttlscope keys` as scripts see them.
@Suite("The commands that print lines")
struct RequestCommandTests {
  private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> PipedProgram {
    try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: environment)
  }

  @Test("answer like a web application: miss, hit, 422, 404, 405")
  func answers() throws {
    let path = "/products?page=1"
    let run = try run(["request", path, path, "/items/abc", "/nope", "DELETE /items/5"])
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(!run.output.contains("\u{1B}"))
    let lines = run.lines
    try #require(lines.count == 5)
    let body =
      #"{"page": 1, "products": [{"name": "The first product of page 1"}, {"name": "The second product of page 1"}]}"#
    #expect(lines[0].hasPrefix("MISS    200     1.") && lines[0].hasSuffix(body))
    #expect(lines[1].hasPrefix("HIT     200  ") && lines[1].contains(" ms  ") && lines[1].hasSuffix(body))
    #expect(lines[2].hasPrefix("-       422  ") && lines[2].contains("item_id"))
    #expect(lines[3].hasPrefix("-       404  ") && lines[3].hasSuffix(#"{"detail": "Not Found"}"#))
    #expect(lines[4].hasPrefix("-       405  ") && lines[4].hasSuffix(#"{"detail": "Method Not Allowed"}"#))
  }

  @Test(
    "say what is wrong with how they were called, with status 64",
    arguments: [
      (["request"], "Missing expected argument"), (["request", "items/5"], "is not a path"),
      (["request", "/users", "-n", "0"], "-n must be 1 to 1000000"),
      (["request", "/users", "-c", "x"], "The value 'x' is invalid"),
      (["request", "/users", "--redis", "http://x"], "--redis"),
      (["keys", "--prefix", ""], "--prefix must not be empty"),
      (["--no-such-flag"], "Unknown option"), (["request", "a\u{1B}[2J"], #"'a\x1b[2J' is not a path"#),
    ])
  func usage(arguments: [String], message: String) throws {
    let run = try run(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test("leave entries on a server, for the next command and for every other client", .enabled(if: RedisServer.isHere))
  func twoCommands() async throws {
    let server = try await RedisServer()
    let store = ["--redis", "unix://\(server.socketPath)"]
    let path = "/products?page=1"
    let first = try run(["request", path] + store)
    #expect(first.lines.first?.hasPrefix("MISS    200     1.") == true, "\(first.output)\(first.errors)")
    let second = try run(["request", path, "--json"], ["REDIS_URL": "unix://\(server.socketPath)"])
    #expect(second.status == 0)
    #expect(second.output.hasPrefix(#"{"path": "/products?page=1", "status": 200, "outcome": "hit", "cause": null, "#))
    #expect(second.output.contains(#""key": "all_products", "ttl_left_s": 2"#))
    #expect(RawSocket.ask("GET ttlscope:all_products\r\n", path: server.socketPath).contains(#"{"page": 1, "#))
    let left = RawSocket.ask("PTTL ttlscope:all_products\r\n", path: server.socketPath)
    #expect((1...30_000).contains(Int(left.dropFirst().prefix { $0.isNumber }) ?? 0), "\(left)")
    let keys = try run(["keys", "--json"] + store)
    #expect(keys.status == 0)
    #expect(keys.output.hasPrefix(#"{"key": "all_products", "ttl_left_s": 2"#))
    #expect(keys.output.contains(#", "size": null, "memory": "#))
    let text = try run(["keys"] + store)
    #expect(text.lines.map { String($0.prefix(8)) }.first == "TTL LEFT")
    #expect(text.lines.last?.hasSuffix("all_products") == true)
  }

  @Test("print entries of other programs without their escapes", .enabled(if: RedisServer.isHere))
  func foreignKeys() async throws {
    let server = try await RedisServer()
    _ = RawSocket.ask("SET \"ttlscope:a\\x1b[2Jb\\n \" x\r\n", path: server.socketPath)
    _ = RawSocket.ask("SET other:key x\r\n", path: server.socketPath)
    let run = try run(["keys", "--redis", "unix://\(server.socketPath)"])
    #expect(run.lines.count == 2, "\(run.output)")
    #expect(run.output.hasSuffix("a\\x1b[2Jb\\n\\x20\n"))
    #expect(run.output.contains("none"))
  }

  @Test("go on without a server that is not there, say so, and end with 69")
  func unreachable() throws {
    let store = ["--redis", "unix:///nonexistent/no.sock"]
    let request = try run(["request", "/products?page=1"] + store)
    #expect(request.status == 69)
    #expect(request.lines.count == 1)
    #expect(request.output.hasPrefix("BYPASS  200     1."), "\(request.output)")
    #expect(request.errors.hasPrefix("ttlscope: store not reachable: "))
    #expect(request.errors.split(separator: "\n").count == 1)
    let keys = try run(["keys"] + store)
    #expect(keys.status == 69)
    #expect(keys.output == "" && keys.errors.hasPrefix("ttlscope: "))
  }

  @Test("open no dashboard where there is no terminal: one line, status 74")
  func noTerminal() throws {
    let run = try run([])
    #expect(run.status == 74)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("ttlscope: standard input is not a terminal; "))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
