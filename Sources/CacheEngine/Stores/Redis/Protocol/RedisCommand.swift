/// Every command this program can send: what is not a case here cannot reach a server, but for the two that a
/// ``RedisFeed`` opens with on a connection of its own.
///
/// Keys are complete, prefix included. Deliberately missing: everything that blocks a shared server or destroys what is
/// not ours, such as KEYS, FLUSHDB, CONFIG and DEBUG.
enum RedisCommand: Hashable, Sendable {
  case get(key: [UInt8])
  case set(key: [UInt8], value: [UInt8], milliseconds: Int64?, onlyIfAbsent: Bool)
  case exists(key: [UInt8])
  case unlink(keys: [[UInt8]])
  case getMany(keys: [[UInt8]])
  case increment(key: [UInt8], by: Int64)
  case expire(key: [UInt8], milliseconds: Int64)
  case persist(key: [UInt8])
  case timeLeft(key: [UInt8])
  /// What kind of value it is: asked before anything is read, so that no list or hash is ever fetched.
  case type(key: [UInt8])
  /// The bytes that key and value take. Counts no hit and changes no order of eviction, unlike STRLEN.
  case memory(key: [UInt8])
  case range(key: [UInt8], first: Int64, last: Int64)
  case scan(cursor: UInt64, pattern: [UInt8], count: Int64)
  /// Deletes the lease if it is the token's.
  case releaseLease(key: [UInt8], token: [UInt8])
  /// Writes if the lease is the token's, and deletes the lease.
  case setHolding(key: [UInt8], lease: [UInt8], token: [UInt8], value: [UInt8], milliseconds: Int64?)
  case addMember(set: [UInt8], member: [UInt8])
  case takeMembers(set: [UInt8], count: Int64)
  case someMembers(set: [UInt8], count: Int64)
  case databaseSize
  case authenticate(user: String?, password: String)
  case select(database: Int64)
  case setClientName(String)
  case echo([UInt8])
  case ping
  case time
  /// The server's own figures.
  case info
  /// Who the server is, in the protocol's second version.
  case hello
  /// Which node of a cluster has which slots.
  case clusterSlots
  /// The next command is for a slot that is only being moved to the node.
  case asking
  /// From now on reading changes no key's idle time (Redis 7.2).
  case setNoTouch

  /// The kind of reply that the command has when it succeeds: any other shows that replies and commands are out of step.
  var expectedReply: RedisReply.Kind {
    switch self {
    case .get, .range, .echo, .info: .bulk
    case .set, .authenticate, .select, .setClientName, .setNoTouch, .ping, .type, .asking: .status
    case .exists, .unlink, .increment, .expire, .persist, .timeLeft, .databaseSize, .releaseLease,
      .setHolding, .addMember:
      .integer
    case .memory: .size
    case .getMany, .scan, .time, .takeMembers, .someMembers, .hello, .clusterSlots: .array
    }
  }

  /// Whether the command may change what the server holds.
  var isWrite: Bool {
    switch self {
    case .set, .unlink, .increment, .expire, .persist, .releaseLease, .setHolding, .addMember, .takeMembers: true
    case .get, .exists, .getMany, .timeLeft, .type, .memory, .range, .scan, .someMembers, .databaseSize, .authenticate,
      .select, .setClientName, .setNoTouch, .echo, .ping, .time, .info, .hello, .clusterSlots, .asking:
      false
    }
  }

