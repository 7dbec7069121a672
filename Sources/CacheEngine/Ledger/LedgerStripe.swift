/// A part of the ledger with a lock of its own: requests are spread over stripes, so that two threads rarely meet.
struct LedgerStripe {
  static let recordsKept = 512
  static let latenciesPending = 128

  private let isWatched: Bool
  /// Requests that wait, each at the place its record names.
  private var waiting: [WaitingRequest?] = []
  private var vacant: [Int32] = []
  private var functions: [FunctionLedger] = []
  private var records = Ring<LookupRecord>(capacity: Self.recordsKept)
  /// Latencies on their way to the histograms, which all stripes share.
  private var pending: [PendingLatency] = []

  init(isWatched: Bool) {
    self.isWatched = isWatched
  }

  struct FunctionLedger {
    var counts = LookupCounts()
    var strip = SecondStrip()
  }

  /// What a snapshot takes out of a stripe.
  struct Reading {
    var functions: [FunctionLedger]
    var records: [LookupRecord]
    var waiting: [WaitingRequest]
    var pending: [PendingLatency]
  }

  struct PendingLatency {
    var function: FunctionID
    var isHit: Bool
    /// From the intended arrival.
    var nanoseconds: Int64
    /// The part of it before the request was taken up.
    var lag: Int64
  }

  mutating func begin(_ function: FunctionID) {
    while functions.count <= function.index { functions.append(FunctionLedger()) }
    functions[function.index].counts.started += 1
    functions[function.index].counts.inFlight += 1
  }

  /// Takes a request off the list of those that wait.
  mutating func endWaiting(at place: Int32) {
    guard place >= 0 else { return }
    waiting[Int(place)] = nil
    vacant.append(place)
  }

  mutating func beginLoad(_ record: LookupRecord, at now: Timestamp) -> Int32 {
    functions[record.function.index].counts.loads += 1
    if isWatched { functions[record.function.index].strip.update(second: now.second) { $0.loads += 1 } }
    return beginWaiting(record, at: now)
  }

  /// Lists a request among those that wait, and says at which place; -1 where nobody looks.
  mutating func beginWaiting(_ record: LookupRecord, at now: Timestamp) -> Int32 {
    guard isWatched else { return -1 }
    let request = WaitingRequest(record, since: now)
    if let place = vacant.popLast() {
      waiting[Int(place)] = request
      return place
    }
    waiting.append(request)
    return Int32(waiting.count - 1)
  }

  /// True when enough latencies are pending to be worth the way to the histograms.
  mutating func finish(_ record: LookupRecord) -> Bool {
    endWaiting(at: record.waitingPlace)
    let index = record.function.index
    functions[index].counts.inFlight -= 1
    functions[index].counts.count(record)
    if isWatched { show(record) }
    switch record.outcome {
    case .hit, .stale, .negative, .miss, .shared, .bypass:
      pending.append(
        PendingLatency(
          function: record.function, isHit: record.outcome.isServed,
          nanoseconds: record.finishedAt.nanoseconds - record.arrivedAt.nanoseconds,
          lag: record.startedAt.nanoseconds - record.arrivedAt.nanoseconds))
    case .error, .cancelled, .write, .refresh: break
    }
    return pending.count >= Self.latenciesPending
  }

  /// What only a screen shows.
  private mutating func show(_ record: LookupRecord) {
    functions[record.function.index].strip.update(second: record.finishedAt.second) { second in
      switch record.outcome {
      case .hit, .stale, .negative: second.hits += 1
      case .miss, .shared: second.misses += 1
      case .bypass, .error, .cancelled, .write: second.others += 1
      case .refresh: break
      }
    }
    records.append(record)
  }

  /// Takes the pending latencies and copies the rest.
  mutating func reading(records wanted: Int) -> Reading {
    Reading(
      functions: functions, records: records.newest(wanted), waiting: waiting.compactMap(\.self), pending: takePending()
    )
  }

  mutating func takePending() -> [PendingLatency] {
    defer { pending.removeAll(keepingCapacity: true) }
    return pending
  }

  /// Forgets everything but what is in flight.
  mutating func reset() {
    for index in functions.indices {
      let inFlight = functions[index].counts.inFlight
      functions[index] = FunctionLedger()
      functions[index].counts.started = inFlight
      functions[index].counts.inFlight = inFlight
      functions[index].counts.loads = UInt64(waiting.count { $0?.function.index == index && $0?.leader == nil })
    }
    records.removeAll()
    pending.removeAll(keepingCapacity: true)
  }
}

/// A request whose load is running, for the list of what is in flight.
public struct WaitingRequest: Hashable, Sendable {
  public var id: RequestID
  public var function: FunctionID
  public var key: CacheKey
  public var request: String?
  public var startedAt: Timestamp
  public var loadStartedAt: Timestamp
  /// Why it has to wait; `nil` for a bypass.
  public var cause: MissCause?
  /// The request whose load it waits for; `nil`: its own.
  public var leader: RequestID?
}

extension WaitingRequest {
  init(_ record: LookupRecord, since moment: Timestamp) {
    id = record.id
    function = record.function
    key = record.key
    request = record.request
    startedAt = record.startedAt
    loadStartedAt = moment
    cause = record.cause
    leader = record.leader
  }
}
