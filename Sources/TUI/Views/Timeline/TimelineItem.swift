import CacheEngine

/// A request as the timeline knows it: one that has ended, or one that still waits.
struct TimelineItem: Hashable {
  var id: RequestID
  var function: FunctionID
  var key: CacheKey
  var request: String?
  /// When it was due.
  var arrivedAt: Timestamp
  /// When it was taken up.
  var start: Timestamp
  /// `nil` while it waits.
  var end: Timestamp?
  /// Of one that waits, what it will be if all goes well.
  var outcome: Outcome
  /// When its own load ran; `nil` for requests that ran none. An end in the future is not known yet.
  var load: Range<Timestamp>?

  /// The path; nearly every request is a GET.
  var name: String {
    guard let request else { return key.text }
    return request.hasPrefix("GET ") ? String(request.dropFirst(4)) : request
  }

  /// One after the other by their start, the number as the last word.
  static func all(in ledger: LedgerSnapshot, only key: CacheKey?, now: Timestamp) -> [TimelineItem] {
    var items: [TimelineItem] = []
    items.reserveCapacity(ledger.records.count + ledger.waiting.count)
    for record in ledger.records.reversed() where key == nil || record.key == key { items.append(Self(record)) }
    for request in ledger.waiting where key == nil || request.key == key { items.append(Self(request, now: now)) }
    // Places are sorted, not the items, which are far larger.
    let order = items.indices.sorted { (items[$0].start, items[$0].id) < (items[$1].start, items[$1].id) }
    return order.map { items[$0] }
  }

  init(_ record: LookupRecord) {
    id = record.id
    function = record.function
    key = record.key
    request = record.request
    arrivedAt = record.arrivedAt
    start = record.startedAt
    end = record.finishedAt
    outcome = record.outcome
    guard record.outcome != .shared, let time = record.phases.load, time > .zero else { return }
    // Whoever waited for a lock first loads at the end of its time, right before it writes.
    let loaded = record.finishedAt.advanced(by: .zero - (record.phases.write ?? .zero))
    let began = max(record.startedAt, loaded.advanced(by: .zero - time))
    if began < loaded { load = began..<loaded }
  }

  init(_ request: WaitingRequest, now: Timestamp) {
    id = request.id
    function = request.function
    key = request.key
    self.request = request.request
    arrivedAt = request.startedAt
    start = request.startedAt
    outcome = request.leader != nil ? .shared : request.cause == nil ? .bypass : .miss
    if request.leader == nil, request.loadStartedAt < now { load = request.loadStartedAt..<now }
  }
}
