import Foundation
import TestSupport
import Testing

/// A password that must be found nowhere but on its way to the server.
@Suite("A password leaves no trace", .enabled(if: RedisServer.isHere))
struct SecretCanaryTests {
  private let canary = "c4n4ry-p4ssw0rd"
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  private func server() async throws -> RedisServer {
    try await RedisServer(options: ["--requirepass", canary])
  }

  private func passwordFile() throws -> String {
    let path = folder.appendingPathComponent("password").path
    #expect(FileManager.default.createFile(atPath: path, contents: Data(canary.utf8)))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return path
  }

  /// What `/proc` tells of a process; "" where there is none.
  private func told(_ name: String, of process: pid_t) -> String {
    (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/\(name)"))).map {
      String(decoding: $0, as: UTF8.self)
    }
      ?? ""
  }

  @Test(
    "on the dashboard's screen, in the lists of processes and of clients", .timeLimit(.minutes(1)),
    arguments: ["file", "variable", "address", "prompt"])
  func dashboard(_ way: String) async throws {
    let server = try await server()
    var arguments = ["--redis", "unix://\(server.socketPath)"]
    var environment: [String: String] = [:]
    switch way {
    case "file": arguments += ["--password-file", try passwordFile()]
    case "variable": environment["TTLSCOPE_REDIS_PASSWORD"] = canary
    case "address":
      arguments = []
      environment["REDIS_URL"] = "unix://:\(canary)@\(server.socketPath)"
    default: arguments.append("--ask-password")
    }
    let terminal = try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: environment, width: 120, height: 40)
    if way == "prompt" {
      try terminal.expect("Password on")
      terminal.press(canary + "\n")
    }
    try terminal.expect("redis")
    for view in ["2", "3", "1"] {
      terminal.readUntilSilent()
      terminal.press(view)
    }
    terminal.readUntilSilent()
    #expect(!told("cmdline", of: terminal.processID).contains(canary))
    #expect(!told("environ", of: terminal.processID).contains(canary))
    let clients = RawSocket.ask("CLIENT LIST\r\n", path: server.socketPath)
    #expect(clients.contains("name=ttlscope:\(terminal.processID)") && !clients.contains(canary), "\(clients)")
    terminal.press("q")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(!terminal.text.contains(canary))
  }

  @Test("in recordings, reports and messages, whether it is right or wrong", .timeLimit(.minutes(1)))
  func files() async throws {
    let server = try await server()
    let scenario = folder.appendingPathComponent("s.yaml").path
    let text = """
      endpoints: [{name: a, path: "/a", load: 1ms, cache: {ttl: 1s}}]
      duration: 300ms
      workload: [{endpoint: a, rate: 50/s}]
      store: {kind: redis, url: "unix://\(server.socketPath)"}
      """
    #expect(FileManager.default.createFile(atPath: scenario, contents: Data(text.utf8)))
    let record = folder.appendingPathComponent("r.jsonl").path
    let run = try PipedProgram(
      running: BuiltProgram.path("ttlscope"),
      arguments: ["run", scenario, "--json", "--record", record, "--password-file", passwordFile()])
    #expect(run.status == 0, "\(run.errors)")
    let recorded = try String(contentsOfFile: record, encoding: .utf8)
    #expect(recorded.contains("\"redis\"") && !recorded.contains(canary))
    #expect(!run.output.contains(canary) && !run.errors.contains(canary))
    let wrong = try PipedProgram(
      running: BuiltProgram.path("ttlscope"), arguments: ["keys", "--json"],
      environment: ["REDIS_URL": "unix://\(canary):not-\(canary)@\(server.socketPath)"])
    #expect(wrong.status == 69 && wrong.errors.contains("WRONGPASS"), "\(wrong.errors)")
    #expect(!wrong.output.contains(canary) && !wrong.errors.contains(canary))
  }

  @Test(
    "in what is said about arguments that are wrong",
    arguments: [
      ["redis://u:CANARY@h"], ["request", "/x", "redis://u:CANARY@h", "--bogus"], ["request", "redis://u:CANARY@h"],
      ["request", "/x", "--bogus=redis://u:CANARY@h"], ["keys", "u:CANARY@h:6379"], ["keys", "-xredis://u:CANARY@g"],
      ["keys", "--redis=redis://u:CANARY@h", "--redis=redis://u:CANARY@h"], ["keys", "--seed", "redis://u:CANARY@h"],
      ["keys", "redis://u:a b'CANARY\"c\nd@h/0"], ["run", "redis://u:CANARY@h"], ["replay", "redis://u:CANARY@h"],
      ["scenarios", "redis://u:CANARY@h"], ["--scenario", "redis://u:CANARY@h"], ["watch", "redis://:CANARY@h"],
      ["keys", "--password-file", "redis://u:CANARY@h"], ["redis://CANARY@h", "rediss://x:CANARY@y"],
      ["keys", "--user=u:CANARY@h", "--redis", "unix:///nonexistent"],
    ])
  func arguments(_ words: [String]) throws {
    let run = try PipedProgram(
      running: BuiltProgram.path("ttlscope"), arguments: words.map { $0.replacing("CANARY", with: canary) })
    #expect(run.status != 0 && !run.errors.isEmpty, "\(words): \(run.status) \(run.output)")
    #expect(!run.errors.contains(canary) && !run.output.contains(canary), "\(run.errors)")
  }

  @Test("in what is said about arguments, and neither is a picture of control characters")
  func controls() throws {
    let run = try PipedProgram(
      running: BuiltProgram.path("ttlscope"), arguments: ["keys", "a\u{1B}[2Jb\u{202E}c\rd\ne"])
    #expect(run.status == 64)
    #expect(run.errors.contains("a\\x1b[2Jb\\u{202e}c\\rd\\ne"), "\(run.errors)")
    let others = run.errors.unicodeScalars.filter { $0.value < 32 && $0 != "\n" || $0.value == 0x202E }
    #expect(others.isEmpty)
    // What is no error is printed as it is.
    let help = try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: ["keys", "--help"])
    #expect(help.status == 0 && help.errors.isEmpty && help.output.contains("OPTIONS:"))
  }

  @Test("in what a crash leaves behind", .timeLimit(.minutes(1)))
  func crash() async throws {
    let server = try await server()
    let terminal = try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"),
      arguments: ["--redis", "unix://\(server.socketPath)", "--password-file", passwordFile()])
    try terminal.expect("redis")
    terminal.send(signal: SIGSEGV)
    #expect(try terminal.waitForEnd() == .signal(SIGSEGV))
    #expect(!terminal.text.contains(canary))
  }
}
