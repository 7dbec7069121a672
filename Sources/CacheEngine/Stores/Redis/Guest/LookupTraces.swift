/// What commands of ours added to a server's `keyspace_hits` and `keyspace_misses`: reading a key's TTL, type or existence
/// counts there like reading its value. Source: `lookupKeyRead` in Redis 7, measured command by command.
public struct LookupTraces: Hashable, Sendable {
  public var requestHits: UInt64 = 0
  public var requestMisses: UInt64 = 0
  /// Caused by looking: the key list, the inspector and the countdowns.
  public var lookingHits: UInt64 = 0
  public var lookingMisses: UInt64 = 0

  public init() {}

  public var hits: UInt64 { requestHits + lookingHits }
  public var misses: UInt64 { requestMisses + lookingMisses }

  mutating func note(_ command: RedisCommand, _ reply: RedisReply, for purpose: RedisPurpose) {
    let (hits, misses) = command.traces(of: reply)
    switch purpose {
    case .request: (requestHits, requestMisses) = (requestHits + hits, requestMisses + misses)
    case .looking: (lookingHits, lookingMisses) = (lookingHits + hits, lookingMisses + misses)
    // The connection's own questions are about no key.
    case .upkeep: break
    }
  }
}

extension RedisCommand {
  /// Whether the server counts a hit or a miss for it.
  var leavesTrace: Bool {
    switch self {
    case .get, .getMany, .exists, .timeLeft, .type, .range, .someMembers, .releaseLease, .setHolding: true
    default: false
    }
  }

  /// How many hits and misses the server counted when it answered so.
  func traces(of reply: RedisReply) -> (hits: UInt64, misses: UInt64) {
    guard leavesTrace else { return (0, 0) }
    let isHit: Bool
    switch (self, reply) {
    case (_, .error(let text)):
      // A value of another type was found all the same; whatever else is refused is refused before it looks.
      guard ServerFault(text) == .wrongType else { return (0, 0) }
      isHit = true
    case (.getMany, .array(let values)):
      let found = values.count { $0 != .null }
      return (UInt64(found), UInt64(values.count - found))
    case (.timeLeft, .integer(let left)): isHit = left != -2
    case (.exists, .integer(let count)), (.releaseLease, .integer(let count)), (.setHolding, .integer(let count)):
      isHit = count > 0
    case (.type, .status(let name)): isHit = name != Array("none".utf8)
    case (.range, .bulk(let bytes)): isHit = !bytes.isEmpty
    case (.someMembers, .array(let members)): isHit = !members.isEmpty
    default: isHit = reply != .null
    }
    return isHit ? (1, 0) : (0, 1)
  }
}
