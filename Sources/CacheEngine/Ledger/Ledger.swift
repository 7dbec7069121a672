import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The truth about a lab: one record, one outcome and one latency for every request that goes through a cache.
///
/// Screens, reports and expectations are all readings of it. Recording costs one short lock of a stripe at the beginning and
/// one at the end of a request; readings take all stripes at once, so that counts are of one moment.
public final class Ledger: Sendable {
  static let stripeCount = 8

  private let stripes: [Lock<LedgerStripe>]
  private let histograms = Lock(LatencyBook())
  private let summaries = Lock(LatencySummaries())
  private let names = Lock([String]())
  private let lastID = Atomic<UInt64>(0)
  private let isHeard = Atomic<Bool>(false)
  private let listener = Lock<Listener<LookupRecord>?>(nil)

  /// - Parameter isWatched: Whether somebody looks on: only then the newest records, what is in flight and the counts of
  ///   each second are kept. Counts and latencies always are.
  public init(isWatched: Bool = true) {
    stripes = (0..<Self.stripeCount).map { _ in Lock(LedgerStripe(isWatched: isWatched)) }
  }

  /// Enters a function by name; the same name gives the same place.
  public func register(_ name: String) -> FunctionID {
    names.withLock { names in
      if let index = names.firstIndex(of: name) { return FunctionID(index: index) }
      names.append(name)
      return FunctionID(index: names.count - 1)
    }
  }

  func begin(_ call: LookupCall, at now: Timestamp) -> LookupRecord {
    let id = RequestID(lastID.add(1, ordering: .relaxed).newValue)
    var record = LookupRecord(
      id: id, function: call.function, key: call.key, request: call.request, arrivedAt: call.arrivedAt ?? now,
      startedAt: now, finishedAt: now, outcome: .hit)
    record.stripe = Self.stripeOfThisThread
    stripe(of: record).withLock { $0.begin(call.function) }
    return record
  }

  /// The number of a load in the background, before it begins.
  func nextID() -> RequestID {
    RequestID(lastID.add(1, ordering: .relaxed).newValue)
  }

  /// Enters a load in the background that `leader` started.
  func beginRefresh(_ id: RequestID, _ call: LookupCall, of leader: RequestID, at now: Timestamp) -> LookupRecord {
    var record = LookupRecord(
      id: id, function: call.function, key: call.key, request: call.request, arrivedAt: now, startedAt: now,
      finishedAt: now, outcome: .refresh)
    record.leader = leader
    record.stripe = Self.stripeOfThisThread
    stripe(of: record).withLock { $0.begin(call.function) }
    return record
  }

  /// Enters a hit that took no waiting, begun and ended in one step, and gives it its number.
  func recordHit(_ record: inout LookupRecord) {
    record.id = RequestID(lastID.add(1, ordering: .relaxed).newValue)
    record.stripe = Self.stripeOfThisThread
    stripe(of: record).withLock { stripe in
      stripe.begin(record.function)
      if stripe.finish(record) { flush(&stripe) }
    }
    if isHeard.load(ordering: .relaxed) { tell(record) }
  }

  func beginLoad(_ record: inout LookupRecord, at now: Timestamp) {
    record.waitingPlace = stripe(of: record).withLock { $0.beginLoad(record, at: now) }
  }

  /// Its load has ended, whatever became of the request.
  func endWaiting(_ record: inout LookupRecord) {
    stripe(of: record).withLock { $0.endWaiting(at: record.waitingPlace) }
    record.waitingPlace = -1
  }

  /// Lists a request among those that wait, here for another one's load.
  func beginWaiting(_ record: inout LookupRecord, at now: Timestamp) {
    record.waitingPlace = stripe(of: record).withLock { $0.beginWaiting(record, at: now) }
  }

  func finish(_ record: LookupRecord) {
    stripe(of: record).withLock { stripe in
      if stripe.finish(record) { flush(&stripe) }
    }
    if isHeard.load(ordering: .relaxed) { tell(record) }
  }

  /// Tells one listener of every request that ends from now on; `nil` tells nobody any more.
  func listen(_ body: (@Sendable (LookupRecord) -> Void)?) {
    listener.withLock { $0 = body.map(Listener.init) }
    isHeard.store(body != nil, ordering: .relaxed)
  }

  @inline(never)
  private func tell(_ record: LookupRecord) {
    listener.withLock { $0 }?.tell(record)
  }

