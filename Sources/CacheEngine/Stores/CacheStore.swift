/// A place where entries are kept. This comment is the contract; one test suite runs it on every store.
///
/// - An expired entry is an absent entry, in every operation and every list.
/// - Writing without a TTL gives an entry that never expires, also where the old one had a TTL.
/// - A TTL is exact to the millisecond. Values are bytes of any content, the empty value included.
/// - `add` writes only where nothing is, else throws ``StoreError/alreadyExists(_:)``.
/// - `increment` counts from 0 where nothing is and keeps the TTL of what is there; anything but a decimal 64-bit integer
///   throws ``StoreError/notAnInteger(_:)`` and changes nothing.
/// - `getMany` answers in the order asked. `setMany` writes in the order given: the last of two equal keys wins.
/// - `expire` gives a living entry a new life from `now`; `nil` makes it last for ever. False where nothing is.
/// - `list` goes through all entries whose key begins with `prefix`, at most `limit` a page, each entry that lives throughout
///   at least once. Pages may be empty before the end. Order is the store's own.
/// - `clear` removes the entries whose key begins with `prefix` (all entries of this store when it is empty) and counts them.
///   What lies beside the entries, leases and sets, is in no list and never counted; clearing everything may remove it too.
/// - A lease is a lock beside a key, not an entry: it is nobody's after its time. Only who holds it can release it, or write
///   by it; `voidLease` takes it from whoever has it.
/// - A set keeps names of entries, each once, until they are taken; it does not end.
/// - After `close` every operation throws ``StoreError/closed``.
///
/// Time enters by argument: `now` is the moment on the lab's clock at which the operation happens. A store whose time is a
/// server's uses it only to translate what the server says.
public protocol CacheStore: Sendable {
  nonisolated(nonsending) func get(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> StoreReading

  /// What `get` would answer, if the store knows it without waiting for anybody; else `nil`, and nothing has happened.
  func getAtOnce(_ key: CacheKey, at now: Timestamp) -> StoreReading?

  func set(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError)

  /// Does what `set` does, if that takes no waiting for anybody; else false, and nothing has happened.
  func setAtOnce(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) throws(StoreError) -> Bool

  func add(_ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp) async throws(StoreError)
  func exists(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool
  /// True when there was something to delete.
  func delete(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> Bool
  func getMany(_ keys: [CacheKey], at now: Timestamp) async throws(StoreError) -> [StoreReading]
  func setMany(_ entries: [(CacheKey, EncodedValue)], ttl: TTL?, at now: Timestamp) async throws(StoreError)
  func increment(_ key: CacheKey, by delta: Int64, at now: Timestamp) async throws(StoreError) -> Int64
  func expire(_ key: CacheKey, ttl: TTL?, at now: Timestamp) async throws(StoreError) -> Bool
  func timeLeft(_ key: CacheKey, at now: Timestamp) async throws(StoreError) -> TimeLeft
  func list(
    prefix: String, after cursor: ListCursor?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> ListPage
  /// The beginning of a value, for eyes only: counts no hit and moves no entry in the order of eviction.
  func peek(_ key: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> EntryPreview?
  func clear(prefix: String, at now: Timestamp) async throws(StoreError) -> Int
  /// The same in steps: before each it is told how many entries are gone, and stops when that returns false.
  func clear(
    prefix: String, at now: Timestamp, goingOn: @Sendable (Int) -> Bool
  ) async throws(StoreError) -> Int
  /// True when nobody held the lease and `token` does now, for so long.
  nonisolated(nonsending) func acquireLease(
    _ key: CacheKey, token: UInt64, lasting: TTL, at now: Timestamp
  ) async throws(StoreError) -> Bool
  nonisolated(nonsending) func releaseLease(_ key: CacheKey, token: UInt64, at now: Timestamp) async throws(StoreError)
  nonisolated(nonsending) func voidLease(_ key: CacheKey, at now: Timestamp) async throws(StoreError)
  /// Writes if `token` holds the lease, and releases it; else false, and nothing has happened.
  nonisolated(nonsending) func setHolding(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, token: UInt64, at now: Timestamp
  ) async throws(StoreError) -> Bool
  nonisolated(nonsending) func addMember(
    _ member: CacheKey, toSet name: CacheKey, at now: Timestamp
  ) async throws(StoreError)
  /// Takes at most `limit` members out of the set; empty when there are no more.
  nonisolated(nonsending) func takeMembers(
    ofSet name: CacheKey, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> [CacheKey]
  /// Up to `limit` members, for eyes only.
  func members(ofSet name: CacheKey, limit: Int, at now: Timestamp) async throws(StoreError) -> [CacheKey]
  /// Forgets an entry as a store does that loses some.
  nonisolated(nonsending) func lose(_ key: CacheKey, at now: Timestamp) async throws(StoreError)
  func close() async

  /// True where time is the lab's, false where it is a server's.
  var goesByLabTime: Bool { get }

  /// What to show about the store; never touches a network.
  func status(at now: Timestamp) -> StoreStatus
}

extension CacheStore {
  public var goesByLabTime: Bool { false }

  /// A store that is quickly cleared does it in one step.
  public func clear(
    prefix: String, at now: Timestamp, goingOn: @Sendable (Int) -> Bool
  ) async throws(StoreError) -> Int {
    goingOn(0) ? try await clear(prefix: prefix, at: now) : 0
  }

  /// A store behind a network never knows at once.
  public func getAtOnce(_ key: CacheKey, at now: Timestamp) -> StoreReading? { nil }

  public func setAtOnce(
    _ key: CacheKey, _ value: EncodedValue, ttl: TTL?, at now: Timestamp
  ) throws(StoreError) -> Bool { false }
}
