/// Entries kept on a Redis server, or on those of a cluster, under a prefix of their own that no operation ever leaves.
///
/// Expiry is the server's, to the millisecond. What the server does not tell (when an entry was written, how one left) comes
/// from this process's ``EntryJournal``, and is unknown for what other programs did. Every operation may throw
/// ``StoreError/unavailable(_:)``; it does so at once while the server is known to be away. Values above 8 MiB are refused.
public final class RedisStore: CacheStore {
  public static let defaultPrefix = "ttlscope:"
  /// Keys in one command at most, so that none keeps the server from others for long.
  static let batch = 500

  let connection: RedisGuard
  let place: String
  let names: ServerNames
  let journal = Lock(EntryJournal())
  let leftovers = Lock(ListLeftovers())
  let misplaced = Lock(MisplacedValues())

  /// Begins to connect and returns at once; operations wait for the first connection, not for later ones.
  ///
  /// - Parameters:
  ///   - writing: Whether it may be changed.
  ///   - jitter: Spreads the attempts to connect again.
  /// - Throws: ``StoreError/unavailable(_:)`` when the prefix is empty (the store would then own, and clear, everything),
  ///   this build has no TLS and the address wants it, or the process has no descriptor or thread left.
  public convenience init(
    address: RedisAddress, prefix: String = RedisStore.defaultPrefix, connectTimeout: Duration = .seconds(1),
    commandTimeout: Duration = .seconds(1), writing: WritePermission = .allowed, jitter: SeededGenerator
  ) throws(StoreError) {
    try self.init(
      address: address, space: .own(prefix: prefix), connectTimeout: connectTimeout, commandTimeout: commandTimeout,
      writing: writing, jitter: jitter)
  }

  /// - Parameter space: Which keys of the server it is about; keys that are only watched cannot be written.
  public convenience init(
    address: RedisAddress, space: KeySpace, connectTimeout: Duration = .seconds(1),
    commandTimeout: Duration = .seconds(1), writing: WritePermission = .allowed, jitter: SeededGenerator
  ) throws(StoreError) {
    let settings = RedisSettings(
      address: address, connectTimeout: connectTimeout, commandTimeout: commandTimeout,
      clientName: "ttlscope:\(ProcessIdentity.number)", jitter: jitter)
    try self.init(settings, space: space, writing: writing)
  }

  init(_ settings: RedisSettings, space: KeySpace, writing: WritePermission) throws(StoreError) {
    if case .own("") = space { throw .unavailable("the key prefix must not be empty") }
    if let obstacle = settings.address.obstacle { throw .unavailable(obstacle) }
    names = ServerNames(space)
    place = settings.address.description
    connection = RedisGuard(
      try RedisLink(settings), prefix: names.prefix, permission: space.isWatched ? .never(.wanted) : writing)
  }

  public nonisolated(nonsending) func get(
    _ key: CacheKey, at now: Timestamp
  ) async throws(StoreError) -> StoreReading {
    let watch = Stopwatch()
    let name = name(of: key)
    let reply = try await reply(to: .get(key: name))
    if isStrange(reply, key) { try await accept(key, name) }
    return try reading(of: key, name, from: reply, began: now, watch)
  }

  public func getMany(_ keys: [CacheKey], at now: Timestamp) async throws(StoreError) -> [StoreReading] {
    let watch = Stopwatch()
    let names = keys.map(name)
    let commands = stride(from: 0, to: names.count, by: Self.batch).map { start in
      RedisCommand.getMany(keys: Array(names[start..<min(start + Self.batch, names.count)]))
    }
    var values: [RedisReply] = []
    for reply in try await connection.send(commands, for: .request) { values += try checked(reply).elements ?? [] }
    guard values.count == keys.count else { throw .unavailable("a list of the wrong length") }
    for (index, value) in values.enumerated() where isStrange(value, keys[index]) {
      try await accept(keys[index], names[index])
    }
    var readings: [StoreReading] = []
    for (index, value) in values.enumerated() {
      readings.append(try reading(of: keys[index], names[index], from: checked(value), began: now, watch))
    }
    return readings
  }

  private func reading(
    of key: CacheKey, _ name: [UInt8], from reply: RedisReply, began: Timestamp, _ watch: Stopwatch
  ) throws(StoreError) -> StoreReading {
    guard let kept = reply.bytes else {
      return .absent(journal.withLock { $0.missed(key, began: began, at: watch.now(from: began)) })
    }
    let (bytes, facts) = try opened(kept, name, at: began)
    let expiry = journal.withLock { $0.hit(key, at: began) }
    return .found(StoredEntry(bytes: bytes, expiry: expiry, facts: facts))
  }

  public func set(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    _ = try await reply(to: try writing(key, value, ttl: ttl, onlyIfAbsent: false, at: now))
    wrote(key, value, ttl: ttl, at: now)
  }

  public func add(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError) {
    let answer = try await reply(to: try writing(key, value, ttl: ttl, onlyIfAbsent: true, at: now))
    guard answer != .null else { throw .alreadyExists(key) }
    wrote(key, value, ttl: ttl, at: now)
  }

  public func setMany(
    _ entries: [(CacheKey, EncodedValue)], ttl: TTL?, at now: Timestamp
  ) async throws(StoreError) {
    var commands: [RedisCommand] = []
    for (key, value) in entries { commands.append(try writing(key, value, ttl: ttl, onlyIfAbsent: false, at: now)) }
    let replies = try await connection.send(commands, for: .request)
    for (index, (key, value)) in entries.enumerated() {
      if case .error = replies[index] { continue }
      wrote(key, value, ttl: ttl, at: now)
    }
    for reply in replies { _ = try checked(reply) }
  }

  private func writing(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, onlyIfAbsent: Bool, at now: Timestamp
  ) throws(StoreError) -> RedisCommand {
    let name = name(of: key)
    return .set(
      key: name, value: try kept(value, name, at: now), milliseconds: ttl?.wholeMilliseconds,
      onlyIfAbsent: onlyIfAbsent)
  }

  func wrote(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) {
    journal.withLock {
      $0.wrote(
        key, serializer: value.serializer, size: value.bytes.count, isSealed: value.isSealed, ttl: ttl, at: now)
    }
  }
}

extension RedisStore {
  /// The key as the server knows it.
  func name(of key: CacheKey) -> [UInt8] {
    names.entry(key)
  }

  @inline(__always)
  nonisolated(nonsending) func reply(
    to command: RedisCommand, for purpose: RedisPurpose = .request
  ) async throws(StoreError) -> RedisReply {
    try checked(try await connection.send(command, for: purpose))
  }

  func checked(_ reply: RedisReply) throws(StoreError) -> RedisReply {
    if case .error(let text) = reply { throw .rejected(ServerFault(text).sentence(for: text)) }
    return reply
  }
}
