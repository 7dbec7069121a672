/// Invalidation of many entries at once, and the end of the process.
extension Lab {
  /// Invalidates a group. Returns how many entries that removed, where entries are removed at all: a tag of the timestamp
  /// family and a version only make them unreachable.
  ///
  /// - Parameters:
  ///   - noted: Whether it is marked among the lab's events.
  ///   - goingOn: Told how many are gone, before each step on a server; false stops.
  public func invalidate(
    _ group: Group, noted: Bool = false, goingOn: @Sendable (Int) -> Bool = { _ in true }
  ) async throws(StoreError) -> Int? {
    let count = try await carryOut(group, goingOn)
    if noted { events.note(.invalidated, "invalidated \(group)\(count.map { ": \($0)" } ?? "")") }
    wakeLister()
    return count
  }

  /// Whether invalidating the group removes entries, one batch after the other; else they stay and count as gone.
  public func removes(_ group: Group) -> Bool {
    switch group {
    case .prefix: true
    case .version: false
    case .tag: endpoints.contains { $0.definition.cache?.tagging?.family == .index }
    }
  }

  private func carryOut(_ group: Group, _ goingOn: @Sendable (Int) -> Bool) async throws(StoreError) -> Int? {
    switch group {
    case .prefix(let prefix): return try await cache.clear(prefix: prefix, goingOn: goingOn)
    case .version(let endpoint):
      try await cache.bumpVersion(of: endpoint)
      return nil
    case .tag(let tag):
      // Endpoints may share a tag and keep it in different ways.
      let families = Set(endpoints.compactMap { $0.definition.cache?.tagging?.family })
      if families.contains(.timestamp) { try await cache.stampTag(tag) }
      return families.contains(.index) ? try await cache.clearTag(tag, goingOn: goingOn) : nil
    }
  }

  /// The application dies and starts again. Returns how many acknowledged writes are lost.
  public func crash() -> Int {
    endpoints.reduce(0) { $0 + $1.writeBehind.lose() }
  }

  /// Acknowledged writes that the database has not got.
  public var writesAtRisk: UInt64 {
    endpoints.reduce(0) { $0 + $1.writeBehind.counts.atRisk }
  }

  /// Adds to a reading of the ledger what became of writes after their requests.
  func addWritesBehind(to snapshot: inout LedgerSnapshot) {
    for endpoint in endpoints {
      let counts = endpoint.writeBehind.counts
      snapshot.total.writes += counts
      if let index = snapshot.functions.firstIndex(where: { $0.name == endpoint.definition.name }) {
        snapshot.functions[index].counts.writes += counts
      }
    }
  }
}
