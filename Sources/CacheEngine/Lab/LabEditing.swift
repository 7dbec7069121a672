/// What a hand at the keyboard does to entries.
extension Lab {
  static let undoDepth = 32

  /// Whether a deletion or a new TTL can be taken back. A server's entries belong to others too: there it cannot.
  public var supportsUndo: Bool { store is MemoryStore }

  /// Gives an entry a new life from now; `nil` makes it last for ever. False when there is no such entry.
  public func setTTL(_ ttl: TTL?, of key: CacheKey) async throws(StoreError) -> Bool {
    try await remember(key, isLifeChange: true)
    defer { noteChange(of: key) }
    return try await store.expire(key, ttl: ttl, at: clock.now)
  }

  /// Ends an entry's time, as if its TTL had run down: the next request will call it expired, not deleted.
  public func expireNow(_ key: CacheKey) async throws(StoreError) -> Bool {
    try await remember(key, isLifeChange: true)
    defer { noteChange(of: key) }
    return try await store.expire(key, ttl: .milliseconds(1), at: clock.now)
  }

  public func delete(_ key: CacheKey) async throws(StoreError) -> Bool {
    try await remember(key, isLifeChange: false)
    defer { noteChange(of: key) }
    return try await cache.delete(key)
  }

  /// Removes all entries of this store, under its prefix, and counts them.
  ///
  /// - Parameter goingOn: Told how many are gone, before each step on a server; false stops.
  public func clear(goingOn: @Sendable (Int) -> Bool = { _ in true }) async throws(StoreError) -> Int {
    defer { wakeLister() }
    return try await cache.clear(prefix: "", goingOn: goingOn)
  }

  /// Takes the last deletion or change of a TTL back: the entry is as it was, with the time it would have left.
  public func undo() async throws(StoreError) -> UndoResult {
    guard let step = undoStack.withLock({ $0.popLast() }) else { return .nothingToTakeBack }
    defer { wakeLister() }
    let now = clock.now
    var life: TTL?
    if case .at(let deadline) = step.expiry {
      guard let left = try? TTL(now.duration(to: deadline)) else {
        if step.wasLifeChange { _ = try await store.expire(step.key, ttl: .milliseconds(1), at: now) }
        return .timeIsOver(step.key)
      }
      life = left
    }
    if step.wasLifeChange, try await store.expire(step.key, ttl: life, at: now) { return .back(step.key) }
    do throws(StoreError) {
      try await store.add(step.key, step.value, ttl: life, at: now)
      return .back(step.key)
    } catch .alreadyExists(let key) {
      return .newerEntry(key)
    }
  }

  /// The value of an entry, up to `limit` bytes.
  public func inspect(_ key: CacheKey, limit: Int) async throws(StoreError) -> EntryPreview? {
    await looker?.admitPeek()
    return try await store.peek(key, limit: limit, at: clock.now)
  }

  /// Something has changed: the next look at the keys need not wait its turn.
  func wakeLister() {
    if let looker { looker.wake() } else { keyLister.wake() }
  }

  func noteChange(of key: CacheKey) {
    if let looker { looker.changed(key) } else { keyLister.wake() }
  }

  private func remember(_ key: CacheKey, isLifeChange: Bool) async throws(StoreError) {
    guard supportsUndo, let entry = try await store.peek(key, limit: .max, at: clock.now) else { return }
    let value = EncodedValue(bytes: entry.bytes, serializer: entry.summary.serializer ?? "bytes")
    undoStack.withLock { steps in
      if steps.count >= Self.undoDepth { steps.removeFirst() }
      steps.append(UndoStep(key: key, value: value, expiry: entry.summary.expiry, wasLifeChange: isLifeChange))
    }
  }
}

/// An entry as it was before it was changed by hand.
struct UndoStep: Sendable {
  var key: CacheKey
  var value: EncodedValue
  var expiry: Expiry
  /// Only the time was changed; the entry may still be there.
  var wasLifeChange: Bool
}

/// What came of taking a change back.
public enum UndoResult: Hashable, Sendable {
  case back(CacheKey)
  case nothingToTakeBack
  /// The entry would have ended by now anyway.
  case timeIsOver(CacheKey)
  /// Somebody wrote the key again meanwhile, and that stays.
  case newerEntry(CacheKey)
}
