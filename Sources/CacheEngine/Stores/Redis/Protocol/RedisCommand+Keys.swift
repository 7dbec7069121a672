extension RedisCommand {
  /// The keys that the command names: what decides which node of a cluster has to be asked.
  var keys: [[UInt8]] {
    switch self {
    case .get(let key), .set(let key, _, _, _), .exists(let key), .increment(let key, _), .expire(let key, _),
      .persist(let key), .timeLeft(let key), .type(let key), .memory(let key), .range(let key, _, _),
      .releaseLease(let key, _),
      .addMember(let key, _), .takeMembers(let key, _), .someMembers(let key, _):
      [key]
    case .setHolding(let key, let lease, _, _, _): [key, lease]
    case .unlink(let keys), .getMany(let keys): keys
    case .scan, .databaseSize, .authenticate, .select, .setClientName, .setNoTouch, .echo, .ping, .time, .info, .hello,
      .clusterSlots, .asking:
      []
    }
  }

  /// Whether it asks about a whole cluster, so that every master has to be asked.
  var asksEverywhere: Bool { self == .databaseSize || self == .info }

  /// The same command for some of its keys, where it works on each by itself; else `nil`.
  func forKeys(_ keys: [[UInt8]]) -> RedisCommand? {
    switch self {
    case .unlink: .unlink(keys: keys)
    case .getMany: .getMany(keys: keys)
    default: nil
    }
  }
}
