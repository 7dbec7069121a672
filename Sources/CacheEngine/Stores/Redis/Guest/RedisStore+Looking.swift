/// What the dashboard asks of a server that may be others': little at a time, and nothing that changes what it looks at.
extension RedisStore {
  /// One step through the keys: names, and what this process knows of them.
  struct NamePage {
    var entries: [EntrySummary]
    /// `nil` at the end.
    var next: UInt64?
    /// What of a cluster was left out so far.
    var gap: ListGap?
  }

  /// What was learnt of one key.
  enum Look {
    case absent
    /// - Parameter memory: Bytes that key and value take on the server; `nil` when that was not asked or not told.
    case present(EntrySummary)
  }

  /// What a user may not do, by the words of a refusal.
  struct Refusals: Hashable, Sendable {
    var timeLeft: String?
    var type: String?
    var memory: String?
  }

  /// What was answered of keys.
  struct Answers {
    var looks: [CacheKey: Look] = [:]
    var types: [CacheKey: String] = [:]
    /// Bytes.
    var memory: [CacheKey: Int] = [:]
    var refusals = Refusals()
  }

  /// Whether the store may be changed, found out where that is not known. Fails silently: the next change asks again.
  func settleAccess() async {
    try? await connection.decide()
  }

  func names(
    containing filter: String, after position: UInt64, at now: Timestamp
  ) async throws(StoreError) -> NamePage {
    let pattern = names.pattern(containing: filter)
    let found = try await scan(
      position, pattern: pattern, count: Int(OwnershipSurvey.scanCount), for: .looking, leavesOutSilentNodes: true)
    return NamePage(
      entries: found.names.compactMap { names.key($0, containing: filter) }.map { known($0, at: now) },
      next: found.next, gap: found.gap)
  }

  /// `nil` when by our account the entry is not there.
  func knownEntry(_ key: CacheKey, at now: Timestamp) -> EntrySummary? {
    journal.withLock { $0.record(key)?.gone == nil && $0.record(key) != nil } ? known(key, at: now) : nil
  }

  /// What this process knows of a key that the server named.
  private func known(_ key: CacheKey, at now: Timestamp) -> EntrySummary {
    guard let record = journal.withLock({ $0.record(key) }), record.gone == nil else {
      return EntrySummary(key: key, expiry: .unknown)
    }
    return EntrySummary(
      key: key, expiry: record.expiry, ttl: record.ttl, writtenAt: record.writtenAt, size: record.size,
      serializer: record.serializer, hits: record.hits)
  }

  /// Asks for the time that keys have left, for the type of those in `typed`, and for the memory of those in `measured`. A
  /// pipeline of that many commands.
  func look(
    at keys: [CacheKey], typing typed: [CacheKey] = [], measuring measured: [CacheKey], at now: Timestamp
  ) async throws(StoreError) -> Answers {
    let watch = Stopwatch()
    let replies = try await connection.look(
      keys.map { .timeLeft(key: name(of: $0)) } + typed.map { .type(key: name(of: $0)) }
        + measured.map { .memory(key: name(of: $0)) })
    // The server looked about halfway between question and answer.
    let took = now.duration(to: watch.now(from: now))
    let seen = now.advanced(by: took / 2)
    var answers = Answers()
    for (key, reply) in zip(keys, replies) {
      switch reply {
      case .integer(-2): answers.looks[key] = .absent
      case .integer(let left): answers.looks[key] = .present(summary(of: key, milliseconds: left, at: seen))
      case .error(let text): answers.refusals.timeLeft = text
      default: break
      }
    }
    for (key, reply) in zip(typed, replies.dropFirst(keys.count)) {
      switch reply {
      case .status(let name) where name != Array("none".utf8):
        answers.types[key] = String(decoding: name.prefix(32), as: UTF8.self)
      case .error(let text): answers.refusals.type = text
      default: break
      }
    }
    for (key, reply) in zip(measured, replies.dropFirst(keys.count + typed.count)) {
      switch reply {
      case .integer(let bytes): answers.memory[key] = Int(clamping: bytes)
      case .error(let text): answers.refusals.memory = text
      default: break
      }
    }
    return answers
  }

  /// Keys that a count goes through at most.
  private static let mostCounted = 200_000

  /// How many keys begin with `wanted`, and some of them by name. `isCut`: there are more keys than a count goes through.
  func count(
    prefix wanted: String, naming most: Int
  ) async throws(StoreError) -> (count: Int, keys: [CacheKey], isCut: Bool) {
    let pattern = names.pattern(for: wanted)
    var (count, keys, examined) = (0, [CacheKey](), 0)
    var next: UInt64? = 0
    while let position = next, examined < Self.mostCounted {
      let found = try await scan(position, pattern: pattern, count: Int(OwnershipSurvey.scanCount), for: .looking)
      examined += Int(OwnershipSurvey.scanCount)
      let entries = found.names.compactMap { names.key($0, in: wanted) }
      count += entries.count
      keys += entries.prefix(max(0, most - keys.count))
      next = found.next
    }
    return (count, keys, next != nil)
  }

  func serverTime() async throws(StoreError) -> (server: Duration, asked: Duration, answered: Duration)? {
    let asked = MonotonicTime.nanoseconds
    let reply = try await connection.send(.time, for: .looking)
    let answered = MonotonicTime.nanoseconds
    return ServerClock.time(in: reply).map { ($0, .nanoseconds(asked), .nanoseconds(answered)) }
  }

  /// - Throws: ``StoreError/rejected(_:)`` with the server's words where it may not be asked.
  func counters() async throws(StoreError) -> ServerCounters {
    guard let reply = try await connection.look([.info]).first ?? nil else { throw .unavailable("no node answers") }
    let texts = try checked(reply).elements?.compactMap(\.bytes) ?? [reply.bytes ?? []]
    return ServerCounters(of: texts.map { ServerCounters(info: $0) })
  }

  /// `nil` where the user may not ask.
  func keyCount() async throws(StoreError) -> Int? {
    try await connection.look([.databaseSize]).first??.integer.map { Int(clamping: $0) }
  }

  var lookupTraces: LookupTraces { connection.ownTraces }
}
