/// One call through a cache: what it needs to know of its function.
@usableFromInline
struct LookupCall: Sendable {
  var function: FunctionID
  var key: CacheKey
  var request: String?
  /// When the request was due; `nil`: when it is taken up.
  var arrivedAt: Timestamp?
  var policy: LookupPolicy
  var bypassed: CacheAccess
  /// The arguments as text where different ones can share the key; `nil` where they cannot.
  var arguments: String?
  /// The row that the answer is made of, where there is a database that knows of changes.
  var row: RowID?
  /// `nil` where the entry belongs to no group.
  var groups: CallGroups?

  @usableFromInline
  init(
    function: FunctionID, key: CacheKey, request: String?, policy: LookupPolicy, bypassed: CacheAccess,
    arguments: String?
  ) {
    self.function = function
    self.key = key
    self.request = request
    self.policy = policy
    self.bypassed = bypassed
    self.arguments = arguments
  }

  /// True when more than the entry has to be read to know whether it can be served.
  var readsGroups: Bool {
    guard let groups else { return false }
    return groups.version != nil || !groups.stamps.isEmpty
  }
}

/// The groups that an entry belongs to, by the names under which a store keeps them.
///
/// An object, because it is the same for every call with the same arguments.
final class CallGroups: Sendable {
  /// Where the version is kept that is part of the key.
  let version: CacheKey?
  /// The key without its version.
  let unversioned: CacheKey
  /// Where moments of invalidation are kept.
  let stamps: [CacheKey]
  /// Sets of names that the entry's name goes into.
  let indexes: [CacheKey]

  /// `nil` where there are no groups.
  init?(_ policy: CachePolicy, function: String, key: CacheKey, tags: [String]) {
    guard policy.isVersioned || !tags.isEmpty else { return nil }
    version = policy.isVersioned ? Self.version(of: function) : nil
    unversioned = key
    let names = tags.map(Self.name(ofTag:))
    stamps = policy.tagging?.family == .timestamp ? names : []
    indexes = policy.tagging?.family == .index ? names : []
  }

  static func version(of function: String) -> CacheKey { CacheKey("version:\(function)") }

  static func name(ofTag tag: String) -> CacheKey { CacheKey("tag:\(tag)") }
}

/// How a call begins: when, and what the store knew of its key without waiting.
@usableFromInline
struct LookupOpening: Sendable {
  var reading: ClockReading
  @usableFromInline var found: StoreReading?
  /// True when what was found is fresh, and there is no more to decide about it.
  @usableFromInline var isPlainHit = false

  var startedAt: Timestamp { reading.now }
}

/// A call that was entered in the ledger and has not ended.
///
/// An object: while a thousand of these wait, each of the functions on their way holds a pointer and not a copy.
@usableFromInline
final class OpenLookup {
  var call: LookupCall
  var record: LookupRecord
  /// What was read and has yet to be decoded.
  @usableFromInline var bytes: [UInt8]?
  /// What may be served if the load fails, or takes too long.
  var fallback: StoredEntry?
  /// A load is to be started in the background.
  @usableFromInline var wantsRefresh = false
  /// Where its load is entered among those in flight.
  var loadPlace: Int32 = -1
  /// The life for the store, time beyond the TTL included.
  var storedTTL: TTL?
  /// The token by which the result may be stored, where one is needed.
  var token: UInt64?
  /// When it began to wait for a load.
  var waitsSince = Timestamp.zero

  init(_ call: LookupCall, _ record: LookupRecord) {
    self.call = call
    self.record = record
  }

  /// Goes on with a lookup in a task of its own.
  init(_ start: Start) {
    call = start.call
    record = start.record
    fallback = start.fallback
    waitsSince = start.waitsSince
  }

  /// What a task of its own needs to go on.
  struct Start: Sendable {
    var call: LookupCall
    var record: LookupRecord
    var fallback: StoredEntry?
    var waitsSince: Timestamp
  }

  var start: Start { Start(call: call, record: record, fallback: fallback, waitsSince: waitsSince) }
}
