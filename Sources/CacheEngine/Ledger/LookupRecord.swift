/// Numbers a ledger's requests from 1, in the order they began.
public struct RequestID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var number: UInt64

  public init(_ number: UInt64) {
    self.number = number
  }

  public static func < (left: RequestID, right: RequestID) -> Bool {
    left.number < right.number
  }

  public var description: String { "#\(number)" }
}

/// A cached function's place in its ledger.
public struct FunctionID: Hashable, Comparable, Sendable {
  public var index: Int

  public init(index: Int) {
    self.index = index
  }

  public static func < (left: FunctionID, right: FunctionID) -> Bool {
    left.index < right.index
  }
}

/// Everything the ledger keeps of one request.
public struct LookupRecord: Hashable, Sendable {
  public var id: RequestID
  public var function: FunctionID
  public var key: CacheKey
  /// What the client sent, e.g. `GET /items/5`; `nil` when the function was called directly.
  public var request: String?
  /// When the request was due: before ``startedAt`` where whoever sends was late.
  public var arrivedAt: Timestamp
  /// When it was taken up.
  public var startedAt: Timestamp
  public var finishedAt: Timestamp
  public var outcome: Outcome
  /// Set for every miss, and for nothing else.
  public var cause: MissCause?
  public var phases = Phases()
  /// When the entry that was served, or written, ends; `nil` when there is none.
  public var expiry: Expiry?
  /// Size of the value served or written, in bytes.
  public var size = 0
  /// The life given to the entry this request wrote; `nil` when it wrote none or one for ever.
  public var ttl: TTL?
  /// True when the request wrote an entry.
  public var wrote = false
  public var remarks: [Remark] = []
  /// What the store was asked besides the one read and the one write.
  public var otherOperations: [StoreOperation] = []
  /// The request whose load this one waited for; of a refresh, the request that started it.
  public var leader: RequestID?
  /// Set for every outcome `stale`, and for nothing else.
  public var staleReason: StaleReason?
  /// What was known of the entry that was served.
  var entry: EntryFacts?
  /// The refresh that this request started.
  public var startedRefresh: RequestID?
  /// When the database was read for what was served, as far as that is known.
  public var readPoint: ReadPoint? {
    get { loadedAt ?? entry?.readPoint }
    set { loadedAt = newValue }
  }
  /// The same of what this request loaded, or what a recording told.
  var loadedAt: ReadPoint?
  /// How long the row had been another one when it was served; `nil` when it was not, or nobody knows.
  public var staleFor: Duration? {
    get { staleNanoseconds < 0 ? nil : .nanoseconds(staleNanoseconds) }
    set { staleNanoseconds = newValue.map { max(0, $0.wholeNanoseconds) } ?? -1 }
  }
  // Eight bytes instead of seventeen: records are copied on every request.
  var staleNanoseconds: Int64 = -1
  /// The ledger's stripe that the request was entered in.
  var stripe: UInt8 = 0
  /// Where it is listed among the requests that wait; -1 where it does not.
  var waitingPlace: Int32 = -1

  /// The request, or refresh, that wrote the entry that was served, as far as that is known.
  public var filledBy: RequestID? {
    get { entry.flatMap { $0.filledBy.number == 0 ? nil : $0.filledBy } }
    set { tell(filledBy: newValue, writtenAt: writtenAt) }
  }

  /// When the entry that was served had been written.
  public var writtenAt: Timestamp? {
    get { entry?.writtenAt }
    set { tell(filledBy: filledBy, writtenAt: newValue) }
  }

  /// What the load took by which the served entry was made: the time that a hit saved.
  public var savedLoad: Duration? {
    get { savedNanoseconds > 0 ? .nanoseconds(savedNanoseconds) : nil }
    set { savedNanoseconds = max(0, newValue?.wholeNanoseconds ?? 0) }
  }

  private mutating func tell(filledBy: RequestID?, writtenAt: Timestamp?) {
    let point = readPoint
    let isNothing = filledBy == nil && writtenAt == nil
    entry = isNothing ? nil : EntryFacts(writtenAt: writtenAt, filledBy: filledBy ?? RequestID(0))
    loadedAt = point
  }

