import Testing

@testable import CacheEngine

@Suite("The map of slots that a cluster announces")
struct SlotMapTests {
  private static func text(_ text: String) -> RedisReply { .bulk(Array(text.utf8)) }

  private static func node(_ host: RedisReply, _ port: Int64) -> RedisReply {
    .array([host, .integer(port), text("id"), .array([])])
  }

  private static func range(_ first: Int64, _ last: Int64, _ nodes: RedisReply...) -> RedisReply {
    .array([.integer(first), .integer(last)] + nodes)
  }

  private func map(_ ranges: RedisReply...) throws -> SlotMap? {
    try SlotMap(.array(ranges), askedHost: "10.0.0.9")
  }

  private func owner(_ map: SlotMap?, _ number: Int) -> String? {
    HashSlot(number).flatMap { map?.owner(of: $0)?.description }
  }

  @Test("gives each slot to the master of its range, and leaves holes")
  func ranges() throws {
    let map = try map(
      Self.range(0, 99, Self.node(Self.text("10.0.0.1"), 7_000), Self.node(Self.text("10.0.0.4"), 7_003)),
      Self.range(200, 16_383, Self.node(Self.text("10.0.0.2"), 7_001)),
      Self.range(150, 160, Self.node(Self.text("10.0.0.1"), 7_000)))
    #expect(owner(map, 0) == "10.0.0.1:7000")
    #expect(owner(map, 99) == "10.0.0.1:7000")
    #expect(owner(map, 100) == nil)
    #expect(owner(map, 155) == "10.0.0.1:7000")
    #expect(owner(map, 16_383) == "10.0.0.2:7001")
    #expect(map?.masters.map(\.port) == [7_000, 7_001])
    #expect(map?.replicas.map(\.description) == ["10.0.0.4:7003"])
    #expect(map?.holes.ranges == [100...149, 161...199])
    #expect(map?.slots(of: ClusterNode(host: "10.0.0.1", port: 7_000)).ranges == [0...99, 150...160])
  }

  @Test("a node without a host is the one that was asked", arguments: ["", "?", nil])
  func unknownHost(_ host: String?) throws {
    let map = try map(Self.range(0, 1, Self.node(host.map(Self.text) ?? .null, 7_000)))
    #expect(owner(map, 0) == "10.0.0.9:7000")
  }

  @Test("what makes no sense leaves a hole, and nothing but that leaves no map")
  func nonsense() throws {
    let bad: [RedisReply] = [
      Self.range(5, 4, Self.node(Self.text("a"), 1)), Self.range(-1, 4, Self.node(Self.text("a"), 1)),
      Self.range(0, 16_384, Self.node(Self.text("a"), 1)), Self.range(0, 4),
      Self.range(0, 4, Self.node(.integer(1), 1)),
      Self.range(0, 4, Self.node(Self.text("a"), 0)), Self.range(0, 4, Self.node(Self.text("a"), 65_536)),
      Self.range(0, 4, .array([Self.text("a")])), .integer(1), .array([]), .null,
      .array([Self.text("0"), .integer(4), Self.node(Self.text("a"), 1)]),
    ]
    for range in bad {
      #expect(try map(range) == nil, "\(range)")
      #expect(owner(try map(range, Self.range(7, 8, Self.node(Self.text("b"), 2))), 7) == "b:2")
    }
    for reply in [RedisReply.error("ERR This instance has cluster support disabled"), .array([]), .null] {
      #expect(try SlotMap(reply, askedHost: "a") == nil)
    }
  }

  @Test("has 64 masters at most")
  func bound() throws {
    let ranges = (0..<65).map { Self.range($0, $0, Self.node(Self.text("a"), 1_000 + $0)) }
    #expect(try SlotMap(.array(Array(ranges.dropLast())), askedHost: "")?.masters.count == 64)
    #expect(throws: StoreError.unavailable("a cluster of more than 64 masters")) {
      try SlotMap(.array(ranges), askedHost: "")
    }
  }

  @Test(
    "a redirection names a slot and a node, also without a host or with colons in it",
    arguments: [
      ("MOVED 3999 127.0.0.1:6381", "3999 127.0.0.1:6381"), ("ASK 3999 127.0.0.1:6381", "3999 127.0.0.1:6381 once"),
      ("MOVED 0 :7000", "0 10.0.0.9:7000"), ("MOVED 0 ?:7000", "0 10.0.0.9:7000"), ("MOVED 1 ::1:7000", "1 [::1]:7000"),
      ("MOVED 1 node-3.example:7000", "1 node-3.example:7000"), ("MOVED 16384 a:1", nil), ("MOVED 1 a", nil),
      ("MOVED 1 a:0", nil), ("MOVED 1 a:70000", nil), ("MOVED 1", nil), ("CROSSSLOT Keys in request", nil),
    ] as [(String, String?)])
  func redirections(_ text: String, _ expected: String?) {
    let redirect = ClusterRedirect(ServerFault(text), askedHost: "10.0.0.9")
    #expect(redirect.map { "\($0.slot.number) \($0.node)\($0.isOnce ? " once" : "")" } == expected)
  }

  @Test(
    "nodes on another host than the one that was named are told",
    arguments: [
      ("127.0.0.1", "127.0.0.1", true), ("localhost", "127.0.0.1", true), ("127.0.0.1", "::1", true),
      ("127.0.0.1", "127.3.2.1", true), ("localhost", "172.17.0.2", false), ("10.0.0.1", "10.0.0.1", true),
      ("10.0.0.1", "10.0.0.2", false), ("Redis.Example", "redis.example", true), ("redis.example", "10.0.0.1", false),
      ("10.0.0.1", "127.0.0.1", false), ("127.0.0.1", "127.0.0.1.evil.example", false),
    ])
  func network(_ named: String, _ announced: String, _ isInside: Bool) {
    let network = ClusterNetwork(of: RedisAddress(.tcp(host: named, port: 1)))
    let node = ClusterNode(host: announced, port: 7_000)
    #expect(network.contains(node) == isInside)
    #expect((network.warning(about: [node]) == nil) == isInside)
    #expect(network.warning(about: [node])?.contains(node.description) != false)
  }

  @Test("a server that is named by a socket is on this machine")
  func socketNetwork() {
    let network = ClusterNetwork(of: RedisAddress(.unix(path: "/run/redis.sock")))
    #expect(network.askedHost == "127.0.0.1")
    #expect(network.contains(ClusterNode(host: "127.0.0.1", port: 1)))
    #expect(!network.contains(ClusterNode(host: "10.0.0.1", port: 1)))
  }
}
