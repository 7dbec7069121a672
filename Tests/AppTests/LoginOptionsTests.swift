import Foundation
import TestSupport
import Testing

@testable import App

/// Every way to give a password, and every way in which it must not be given.
@Suite("Passwords for a server")
struct LoginOptionsTests {
  private let canary = "c4n4ry-p4ssw0rd"
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  private func file(_ text: String, mode: Int = 0o600) throws -> String {
    let path = folder.appendingPathComponent(UUID().uuidString).path
    #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> PipedProgram {
    try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: arguments, environment: environment)
  }

  @Test(
    "are refused in an argument, with the ways that there are, and never repeated",
    arguments: [
      "redis://:PASSWORD@h", "redis://u:PASSWORD@h/x", "PASSWORD@h", "unix://:PASSWORD@/s", "rediss://u:PASSWORD@h",
    ],
    [["request", "/users"], ["keys"], ["run", "stampede"], []])
  func argument(_ url: String, _ command: [String]) throws {
    let run = try run(command + ["--redis", url.replacing("PASSWORD", with: canary)])
    #expect(run.status == 64)
    #expect(run.output.isEmpty && !run.errors.contains(canary), "\(run.errors)")
    if !url.hasSuffix("x") { #expect(run.errors.contains("--password-file FILE"), "\(run.errors)") }
  }

  @Test(
    "are read from the first line of a file",
    arguments: [
      ("word", "word"), ("word\n", "word"), ("word\r\nmore", "word"), (" a b \n\n", " a b "), ("ké\n", "ké"),
      (String(repeating: "x", count: 4_096) + "\n", String(repeating: "x", count: 4_096)),
    ])
  func reads(_ text: String, _ password: String) throws {
    #expect(try PasswordFile.password(in: file(text)) == password)
  }

  @Test(
    "are refused in a file that is no good, without repeating it",
    arguments: [
      ("", "has no password in its first line"), ("\nword", "has no password in its first line"),
      ("wo\0rd", "is not UTF-8 without NUL"), (String(repeating: "x", count: 4_097), "longer than 4096 bytes"),
    ])
  func refusesText(_ text: String, _ reason: String) throws {
    let error = #expect(throws: PasswordFile.Refusal.self) { try PasswordFile.password(in: file(text)) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("are refused in a file that others can reach, with its mode", arguments: [0o644, 0o640, 0o604, 0o660, 0o601])
  func refusesMode(_ mode: Int) throws {
    let path = try file(canary, mode: mode)
    let run = try run(["keys", "--redis", "redis://127.0.0.1:1", "--password-file", path])
    #expect(run.status == 64)
    #expect(run.errors.contains("(mode 0\(String(mode, radix: 8)))") && !run.errors.contains(canary), "\(run.errors)")
  }

  @Test("are refused in what is no file, or is not there", arguments: ["/dev/null", "/", "/nonexistent/file"])
  func refusesPlace(_ path: String) throws {
    let run = try run(["keys", "--redis", "redis://127.0.0.1:1", "--password-file", path])
    #expect(run.status == 64)
    #expect(run.errors.contains("--password-file: \(path): "), "\(run.errors)")
  }

  @Test(
    "have options that must make sense together",
    arguments: [
      (["--user", "me"], "is for a server"), (["--ask-password"], "is for a server"),
      (["--redis", "redis://h", "--password-file", "/x", "--ask-password"], "use one"),
      (["--redis", "redis://127.0.0.1:1", "--user", ""], "--user must not be empty"),
      (["--redis", "redis://127.0.0.1:1", "--user", "me"], "a user needs a password"),
      (["--redis", "redis://127.0.0.1:1", "--tls-ca", "/x"], "--tls-ca is for servers reached by rediss://"),
    ])
  func together(_ arguments: [String], _ message: String) throws {
    let run = try run(["keys"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("a scenario with one is refused with status 65")
  func scenario() throws {
    let path = try file("endpoints: [{name: a, path: /a}]\nstore: {kind: redis, url: \"redis://:\(canary)@h\"}\n")
    let scenario = folder.appendingPathComponent("s.yaml").path
    try FileManager.default.moveItem(atPath: path, toPath: scenario)
    let run = try run(["run", scenario])
    #expect(run.status == 65)
    #expect(run.errors.contains("the URL holds a password") && !run.errors.contains(canary), "\(run.errors)")
  }

  @Test(
    "log in from a file and from each variable, an address's own before a variable's", .enabled(if: RedisServer.isHere),
    .timeLimit(.minutes(1)))
  func ways() async throws {
    let server = try await RedisServer(
      options: ["--requirepass", canary, "--user", "me", "on", ">" + canary, "~*"] + RedisServer.rights)
    let url = "unix://\(server.socketPath)"
    let place = ["keys", "--redis", url]
    let path = try file(canary + "\n")
    for (arguments, environment) in [
      (place + ["--password-file", path], [:]), (place + ["--password-file", path, "--user", "me"], [:]),
      (place, ["TTLSCOPE_REDIS_PASSWORD": canary, "REDISCLI_AUTH": "wrong"]), (place, ["REDISCLI_AUTH": canary]),
      (["keys"], ["REDIS_URL": "unix://:\(canary)@\(server.socketPath)", "REDISCLI_AUTH": "wrong"]),
      (place + ["--password-file", path], ["REDISCLI_AUTH": "wrong"]),
    ] {
      let run = try run(arguments, environment)
      #expect(run.status == 0 && run.errors.contains("no entries on"), "\(arguments): \(run.errors)")
    }
    let without = try run(place)
    #expect(without.status == 69 && without.errors.contains("NOAUTH"), "\(without.errors)")
  }

  @Test(
    "a scenario's server gets nothing from the environment", .enabled(if: RedisServer.isHere), .timeLimit(.minutes(1)))
  func foreignScenario() async throws {
    let server = try await RedisServer(options: ["--requirepass", canary])
    let scenario = folder.appendingPathComponent("s.yaml").path
    let text = """
      endpoints: [{name: a, path: "/a"}]
      duration: 100ms
      store: {kind: redis, url: "unix://\(server.socketPath)"}
      """
    #expect(FileManager.default.createFile(atPath: scenario, contents: Data(text.utf8)))
    let run = try run(["run", scenario], ["REDISCLI_AUTH": canary, "REDIS_URL": "redis://:\(canary)@h"])
    #expect(run.status == 69 && run.errors.contains("NOAUTH"), "\(run.errors)")
    let allowed = try self.run(["run", scenario, "--password-file", file(canary)])
    #expect(allowed.status == 0, "\(allowed.errors)")
  }
}