  var savedNanoseconds: Int64 = 0

  /// From the intended arrival to the end.
  public var latency: Duration { arrivedAt.duration(to: finishedAt) }

  /// From being taken up to the end.
  public var service: Duration { startedAt.duration(to: finishedAt) }

  var storeOperationCount: UInt64 {
    (phases.read == nil ? 0 : 1) + (phases.write == nil ? 0 : 1) + UInt64(otherOperations.count)
  }

  /// What the store was asked on behalf of this request, in order.
  public var storeOperations: [StoreOperation] {
    var operations = otherOperations.filter { $0.comesBeforeRead }
    if phases.read != nil { operations.append(.get(key)) }
    operations += otherOperations.filter { !$0.comesBeforeRead && !$0.comesAfterWrite }
    if phases.write != nil { operations.append(.set(key, size: size, ttl: ttl)) }
    return operations + otherOperations.filter(\.comesAfterWrite)
  }
}

/// How long each part of a lookup took; `nil` for parts that did not happen.
public struct Phases: Hashable, Sendable {
  // Three times eight bytes instead of three times seventeen: records are copied on every request.
  private var readNanoseconds = Self.absent
  private var loadNanoseconds = Self.absent
  private var writeNanoseconds = Self.absent

  private static let absent: Int64 = -1

  public init(read: Duration? = nil, load: Duration? = nil, write: Duration? = nil) {
    self.read = read
    self.load = load
    self.write = write
  }

  public var read: Duration? {
    get { Self.duration(readNanoseconds) }
    set { readNanoseconds = Self.nanoseconds(newValue) }
  }

  public var load: Duration? {
    get { Self.duration(loadNanoseconds) }
    set { loadNanoseconds = Self.nanoseconds(newValue) }
  }

  public var write: Duration? {
    get { Self.duration(writeNanoseconds) }
    set { writeNanoseconds = Self.nanoseconds(newValue) }
  }

  private static func duration(_ nanoseconds: Int64) -> Duration? {
    nanoseconds == absent ? nil : .nanoseconds(nanoseconds)
  }

  private static func nanoseconds(_ duration: Duration?) -> Int64 {
    duration.map { max(0, $0.wholeNanoseconds) } ?? absent
  }

  /// A lookup that was nothing but a read of that many nanoseconds.
  init(readNanoseconds: Int64) {
    self.readNanoseconds = max(0, readNanoseconds)
  }
}

/// Something about a request that outcome and cause do not say. Texts come from outside and are sanitised when shown.
public enum Remark: Hashable, Sendable {
  /// The result could not be encoded: returned, not stored.
  case notEncodable(String)
  /// The bytes found could not be decoded.
  case notDecodable(String)
  /// The predicate said that this result is not to be stored.
  case excluded
  /// The key was invalidated while the load ran: its result may be older than that, and was not stored.
  case invalidatedDuringLoad
  case readBypassed
  case writeBypassed
  /// The store did not answer, or answered with an error.
  case storeFailed(String)
  /// The result was returned, but the store did not take it.
  case writeFailed(String)
  /// The result was returned and not stored: the store takes no changes here.
  case notStoredReadOnly(String)
  case loadFailed(String)
  /// The load took longer than the hard timeout; it goes on, and fills the cache.
  case loadTimedOut
  /// Too many loads had failed: none was tried.
  case circuitOpen
  /// The lock's holder took longer than its lease: this request loaded too.
  case leaseRanOut
  /// The lock could not be taken, as the store did not answer: this request loaded without it.
  case lockFailed(String)
  /// The token was voided by a deletion, or had run out: the result was not stored.
  case tokenVoid
  /// A refresh was not started, as one was running.
  case refreshRuns
  /// Acknowledged before the database had it.
  case writeBehind
  /// The write left the entry as it was, as the policy wants it.
  case entryLeft
  /// The write left the entry as it was, as nobody thought of it.
  case invalidationForgotten
  /// The load asked for its own key.
  case cyclicLoad(String)
  /// The entry had been filled for other arguments: they share one key.
  case sharedKey(filledFor: String, askedFor: String)
}
