import CacheEngine
import Foundation
import TestSupport
import Testing

/// The built program on a server of others, with somebody at the keyboard who presses anything.
@Suite("A random walk over the keyboard", .serialized, .enabled(if: RedisServer.program != nil))
struct GuestWalkTests {
  /// Seconds that each walk takes; a soak walks for minutes.
  private static let seconds =
    ProcessInfo.processInfo.environment["TTLSCOPE_WALK_SECONDS"].flatMap { Int($0) } ?? 5

  private static func seed() -> UInt64 {
    ProcessInfo.processInfo.environment["TTLSCOPE_WALK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...(.max))
  }

  /// A server with 1,000 keys of others, among them some whose names are nearly ours.
  private static func foreignServer() async throws -> RedisServer {
    let server = try await RedisServer(options: RedisServer.debugging)
    _ = RawRedis.ask("DEBUG POPULATE 990 app 16", server)
    _ = RawRedis.ask("MSET cl 1 cl2:a 2 cl2:b 3 CL:a 4", server)
    _ = RawRedis.ask("RPUSH list a b c", server)
    _ = RawRedis.ask("HSET hash f v", server)
    _ = RawRedis.ask("SET living value EX 100000", server)
    // What this has asked does not count.
    _ = RawRedis.ask("CONFIG RESETSTAT", server)
    return server
  }

  /// Everything that a keyboard sends but leaving at once and stopping.
  private static let keys: [String] =
    (32...126).map { String(Unicode.Scalar(UInt8($0))) }.filter { $0 != "q" }
    + ["\r", "\u{1B}", "\t", "\u{7F}", "\u{C}", "\u{15}", "\u{4}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D"]
    + ["\u{1B}[H", "\u{1B}[F", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[3~", "\u{1B}OP", "\u{1B}[Z", "é", "中"]

  /// What would change something if it were allowed, typed as it has to be.
  private static let deeds = [
    "2d", "2dy", "2x", "2t5s\r", "2tnone\r", "D", "Dcl:\r", "Dclear\r", "Iprefix app\rcl:\r",
    "Iprefix read_item:\rcl:\r",
    "Itag items\ry", "Itag items\rcl:\r", ":clear\r", ":delete\r", ":ttl 5s\r", ":/items/7\r", "1\r", "1b\r", "1b5\r",
    "u",
    "1:burst 20\r", "V", "2\r", "2/app\r", "c", "p", "F", ":invalidate version read_item\r",
  ]

  /// Presses keys for a while; every key at least once.
  private static func walk(on server: RedisServer, _ arguments: [String], seed: UInt64) throws -> (
    keys: Int, text: String
  ) {
    var generator = SeededGenerator(seed: seed)
    // Screens are saved where the program runs.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-walk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func open() throws -> PseudoTerminal {
      let session = try PseudoTerminal(
        running: "/bin/sh",
        arguments: [
          "-c", "cd \"$0\" && exec \"$@\"", folder.path, BuiltProgram.path("ttlscope"), "--redis",
          "unix://\(server.socketPath)", "--prefix", "cl:",
        ] + arguments, width: 120, height: 40)
      try session.expect("Endpoints", within: .seconds(20))
      return session
    }
    var session = try open()
    var pressed = 0
    var waiting = keys
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end || !waiting.isEmpty {
      let isDeed = generator.next() % 6 == 0
      if isDeed {
        session.press("\u{1B}")
        session.readUntilSilent(for: .milliseconds(30))
        session.press(deeds[Int(generator.next() % UInt64(deeds.count))])
      } else {
        session.press(waiting.popLast() ?? keys[Int(generator.next() % UInt64(keys.count))])
      }
      pressed += 1
      session.readUntilSilent(for: .milliseconds(8))
      // A terminal remembers everything, so that a long walk takes a new one now and then; ":quit" may have been typed too.
      let isOver = pressed % 50 == 0 && (try? session.waitForEnd(within: .zero)) != nil
      if isOver || session.output.count > 4 << 20 { session = try open() }
    }
    session.press("\u{1B}\u{1B}\u{1B}")
    session.readUntilSilent()
    let text = session.text
    session.press("\u{3}")
    #expect(try session.waitForEnd() == .exit(130))
    return (pressed, text)
  }

  @Test("changes nothing on a server of others, and asks it only what is allowed")
  func readOnly() async throws {
    let seed = Self.seed()
    let server = try await Self.foreignServer()
    let (before, digest) = (RawRedis.digest(of: server), RawRedis.ask("DEBUG DIGEST", server))
    let (keys, text) = try Self.walk(on: server, [], seed: seed)
    #expect(keys >= Self.keys.count)
    #expect(text.contains("READ-ONLY"), "seed \(seed)")
    #expect(RawRedis.digest(of: server) == before, "seed \(seed)")
    #expect(RawRedis.ask("DEBUG DIGEST", server) == digest, "seed \(seed)")
    let commands = RawRedis.ask("INFO commandstats", server)
    for word in ["set", "unlink", "pexpire", "persist", "incrby", "sadd", "spop", "flushdb", "del", "strlen"] {
      #expect(!commands.contains("cmdstat_\(word):"), "\(word), seed \(seed)")
    }
    print("walk of \(keys) keys, seed \(seed)")
  }

  @Test("with --write changes what is below the prefix, and nothing else")
  func writing() async throws {
    let seed = Self.seed()
    let server = try await Self.foreignServer()
    for number in 0..<40 { _ = RawRedis.ask("SET cl:own:\(number) 1", server) }
    let before = RawRedis.digest(of: server, without: "cl:")
    let (keys, text) = try Self.walk(on: server, ["--write"], seed: seed)
    #expect(keys >= Self.keys.count)
    #expect(!text.contains("READ-ONLY"), "seed \(seed)")
    #expect(RawRedis.digest(of: server, without: "cl:") == before, "seed \(seed)")
    print("walk with --write of \(keys) keys, seed \(seed)")
  }

  @Test("can clear what is below the prefix, once the prefix was typed and not before")
  func clearing() async throws {
    let server = try await Self.foreignServer()
    for number in 0..<40 { _ = RawRedis.ask("SET cl:own:\(number) 1", server) }
    let before = RawRedis.digest(of: server, without: "cl:")
    let session = try PseudoTerminal(
      running: BuiltProgram.path("ttlscope"),
      arguments: ["--redis", "unix://\(server.socketPath)", "--prefix", "cl:", "--write"], width: 120, height: 40)
    try session.expect("Endpoints", within: .seconds(20))
    for answer in ["\r", "\u{1B}", "y\r", "cl\r", "clear\r"] {
      let mark = session.output.count
      session.press("D")
      try session.expect("type cl: and Enter", after: mark)
      #expect(session.text.contains("40 entries"))
      session.press(answer)
      try session.expect("left as it is", after: mark)
      #expect(RawRedis.integer("DBSIZE", server) == 997 + 40)
    }
    let mark = session.output.count
    session.press("D")
    try session.expect("type cl: and Enter", after: mark)
    session.press("cl:\r")
    try session.expect("40 removed", after: mark)
    #expect(RawRedis.integer("DBSIZE", server) == 997)
    #expect(RawRedis.digest(of: server, without: "cl:") == before)
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
  }

  @Test("is not needed to see that requests store nothing there, and that they do on one's own server")
  func requests() async throws {
    let foreign = try await Self.foreignServer()
    let program = BuiltProgram.path("ttlscope")
    func request(_ server: RedisServer, _ arguments: [String] = []) throws -> PipedProgram {
      try PipedProgram(
        running: program, arguments: ["request", "/items/5", "--redis", "unix://\(server.socketPath)"] + arguments)
    }
    let before = RawRedis.digest(of: foreign)
    let answer = try request(foreign)
    #expect(answer.status == 0 && answer.output.hasPrefix("MISS    200"))
    let line =
      "ttlscope: nothing was stored: read-only: the database holds keys of others; --write allows changes below the prefix\n"
    #expect(answer.errors == line)
    #expect(RawRedis.digest(of: foreign) == before)
    #expect(try request(foreign, ["--write"]).errors == "")
    #expect(try request(foreign).output.hasPrefix("HIT     200"))
    let own = try await RedisServer()
    #expect(try request(own).output.hasPrefix("MISS    200"))
    let second = try request(own)
    #expect(second.output.hasPrefix("HIT     200") && second.errors == "")
    let refused = try PipedProgram(
      running: program, arguments: ["request", "/items/5", "--redis", "redis://192.0.2.1", "--write"])
    #expect(refused.status == 64 && refused.errors.contains("--i-know"))
  }
}