  /// Gives the command's words to `sink` one by one.
  func write<Sink: RedisWordSink>(to sink: inout Sink) {
    switch self {
    case .get(let key): sink.command("GET", key)
    case .set(let key, let value, let milliseconds, let onlyIfAbsent):
      sink.begin(words: 3 + (milliseconds == nil ? 0 : 2) + (onlyIfAbsent ? 1 : 0))
      sink.word("SET")
      sink.word(key)
      sink.word(value)
      if let milliseconds {
        sink.word("PX")
        sink.word(milliseconds)
      }
      if onlyIfAbsent { sink.word("NX") }
    case .exists(let key): sink.command("EXISTS", key)
    case .unlink(let keys): sink.command("UNLINK", all: keys)
    case .getMany(let keys): sink.command("MGET", all: keys)
    case .increment(let key, let delta): sink.command("INCRBY", key, delta)
    case .expire(let key, let milliseconds): sink.command("PEXPIRE", key, milliseconds)
    case .persist(let key): sink.command("PERSIST", key)
    case .timeLeft(let key): sink.command("PTTL", key)
    case .type(let key): sink.command("TYPE", key)
    case .memory(let key):
      sink.command("MEMORY", all: [Array("USAGE".utf8), key, Array("SAMPLES".utf8), Array("0".utf8)])
    case .range(let key, let first, let last): sink.command("GETRANGE", key, first, last)
    case .scan(let cursor, let pattern, let count):
      sink.begin(words: 6)
      sink.word("SCAN")
      sink.word(Array(String(cursor).utf8))
      sink.word("MATCH")
      sink.word(pattern)
      sink.word("COUNT")
      sink.word(count)
    case .releaseLease(let key, let token):
      sink.command("EVAL", all: [Array(Self.releaseScript.utf8), [UInt8(ascii: "1")], key, token])
    case .setHolding(let key, let lease, let token, let value, let milliseconds):
      let life = milliseconds.map { Array(String($0).utf8) } ?? []
      sink.command("EVAL", all: [Array(Self.setScript.utf8), [UInt8(ascii: "2")], key, lease, token, value, life])
    case .addMember(let set, let member): sink.command("SADD", all: [set, member])
    case .takeMembers(let set, let count): sink.command("SPOP", set, count)
    case .someMembers(let set, let count): sink.command("SRANDMEMBER", set, count)
    case .databaseSize: sink.command("DBSIZE", all: [])
    case .authenticate(let user, let password):
      sink.command("AUTH", all: (user.map { [Array($0.utf8)] } ?? []) + [Array(password.utf8)])
    case .select(let database): sink.command("SELECT", all: [Array(String(database).utf8)])
    case .setClientName(let name): sink.command("CLIENT", all: [Array("SETNAME".utf8), Array(name.utf8)])
    case .setNoTouch: sink.command("CLIENT", all: ["NO-TOUCH", "ON"].map { Array($0.utf8) })
    case .echo(let bytes): sink.command("ECHO", bytes)
    case .ping: sink.command("PING", all: [])
    case .time: sink.command("TIME", all: [])
    case .info: sink.command("INFO", all: [])
    case .hello: sink.command("HELLO", all: [[UInt8(ascii: "2")]])
    case .clusterSlots: sink.command("CLUSTER", all: [Array("SLOTS".utf8)])
    case .asking: sink.command("ASKING", all: [])
    }
  }
}

/// The only scripts there are. Comparing and deleting must be one step, and Redis has no command for it. They call nothing
/// that is not a case above: a user needs the right to what a script calls.
extension RedisCommand {
  private static let releaseScript =
    "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('UNLINK',KEYS[1]) end return 0"
  private static let setScript = """
    if redis.call('GET',KEYS[2])~=ARGV[1] then return 0 end redis.call('UNLINK',KEYS[2]) \
    if ARGV[3]=='' then redis.call('SET',KEYS[1],ARGV[2]) else redis.call('SET',KEYS[1],ARGV[2],'PX',ARGV[3]) end return 1
    """
}

extension RedisWordSink {
  fileprivate mutating func command(_ name: StaticString, _ key: [UInt8], _ numbers: Int64...) {
    begin(words: 2 + numbers.count)
    word(name)
    word(key)
    for number in numbers { word(number) }
  }

  fileprivate mutating func command(_ name: StaticString, all words: [[UInt8]]) {
    begin(words: 1 + words.count)
    word(name)
    for bytes in words { word(bytes) }
  }
}
