/// The one place from which `MONITOR` is sent.
extension Watch {
  /// What clients ask of the server, for a moment. It costs the server: `MONITOR` can halve what it gets done, and shows the
  /// commands of all clients, secrets included. Of those nothing but the names of keys is kept.
  ///
  /// - Parameter wanted: ``MonitorSample/longest`` at most. It ends earlier after ``MonitorSample/mostLines`` commands.
  /// - Throws: ``StoreError`` when the server refuses it or does not answer.
  public func sampleCommands(for wanted: Duration) async throws(StoreError) -> MonitorSample {
    let duration = min(max(wanted, .milliseconds(10)), MonitorSample.longest)
    var settings = settings
    let feed = RedisFeed(.monitor)
    settings.feed = feed
    let connection = try RedisConnection(settings)
    let outcome: Result<MonitorSample, StoreError>
    do throws(StoreError) {
      outcome = .success(try await count(feed, on: connection, for: duration))
    } catch {
      outcome = .failure(error)
    }
    // The server goes on telling until the connection is gone.
    await connection.close()
    return try outcome.get()
  }

  private func count(
    _ feed: RedisFeed, on connection: RedisConnection, for duration: Duration
  ) async throws(StoreError) -> MonitorSample {
    let listing = state.withLock { $0.journal.listing }
    var tally = MonitorTally(
      database: settings.address.database, pattern: pattern, listing: listing, at: clock.now)
    let asked = clock.now
    var began: Timestamp?
    while (began ?? clock.now).duration(to: clock.now) < duration, !tally.isFull {
      guard (try? await clock.sleep(for: .milliseconds(20))) != nil else { throw .cancelled }
      let items = feed.take()
      // The first line is the server's consent.
      if began == nil, !items.isEmpty { began = clock.now }
      for case .status(let line) in items.map(\.reply) where line != Array("OK".utf8) { tally.count(line) }
      if let refusal = feed.refusal { throw .rejected(refusal) }
      if began == nil, asked.duration(to: clock.now) > settings.connectTimeout + settings.commandTimeout {
        if case .down(let reason, _, _) = connection.report(at: clock.now).health { throw .unavailable(reason) }
        throw .unavailable("no answer to MONITOR")
      }
    }
    return tally.sample(of: (began ?? asked).duration(to: clock.now))
  }
}
