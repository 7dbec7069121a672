/// The one place from which `MONITOR` is sent.
extension Watch {
  /// What clients ask of the servers that have keys, for a moment. It costs the servers: `MONITOR` can halve what they get
  /// done, and shows the commands of all clients, secrets included. Of those nothing but the names of keys is kept.
  ///
  /// - Parameter wanted: ``MonitorSample/longest`` at most. It ends earlier after ``MonitorSample/mostLines`` commands.
  /// - Throws: ``StoreError`` when every server refuses it or does not answer.
  public func sampleCommands(for wanted: Duration) async throws(StoreError) -> MonitorSample {
    let duration = min(max(wanted, .milliseconds(10)), MonitorSample.longest)
    var taps: [MonitorTap] = []
    var outcome: Result<MonitorSample, StoreError>
    do throws(StoreError) {
      for address in store.masters.prefix(SlotMap.mostNodes) { taps.append(try MonitorTap(settings, at: address)) }
      outcome = .success(try await count(&taps, for: duration))
    } catch {
      outcome = .failure(error)
    }
    // A server goes on telling until the connection is gone.
    for tap in taps { await tap.connection.close() }
    return try outcome.get()
  }

  private func count(_ taps: inout [MonitorTap], for duration: Duration) async throws(StoreError) -> MonitorSample {
    let listing = state.withLock { $0.journal.listing }
    var tally = MonitorTally(
      database: settings.address.database, pattern: pattern, listing: listing, at: clock.now)
    let asked = clock.now
    var began: Timestamp?
    while (began ?? clock.now).duration(to: clock.now) < duration, !tally.isFull {
      guard (try? await clock.sleep(for: .milliseconds(20))) != nil else { throw .cancelled }
      for place in taps.indices { taps[place].drain(into: &tally) }
      if began == nil, taps.contains(where: \.hasBegun) { began = clock.now }
      if taps.allSatisfy({ $0.feed.refusal != nil }), let words = taps.first?.feed.refusal { throw .rejected(words) }
      if began == nil, asked.duration(to: clock.now) > settings.connectTimeout + settings.commandTimeout {
        throw .unavailable(taps.first.flatMap { $0.obstacle(at: clock.now) } ?? "no answer to MONITOR")
      }
    }
    var sample = tally.sample(of: (began ?? asked).duration(to: clock.now))
    sample.nodes = taps.count
    sample.unheard = taps.compactMap { tap in tap.obstacle(at: clock.now).map { "\(tap.place): \($0)" } }
    return sample
  }
}

/// One server whose commands are watched.
private struct MonitorTap {
  let place: String
  let feed = RedisFeed(.monitor)
  let connection: RedisConnection
  private(set) var hasBegun = false

  init(_ settings: RedisSettings, at address: RedisAddress) throws(StoreError) {
    var own = settings
    own.address = address
    own.feed = feed
    place = address.place
    connection = try RedisConnection(own)
  }

  mutating func drain(into tally: inout MonitorTally) {
    let items = feed.take()
    // The first line is the server's consent.
    if feed.refusal == nil, !items.isEmpty { hasBegun = true }
    for case .status(let line) in items.map(\.reply) where line != Array("OK".utf8) { tally.count(line) }
  }

  /// Why nothing came from there; `nil` where something did.
  func obstacle(at now: Timestamp) -> String? {
    if let refusal = feed.refusal { return refusal }
    if hasBegun { return nil }
    return connection.report(at: now).health.trouble ?? "no answer to MONITOR"
  }
}