  /// Begins a request that has its number already, because it was recorded.
  func beginRecorded(_ record: LookupRecord) {
    stripe(of: record).withLock { $0.begin(record.function) }
  }

  /// While the stripe is locked, so that no reading misses latencies that are on their way.
  private func flush(_ stripe: inout LedgerStripe) {
    let pending = stripe.takePending()
    histograms.withLock { $0.record(pending) }
  }

  /// Counts, strips, latencies, the newest `wanted` records and what is in flight, all of one moment.
  public func snapshot(at now: Timestamp, records wanted: Int = 256) -> LedgerSnapshot {
    var parts: [LedgerStripe.Reading] = []
    var book = LatencyBook()
    lockAll { stripe in
      parts.append(stripe.reading(records: wanted))
    } whileAllAreLocked: {
      book = histograms.withLock { shared in
        for part in parts { shared.record(part.pending) }
        return shared
      }
    }
    // Outside the stripes' locks: requests go on while percentiles are worked out.
    let latencies = summaries.withLock { summaries in
      summaries.update(from: book)
      return summaries
    }
    var snapshot = LedgerSnapshot(at: now)
    for (index, name) in names.withLock({ $0 }).enumerated() {
      snapshot.functions.append(reading(of: index, named: name, in: parts, latencies, at: now))
    }
    for function in snapshot.functions { snapshot.total += function.counts }
    snapshot.strip = SecondCounts.sums(snapshot.functions.map(\.strip))
    snapshot.latency = latencies.total.latency
    snapshot.service = latencies.total.service
    let records = parts.flatMap(\.records).sorted { ($1.finishedAt, $1.id) < ($0.finishedAt, $0.id) }
    snapshot.records = Array(records.prefix(wanted))
    snapshot.waiting = parts.flatMap(\.waiting).sorted { $0.id < $1.id }
    return snapshot
  }

  private func reading(
    of index: Int, named name: String, in parts: [LedgerStripe.Reading], _ latencies: LatencySummaries,
    at now: Timestamp
  ) -> FunctionReading {
    let ledgers = parts.compactMap { index < $0.functions.count ? $0.functions[index] : nil }
    var reading = FunctionReading(name: name)
    for ledger in ledgers { reading.counts += ledger.counts }
    reading.strip = SecondCounts.sums(ledgers.map { $0.strip.last(through: now.second) })
    let summaries = latencies.summaries(of: index)
    reading.latency = summaries.latency
    reading.service = summaries.service
    return reading
  }

  /// The names of the functions, in the order of their places.
  var functionNames: [String] { names.withLock { $0 } }

  /// How many requests have begun, without a look at anything else.
  var requestsBegun: UInt64 { lastID.load(ordering: .relaxed) }

  /// The histograms themselves, for reports.
  func latencyBook() -> LatencyBook {
    var book = LatencyBook()
    lockAll {
      flush(&$0)
    } whileAllAreLocked: {
      book = histograms.withLock { $0 }
    }
    return book
  }

  /// Starts counting anew. Requests in flight stay in flight and will be counted when they end.
  public func reset() {
    lockAll {
      $0.reset()
    } whileAllAreLocked: {
      histograms.withLock { $0 = LatencyBook() }
      summaries.withLock { $0 = LatencySummaries() }
    }
  }

  @inline(__always)
  private func stripe(of record: LookupRecord) -> Lock<LedgerStripe> {
    stripes[Int(record.stripe)]
  }

  /// Threads keep to a stripe each, so that they rarely wait for one another and its memory stays in their cache.
  private static var stripeOfThisThread: UInt8 {
    let thread = withUnsafeBytes(of: pthread_self()) { $0.load(as: UInt64.self) }
    return UInt8(truncatingIfNeeded: (thread &* 0x9E37_79B9_7F4A_7C15) >> 61)
  }

  /// Visits all stripes and holds each until all are done: always in the same order, so that two readers cannot block each
  /// other. `body` runs at the end, with every stripe still locked.
  private func lockAll(
    from index: Int = 0, _ visit: (inout LedgerStripe) -> Void, whileAllAreLocked body: () -> Void
  ) {
    guard index < stripes.count else { return body() }
    stripes[index].withLock { stripe in
      visit(&stripe)
      lockAll(from: index + 1, visit, whileAllAreLocked: body)
    }
  }
}
