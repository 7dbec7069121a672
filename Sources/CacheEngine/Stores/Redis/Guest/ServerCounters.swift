/// What a server says of itself by `INFO`, as far as a cache is concerned. What it does not say is `nil`.
public struct ServerCounters: Hashable, Sendable {
  public var version: String?
  /// Of this run of the server: another one after every start.
  public var run: String?
  public var keyspaceHits: UInt64?
  public var keyspaceMisses: UInt64?
  public var evictedKeys: UInt64?
  public var expiredKeys: UInt64?
  /// Bytes.
  public var usedMemory: UInt64?
  /// Bytes; 0: without limit.
  public var maxMemory: UInt64?
  public var evictionPolicy: String?
  public var connectedClients: UInt64?
  public var commandsPerSecond: UInt64?

  /// More of an answer is not read.
  static let mostBytes = 256 << 10
  private static let longestText = 64

  public init() {}

  /// Reads lines of `name:value`. Whatever it cannot read it leaves out; of a name that comes twice the last counts.
  public init(info bytes: some Sequence<UInt8>) {
    for line in Array(bytes.prefix(Self.mostBytes)).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      take(name, String(decoding: line[(colon + 1)...].prefix(Self.longestText), as: UTF8.self))
    }
  }

  private mutating func take(_ name: String, _ value: String) {
    switch name {
    case "redis_version", "valkey_version": version = value
    case "run_id": run = value
    case "keyspace_hits": keyspaceHits = UInt64(value)
    case "keyspace_misses": keyspaceMisses = UInt64(value)
    case "evicted_keys": evictedKeys = UInt64(value)
    case "expired_keys": expiredKeys = UInt64(value)
    case "used_memory": usedMemory = UInt64(value)
    case "maxmemory": maxMemory = UInt64(value)
    case "maxmemory_policy": evictionPolicy = value
    case "connected_clients": connectedClients = UInt64(value)
    case "instantaneous_ops_per_sec": commandsPerSecond = UInt64(value)
    default: break
    }
  }
}

/// A server's counters beside what our own commands added to them.
public struct ServerReading: Hashable, Sendable {
  public var counters: ServerCounters
  /// The counters at the first look.
  public var first: ServerCounters
  /// What we added since then.
  public var own: LookupTraces
  /// Why there are none: the server's own words, to be sanitised.
  public var problem: String?

  public init(
    counters: ServerCounters = ServerCounters(), first: ServerCounters = ServerCounters(),
    own: LookupTraces = LookupTraces(), problem: String? = nil
  ) {
    (self.counters, self.first, self.own, self.problem) = (counters, first, own, problem)
  }

  /// Hits and misses that others had since the first look; `nil` where the server does not tell. A server that was started
  /// anew meanwhile counts from 0 again: then nothing is known of others.
  public var ofOthers: (hits: UInt64, misses: UInt64)? {
    guard let hits = counters.keyspaceHits, let misses = counters.keyspaceMisses, let firstHits = first.keyspaceHits,
      let firstMisses = first.keyspaceMisses, hits >= firstHits, misses >= firstMisses
    else { return nil }
    let (all, none) = (hits - firstHits, misses - firstMisses)
    return (all - min(all, own.hits), none - min(none, own.misses))
  }
}

extension LookupTraces {
  /// What was added since `earlier`.
  func since(_ earlier: LookupTraces) -> LookupTraces {
    var rest = LookupTraces()
    rest.requestHits = requestHits &- earlier.requestHits
    rest.requestMisses = requestMisses &- earlier.requestMisses
    rest.lookingHits = lookingHits &- earlier.lookingHits
    rest.lookingMisses = lookingMisses &- earlier.lookingMisses
    return rest
  }
}
