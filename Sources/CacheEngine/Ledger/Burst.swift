/// The requests for one key that waited at the same time as one of them.
///
/// Made from the records that are still kept, so it speaks of those: what is older is not known any more.
public struct Burst: Hashable, Sendable {
  /// In the order in which they began to wait.
  public var requests: [LookupRecord]
  /// How many of them ran a load.
  public var loads: Int
  /// What the longest of these loads took.
  public var load: Duration
  /// When the entry ended whose absence they all met; `nil` when there had been none.
  public var expiredAt: Timestamp?
  /// How long before that end each read came that the entry still served.
  public var readsBeforeEnd: [Duration]

  /// The burst that `record` was part of; `nil` when it did not wait, or when no load is known.
  public init?(around record: LookupRecord, in records: [LookupRecord]) {
    guard record.waitedForLoad else { return nil }
    let same = records.filter { $0.function == record.function && $0.key == record.key }
    var waited = same.filter {
      $0.waitedForLoad && $0.startedAt < record.finishedAt && record.startedAt < $0.finishedAt
    }
    if !waited.contains(where: { $0.id == record.id }) { waited.append(record) }
    waited.sort { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    // The leader of who waited belongs to it too, also where it went away, or was a refresh.
    let members = Set(waited.flatMap { [$0.id] + ($0.leader.map { [$0] } ?? []) })
    let times = same.filter { members.contains($0.id) && $0.outcome != .shared }.compactMap(\.phases.load)
    guard let longest = times.max() else { return nil }
    requests = waited
    loads = times.count
    load = longest
    readsBeforeEnd = []
    expiredAt = waited.lazy.compactMap(\.expiredAt).first
    guard let end = expiredAt else { return }
    readsBeforeEnd = same.filter { $0.outcome.isServed && $0.startedAt < end }.map { $0.startedAt.duration(to: end) }
      .sorted()
  }

  /// When the first of them began to wait.
  public var beganAt: Timestamp { requests.first?.startedAt ?? .zero }

  /// From the first of them to the last.
  public var spread: Duration { beganAt.duration(to: requests.last?.startedAt ?? beganAt) }

  /// True when several requests ran the same load at once.
  public var isStampede: Bool { loads > 1 }

  public var longestWait: Duration { requests.map(\.service).max() ?? .zero }
}

extension LookupRecord {
  /// True for a request that nothing in the store could answer.
  public var waitedForLoad: Bool {
    switch outcome {
    case .miss, .shared, .bypass: true
    case .error, .cancelled: phases.load != nil || leader != nil
    case .hit, .stale, .negative, .write, .refresh: false
    }
  }

  /// When the entry had ended that this request came too late for.
  public var expiredAt: Timestamp? {
    if case .expired(let ago) = cause { startedAt.advanced(by: .zero - ago) } else { nil }
  }
}
