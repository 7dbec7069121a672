/// What to do about an entry that was found.
public enum LookupDecision: Hashable, Sendable {
  /// It is fresh.
  case serve
  /// It is fresh, and a load is to be started in the background: refresh-ahead or early refresh.
  case serveAndRefresh
  /// Its time is up, and a load is to be started in the background.
  case serveStaleAndRefresh
  /// Its time is up, and its load failed a moment ago.
  case serveStale
  /// Its time is up. If the load fails, or takes too long, it may still be served where `keepsFallback` says so.
  case load(keepsFallback: Bool)
}

extension CachePolicy {
  /// The whole of the rules, without a clock and without chance: both are told.
  ///
  /// - Parameters:
  ///   - retryAt: When a load that failed may be tried again.
  ///   - unit: Drawn uniformly from (0, 1]; only early refresh looks at it.
  public func decide(
    _ entry: EntryFacts, at now: Timestamp, retryAt: Timestamp = .zero, unit: Double = 1
  ) -> LookupDecision {
    guard entry.freshUntil <= now else { return refreshes(entry, at: now, unit: unit) ? .serveAndRefresh : .serve }
    let over = entry.freshUntil.duration(to: now)
    let keepsFallback = staleIfError.map { over < $0.keep } ?? false
    if keepsFallback, retryAt > now { return .serveStale }
    if let staleWhileRevalidate, over < staleWhileRevalidate { return .serveStaleAndRefresh }
    return .load(keepsFallback: keepsFallback)
  }

  /// Whether a fresh entry is to be loaded anew. What says that there is no row just ends.
  private func refreshes(_ entry: EntryFacts, at now: Timestamp, unit: Double) -> Bool {
    guard entry.freshUntil != .distantFuture, !entry.isNegative else { return false }
    if case .earlyRefresh(let beta, _) = protection {
      // XFetch: now − δ·β·ln(u) ≥ expiry.
      let early = Double(entry.loadNanoseconds) * beta * -PortableMath.log(unit)
      return early >= Double(now.duration(to: entry.freshUntil).wholeNanoseconds)
    }
    guard let refreshAhead, let writtenAt = entry.writtenAt else { return false }
    let life = writtenAt.duration(to: entry.freshUntil)
    return writtenAt.duration(to: now) >= life * refreshAhead
  }

  /// The probability that one read, so long before the end, starts an early refresh: e^(−t/(βδ)).
  public static func earlyRefreshProbability(timeLeft: Duration, loadTime: Duration, beta: Double) -> Double {
    let spread = loadTime.inSeconds * beta
    guard spread > 0 else { return timeLeft <= .zero ? 1 : 0 }
    return PortableMath.exp(-max(0, timeLeft.inSeconds) / spread)
  }

  /// True when a fresh entry is served whatever else there is to know: then a hit needs no decision.
  var servesFreshAsIs: Bool {
    if case .earlyRefresh = protection { return false }
    return refreshAhead == nil && tagging?.family != .timestamp && !isVersioned
  }

  /// Whether an entry needs its facts to be read, also by a process that did not write it.
  func needsFacts(negative: Bool) -> Bool {
    negative || grace > .zero || !servesFreshAsIs
  }
}
