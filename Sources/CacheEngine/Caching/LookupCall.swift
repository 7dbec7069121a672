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
}

/// How a call begins: when, and what the store knew of its key without waiting.
@usableFromInline
struct LookupOpening: Sendable {
  var reading: ClockReading
  @usableFromInline var found: StoreReading?

  var startedAt: Timestamp { reading.now }
}

/// A call that was entered in the ledger and has not ended.
///
/// An object: while a thousand of these wait, each of the functions on their way holds a pointer and not a copy.
@usableFromInline
final class OpenLookup {
  let call: LookupCall
  var record: LookupRecord
  /// What was read and has yet to be decoded.
  @usableFromInline var bytes: [UInt8]?
  /// Where its load is entered among those in flight.
  var loadPlace: Int32 = -1

  init(_ call: LookupCall, _ record: LookupRecord) {
    self.call = call
    self.record = record
  }
}
