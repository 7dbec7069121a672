/// Groups of entries: versions in their keys, tags by moment and by index.
extension Cache {
  /// Members that are taken out of an index at once.
  static let indexBatch = 100

  /// Puts the present version into the key. False when the store does not tell it: then the cache is left aside.
  nonisolated(nonsending) func resolveVersion(_ open: OpenLookup) async -> Bool {
    guard let groups = open.call.groups, let name = groups.version else { return true }
    open.record.otherOperations.append(.get(name))
    do throws(StoreError) {
      try await faults.pass(clock)
      let version = try await currentVersion(name)
      open.call.key = CacheKey("v\(version):\(groups.unversioned.text)")
      open.record.key = open.call.key
      return true
    } catch {
      noteFailedRead(error, in: &open.record)
      open.call.bypassed = [.read, .write]
      return false
    }
  }

  /// A version that is not there begins with the present moment: one that was lost is never given again.
  private nonisolated(nonsending) func currentVersion(_ name: CacheKey) async throws(StoreError) -> Int64 {
    for _ in 0..<3 {
      let now = clock.now
      let reading: StoreReading
      if let known = store.getAtOnce(name, at: now) {
        reading = known
      } else {
        reading = try await store.get(name, at: now)
      }
      if let entry = reading.entry, let version = Self.number(in: entry.bytes) { return version }
      let first = max(1, sharedMoment(now) / 1_000_000)
      do throws(StoreError) {
        try await store.add(name, Self.value(first), ttl: nil, at: now)
        return first
      } catch .alreadyExists {
        continue
      } catch .readOnly {
        // Nothing will be stored under it either.
        return first
      }
    }
    throw .rejected("the version \(name) is not a number")
  }

  /// Makes all entries of the older version unreachable; they end by their TTL.
  func bumpVersion(of function: String) async throws(StoreError) {
    try await faults.pass(clock)
    let name = CallGroups.version(of: function)
    let old = try await currentVersion(name)
    let now = clock.now
    try await store.set(name, Self.value(max(old + 1, sharedMoment(now) / 1_000_000)), ttl: nil, at: now)
  }

  func isOfOlderVersion(_ open: OpenLookup) -> Bool {
    guard let groups = open.call.groups, groups.version != nil else { return false }
    return versionFills.withLock { $0.arguments(for: groups.unversioned) }.map { $0 != open.call.key.text } ?? false
  }

  /// What was found, unless a tag of it was invalidated after its load began: then it counts as gone.
  nonisolated(nonsending) func withoutInvalidated(
    _ reading: StoreReading, _ open: OpenLookup
  ) async throws(StoreError) -> StoreReading {
    guard let stamps = open.call.groups?.stamps, !stamps.isEmpty, case .found(let entry) = reading else {
      return reading
    }
    let now = clock.now
    for name in stamps { open.record.otherOperations.append(.get(name)) }
    let moments = try await store.getMany(stamps, at: now).compactMap { $0.entry.flatMap { Self.number(in: $0.bytes) } }
    guard let latest = moments.max(), latest >= entry.facts.loadBegan else { return reading }
    return .absent(.left(.invalidated, at: now))
  }

  /// Entries with the tag count as gone from now on; nothing is removed.
  func stampTag(_ tag: String) async throws(StoreError) {
    try await faults.pass(clock)
    let now = clock.now
    try await store.set(CallGroups.name(ofTag: tag), Self.value(sharedMoment(now)), ttl: nil, at: now)
  }

  /// Removes the entries that the index of the tag names, and counts them.
  ///
  /// - Parameter goingOn: Told how many are gone, before each batch; false stops. What is left can still be cleared: a
  ///   batch that was taken out of the index is removed to its end.
  func clearTag(_ tag: String, goingOn: @Sendable (Int) -> Bool = { _ in true }) async throws(StoreError) -> Int {
    try await faults.pass(clock)
    let name = CallGroups.name(ofTag: tag)
    loads.withLock { $0.invalidate(index: name) }
    var removed = 0
    while goingOn(removed) {
      let members = try await store.takeMembers(ofSet: name, limit: Self.indexBatch, at: clock.now)
      if members.isEmpty { break }
      for key in members where try await store.delete(key, at: clock.now) { removed += 1 }
    }
    return removed
  }

  nonisolated(nonsending) func enterIndexes(_ open: OpenLookup) async throws(StoreError) {
    for name in open.call.groups?.indexes ?? [] {
      open.record.otherOperations.append(.addMember(open.call.key, set: name))
      try await store.addMember(open.call.key, toSet: name, at: clock.now)
    }
  }

  func noteGroups(_ open: OpenLookup) {
    guard let groups = open.call.groups else { return }
    if groups.version != nil { versionFills.withLock { $0.note(open.call.key.text, for: groups.unversioned) } }
    guard !groups.stamps.isEmpty else { return }
    stamped.withLock { stamped in
      for name in groups.stamps {
        stamped[name, default: NameSet()].add(open.call.key)
        // Only for a preview: of more than these the oldest are left out of it.
        if stamped[name]?.isCrowded == true { stamped[name]?.keepNewest() }
      }
    }
  }

  private static func value(_ number: Int64) -> EncodedValue {
    EncodedValue(bytes: Array(String(number).utf8), serializer: "integer")
  }

  private static func number(in bytes: [UInt8]) -> Int64? {
    Int64(String(decoding: bytes, as: UTF8.self))
  }
}
