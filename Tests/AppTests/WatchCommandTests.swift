import CacheEngine
import Foundation
import TestSupport
import Testing

@testable import App

/// `ttlscope watch` and `ttlscope keys --match` as people and scripts use them.
@Suite("Watching from the command line", .enabled(if: RedisServer.isHere))
struct WatchCommandTests {
  private func ttlscope(_ arguments: [String], _ environment: [String: String] = [:]) throws -> PipedProgram {
    try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: environment)
  }

  private func ask(_ server: RedisServer, _ commands: String...) {
    for command in commands { _ = RawSocket.ask(command + "\r\n", path: server.socketPath) }
  }

  @Test(
    "what makes no sense is refused, with a hint",
    arguments: [
      (["watch"], 64, "--redis URL, or in REDIS_URL"), (["watch", "--redis", "http://x"], 64, "--redis"),
      (["watch", "--redis", "redis://localhost", "--match", ""], 64, "--match"),
      (["watch", "--redis", "redis://localhost", "--for", "5s"], 64, "--json"),
      (["watch", "--redis", "redis://localhost", "--json", "--for", "5"], 64, "--for"),
      (["watch", "--redis", "unix:///nowhere/ttlscope.sock", "--json"], 69, "store unavailable"),
      (["watch", "--redis", "unix:///nowhere/ttlscope.sock"], 74, "ttlscope watch --json"),
      (["keys", "--match", "a*"], 64, "--redis URL"),
      (["keys", "--match", "a*", "--prefix", "a", "--redis", "redis://localhost"], 64, "--prefix"),
    ])
  func refusals(arguments: [String], status: Int32, hint: String) throws {
    let program = try ttlscope(arguments)
    #expect(program.status == status)
    #expect(program.errors.contains(hint), "\(program.errors)")
    #expect(program.output == "")
  }

  @Test("changes come as lines of JSON, until the time is over")
  func lines() async throws {
    let server = try await RedisServer(options: ["--notify-keyspace-events", "KEA"])
    // A thread, not a task: programs that are waited for may hold every thread that tasks have.
    let isOver = Lock(false)
    let writing = Thread {
      while !isOver.withLock({ $0 }) {
        ask(server, "SET user:1 x PX 600000", "SET other x", "DEL user:1")
        Thread.sleep(forTimeInterval: 0.04)
      }
    }
    writing.start()
    // The server ends with the last who holds it, so the thread must be over before the test is.
    defer {
      isOver.withLock { $0 = true }
      while !writing.isFinished { sched_yield() }
    }
    let url = "unix://\(server.socketPath)"
    let program = try ttlscope(["watch", "--match", "user:*", "--json", "--for", "10s"], ["REDIS_URL": url])
    #expect(program.status == 0 && program.errors == "", "\(program.errors)")
    let objects = try program.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let told = objects.filter { $0["source"] as? String == "notification" }
    #expect(Set(told.compactMap { $0["event"] as? String }).isSuperset(of: ["appeared", "deleted"]))
    #expect(Set(objects.compactMap { $0["key"] as? String }) == ["user:1"])
    #expect(objects.allSatisfy { Set($0.keys) == ["time_s", "event", "key", "ttl_left_s", "type", "source"] })
    #expect(told.compactMap { $0["time_s"] as? Double } == told.compactMap { $0["time_s"] as? Double }.sorted())
  }

  @Test("keys are listed by their full names")
  func keys() async throws {
    let server = try await RedisServer()
    ask(server, "SET user:1 x PX 600000", "SET other x", "SET \"user:\\xff\" x")
    let program = try ttlscope(["keys", "--json", "--redis", "unix://\(server.socketPath)", "--match", "user:*"])
    let keys = program.lines.filter { $0.contains("\"user:") }
    #expect(program.status == 0 && program.lines.count == 2 && keys.count == 2, "\(program.output)")
    #expect(program.output.contains(#""user:\\xff""#))
  }

  @Test("a list without a part says so on standard error, in a line of its own in JSON, and by its status")
  func gap() async throws {
    let server = try await RedisServer(tcp: true)
    ask(server, "SET user:1 x PX 600000")
    let (port, silent) = (server.port ?? 0, try FreePort.find())
    func range(_ first: Int, _ last: Int, _ port: UInt16) -> String {
      "*3\r\n:\(first)\r\n:\(last)\r\n*2\r\n$9\r\n127.0.0.1\r\n:\(port)\r\n"
    }
    let slots = "*2\r\n" + range(0, 16_000, port) + range(16_001, 16_383, silent)
    let named = try ScriptedServer { command in
      if command == "CLUSTER SLOTS" { return Array(slots.utf8) }
      return command.hasPrefix("HELLO") ? Array("-ERR unknown command\r\n".utf8) : ScriptedServer.courtesy(command)
    }
    defer { named.close() }
    guard case .unix(let path) = named.address.endpoint else { return }
    let plain = try ttlscope(["keys", "--redis", "unix://\(path)", "--match", "user:*"])
    #expect(plain.status == 69 && plain.output.contains("user:1"), "\(plain.output)")
    let message = "1 of 2 nodes does not answer: 383 slots are not listed (127.0.0.1:\(silent))"
    #expect(plain.errors.contains("ttlscope: \(message)\n"), "\(plain.errors)")
    let json = try ttlscope(["keys", "--json", "--redis", "unix://\(path)", "--match", "user:*"])
    #expect(json.status == 69 && json.lines.count == 2)
    #expect(json.lines.last == #"{"not_listed": {"nodes": ["127.0.0.1:\#(silent)"], "of": 2, "slots": 383}}"#)
  }
}
