import Foundation
import TestSupport
import Testing

@testable import CacheEngine

@Suite("The commands that can be sent") struct AllowedCommandsTests {
  /// One of each kind: ``kind(of:)`` does not compile when one is missing there.
  static let all: [RedisCommand] = [
    .get(key: [1]), .set(key: [1], value: [2], milliseconds: 3, onlyIfAbsent: true), .exists(key: [1]),
    .unlink(keys: [[1], [2]]), .getMany(keys: [[1]]), .increment(key: [1], by: 1), .expire(key: [1], milliseconds: 1),
    .persist(key: [1]), .timeLeft(key: [1]), .type(key: [1]), .memory(key: [1]), .range(key: [1], first: 0, last: 1),
    .scan(cursor: 0, pattern: [2], count: 1), .releaseLease(key: [1], token: [2]),
    .setHolding(key: [1], lease: [2], token: [3], value: [4], milliseconds: 5), .addMember(set: [1], member: [2]),
    .takeMembers(set: [1], count: 1), .someMembers(set: [1], count: 1), .databaseSize,
    .authenticate(user: nil, password: ""), .select(database: 0), .setClientName(""), .echo([1]), .ping, .time, .info,
    .hello, .clusterSlots, .asking, .setNoTouch,
  ]

  /// How many kinds there are, by a list that the compiler keeps complete.
  private static func kind(of command: RedisCommand) -> Int {
    switch command {
    case .get: 0
    case .set: 1
    case .exists: 2
    case .unlink: 3
    case .getMany: 4
    case .increment: 5
    case .expire: 6
    case .persist: 7
    case .timeLeft: 8
    case .type: 9
    case .memory: 10
    case .range: 11
    case .scan: 12
    case .releaseLease: 13
    case .setHolding: 14
    case .addMember: 15
    case .takeMembers: 16
    case .someMembers: 17
    case .databaseSize: 18
    case .authenticate: 19
    case .select: 20
    case .setClientName: 21
    case .echo: 22
    case .ping: 23
    case .time: 24
    case .info: 25
    case .hello: 26
    case .clusterSlots: 27
    case .asking: 28
    case .setNoTouch: 29
    }
  }

  /// The openings of a feed, which are no commands: ``RedisFeed/Opening``.
  private static let openings: [RedisFeed.Opening] = [.subscribe(patterns: [[1]]), .monitor]

  private static func name(of opening: RedisFeed.Opening) -> String {
    switch opening {
    case .subscribe, .monitor:
      String(decoding: opening.encoded, as: UTF8.self).split(whereSeparator: \.isNewline)[2].uppercased()
    }
  }

  /// What may reach a server; with subcommands where a command has them.
  static let allowed = Set(RedisServer.allowed.map { $0.uppercased() })

  @Test("are these, no more and no less: in the type, in the rights of the tests' servers and in SECURITY.md")
  func oneList() throws {
    #expect(Set(Self.all.map(Self.kind)).count == 30 && Self.all.count == 30)
    let commands = Self.all.map { Self.name(of: $0.words.map { String(decoding: $0, as: UTF8.self) }) }
    let everything = Set(commands).union(Self.openings.map(Self.name))
    #expect(everything == Self.allowed.union(["MONITOR"]))
    let page = try Self.page("SECURITY.md")
    let start = try #require(page.range(of: "**Only these commands.**"))
    let end = try #require(page.range(of: "The list is the type", range: start.upperBound..<page.endIndex))
    #expect(Self.quoted(page[start.upperBound..<end.lowerBound]) == everything)
  }

  /// A page of the repository.
  static func page(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../..")
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The names between backticks.
  private static func quoted(_ text: Substring) -> Set<String> {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    return Set(parts.filter { $0.offset % 2 == 1 }.map { String($0.element).replacing(" ", with: "|") })
  }

  /// The command's name, with its subcommand where it has one.
  static func name(of words: [String]) -> String {
    let first = words.first?.uppercased() ?? ""
    guard ["CLIENT", "MEMORY", "CLUSTER", "CONFIG", "DEBUG", "ACL"].contains(first), words.count > 1 else {
      return first
    }
    return "\(first)|\(words[1].uppercased())"
  }

  @Test("are on the list", arguments: all)
  func listed(command: RedisCommand) {
    let words = command.words.map { String(decoding: $0, as: UTF8.self) }
    #expect(Self.allowed.contains(Self.name(of: words)))
  }

  @Test("name the keys that they are about, where they write any", arguments: all)
  func writtenKeys(command: RedisCommand) {
    #expect(!command.isWrite || !command.keys.isEmpty)
    for key in command.keys { #expect(command.words.contains(key)) }
  }

  @Test("are none of those that block a server or destroy what is not ours")
  func forbidden() {
    let forbidden = [
      "KEYS", "FLUSHDB", "FLUSHALL", "SWAPDB", "CONFIG", "MONITOR", "DEBUG", "STRLEN", "SHUTDOWN", "DEL",
    ]
    let names = Self.all.map { String(decoding: $0.words[0], as: UTF8.self) }
    #expect(Set(names).isDisjoint(with: forbidden))
  }

  @Test(
    "leave a hit or a miss on the server as it counts them",
    arguments: [
      (RedisCommand.get(key: [1]), RedisReply.bulk([1]), [1, 0]), (.get(key: [1]), .null, [0, 1]),
      (.get(key: [1]), .error("NOPERM this user"), [0, 0]), (.get(key: [1]), .error("WRONGTYPE x"), [1, 0]),
      (.getMany(keys: [[1], [2], [3]]), .array([.null, .bulk([1]), .null]), [1, 2]),
      (.timeLeft(key: [1]), .integer(-1), [1, 0]), (.timeLeft(key: [1]), .integer(-2), [0, 1]),
      (.exists(key: [1]), .integer(1), [1, 0]), (.exists(key: [1]), .integer(0), [0, 1]),
      (.type(key: [1]), .status(Array("none".utf8)), [0, 1]), (.type(key: [1]), .status(Array("list".utf8)), [1, 0]),
      (.memory(key: [1]), .integer(50), [0, 0]), (.scan(cursor: 0, pattern: [], count: 1), .array([]), [0, 0]),
      (.set(key: [1], value: [], milliseconds: nil, onlyIfAbsent: false), .status([]), [0, 0]),
    ] as [(RedisCommand, RedisReply, [UInt64])])
  func traces(command: RedisCommand, reply: RedisReply, expected: [UInt64]) {
    let (hits, misses) = command.traces(of: reply)
    #expect([hits, misses] == expected)
  }
}
