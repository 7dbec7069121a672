/// The two ways to know of changes: looking again and again, and being told.
extension Watch {
  /// Between two looks at all keys.
  private static let round = Duration.seconds(2)
  /// How often notifications are taken in, and how many of their keys are asked how long they live each time: together no
  /// more than the commands a second that looking may cost.
  private static let hearing = Duration.milliseconds(250)
  private static let mostAsked = 5

  func listKeysUntilCancelled() async {
    repeat { await look() } while (try? await clock.sleep(for: Self.round)) != nil
  }

  /// One look at all keys.
  func look() async {
    let began = clock.now
    state.withLock { $0.journal.beginRound(at: began) }
    await lister.readRound()
    let listing = lister.listing
    if let error = listing.error { return state.withLock { $0.journal.fail(error) } }
    let types = await types(of: listing.entries.map(\.key))
    let now = clock.now
    tell { journal in journal.take(listing, types: types, at: now) }
  }

  /// The types of those keys of which none is known yet, of a bounded number of them each time.
  private func types(of keys: [CacheKey]) async -> [CacheKey: String] {
    let unknown = state.withLock { state in keys.filter { state.journal.type(of: $0) == nil } }.prefix(100)
    let commands = unknown.map { RedisCommand.type(key: store.name(of: $0)) }
    guard let replies = try? await store.connection.send(commands, for: .looking), replies.count == unknown.count else {
      return [:]
    }
    var types: [CacheKey: String] = [:]
    for (key, reply) in zip(unknown, replies) { types[key] = reply.typeName }
    return types
  }

  func hearUntilCancelled() async {
    var echo = KeyspaceEcho()
    while (try? await clock.sleep(for: Self.hearing)) != nil {
      await hear(feed.take(), &echo)
    }
  }

  func hear(_ items: [RedisFeed.Item], _ echo: inout KeyspaceEcho) async {
    var events: [WatchEvent] = []
    let (now, machine) = (clock.now, MonotonicTime.nanoseconds)
    for item in items {
      guard let message = KeyspaceMessage(item.reply, database: settings.address.database), !echo.repeats(message),
        store.names.contains(message.name),
        let key = store.names.key(message.name, in: "")
      else { continue }
      let at = now.advanced(by: .nanoseconds(item.at - machine))
      let kind = state.withLock { $0.journal.hear(message.meaning, key, at: at) }
      if let kind { events.append(WatchEvent(at: at, kind: kind, key: key, source: .notification)) }
    }
    guard !events.isEmpty else { return }
    await askLives(of: &events)
    let noted = events
    tell { journal in
      for event in noted { journal.note(event) }
      return noted
    }
  }

  /// How long the keys live that were written last, and of which type they are.
  private func askLives(of events: inout [WatchEvent]) async {
    let places = events.indices.filter { events[$0].kind.isArrival }.suffix(Self.mostAsked)
    let names = places.map { store.name(of: events[$0].key) }
    let commands = names.flatMap { [RedisCommand.timeLeft(key: $0), .type(key: $0)] }
    let replies = (try? await store.connection.send(commands, for: .looking)) ?? []
    guard replies.count == commands.count else { return }
    let now = clock.now
    for (index, place) in places.enumerated() {
      guard let milliseconds = replies[index * 2].integer, milliseconds != -2 else { continue }
      events[place].expiry = milliseconds < 0 ? .never : .at(now.advanced(by: .milliseconds(milliseconds)))
      events[place].type = replies[index * 2 + 1].typeName
    }
  }

  /// Changes the journal, and tells the listener what came of it, in the same order.
  private func tell(_ change: (inout WatchJournal) -> [WatchEvent]) {
    state.withLock { state in
      for event in change(&state.journal) { state.listener?.tell(event) }
    }
  }
}

extension RedisReply {
  /// The answer to `TYPE`; `nil` for a key that is gone.
  fileprivate var typeName: String? {
    guard case .status(let bytes) = self else { return nil }
    let name = String(decoding: bytes.prefix(32), as: UTF8.self)
    return name == "none" ? nil : name
  }
}
