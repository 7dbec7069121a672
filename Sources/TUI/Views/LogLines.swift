import CacheEngine

/// The lines of the request log, newest first: requests that ended, requests that reached no endpoint, and events.
///
/// Lines are places in the snapshot, which is sorted already: merging copies nothing.
struct LogLines {
  enum Line: Hashable {
    case record(Int)
    case rejection(Int)
    case event(Int)
  }

  private(set) var lines: [Line] = []
  private let records: [LookupRecord]

  init(of snapshot: LabSnapshot) {
    records = snapshot.ledger.records
    lines.reserveCapacity(records.count + snapshot.rejections.count + snapshot.events.count)
    var record = 0
    var rejection = 0
    // Events are kept oldest first.
    var event = snapshot.events.count - 1
    // What has run out is older than anything.
    let over = Timestamp(nanoseconds: .min)
    for _ in 0..<records.count + snapshot.rejections.count + snapshot.events.count {
      let recordAt = record < records.count ? records[record].finishedAt : over
      let rejectionAt = rejection < snapshot.rejections.count ? snapshot.rejections[rejection].at : over
      let eventAt = event >= 0 ? snapshot.events[event].at : over
      let newest = max(recordAt, rejectionAt, eventAt)
      if record < records.count, recordAt == newest {
        lines.append(.record(record))
        record += 1
      } else if rejection < snapshot.rejections.count, rejectionAt == newest {
        lines.append(.rejection(rejection))
        rejection += 1
      } else {
        lines.append(.event(event))
        event -= 1
      }
    }
  }

  var isEmpty: Bool { lines.isEmpty }

  /// The first line to show so that the selected request is in sight.
  func firstVisible(selected: RequestID?, rows: Int) -> Int {
    guard let selected else { return 0 }
    let index = lines.firstIndex { if case .record(let place) = $0 { records[place].id == selected } else { false } }
    return max(0, min((index ?? 0) - rows / 2, lines.count - rows))
  }
}
