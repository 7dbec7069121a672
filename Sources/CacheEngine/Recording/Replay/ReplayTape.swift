/// A whole recording in memory, with what is needed to play it: what begins, waits, ends and expires when.
public struct ReplayTape: Sendable {
  public let header: RecordingHeader
  public let scenario: Scenario
  /// What makes the entries of each function.
  let serializers: [String]
  /// The moment of the last line.
  public let end: Timestamp
  let items: [RecordingItem]
  /// When each item is due. Never falls: threads may have ended a few nanoseconds out of order.
  let moments: [Timestamp]
  /// Requests by when they were taken up, requests that waited by when that began, and entries by when they expired.
  let starts: [Mark]
  let waits: [Mark]
  let expirations: [Mark]

  /// A moment of an item that is not its end.
  struct Mark: Sendable {
    var at: Timestamp
    var item: Int32
  }

  /// - Parameter items: At most two billion.
  public init(_ header: RecordingHeader, _ scenario: Scenario, _ items: [RecordingItem]) {
    self.header = header
    self.scenario = scenario
    serializers = header.endpoints.map { name in
      scenario.endpoints.first { $0.name == name }.map { EndpointSummary($0).serializer } ?? ""
    }
    self.items = items
    var moments: [Timestamp] = []
    moments.reserveCapacity(items.count)
    var starts: [Mark] = []
    var waits: [Mark] = []
    var expirations: [Mark] = []
    for (place, item) in items.enumerated() {
      let number = Int32(truncatingIfNeeded: place)
      moments.append(max(item.moment, moments.last ?? .zero))
      switch item {
      case .request(let record):
        starts.append(Mark(at: record.startedAt, item: number))
        if let start = record.waitingSince { waits.append(Mark(at: start, item: number)) }
      case .departure(let entry) where entry.departure == .expired:
        expirations.append(Mark(at: entry.at, item: number))
      case .departure, .event, .end: break
      }
    }
    self.moments = moments
    self.starts = Self.sorted(starts)
    self.waits = Self.sorted(waits)
    self.expirations = Self.sorted(expirations)
    end = moments.last ?? .zero
  }

  private static func sorted(_ marks: [Mark]) -> [Mark] {
    marks.sorted { ($0.at, $0.item) < ($1.at, $1.item) }
  }
}

extension LookupRecord {
  /// When its load began, or its wait for another one's; `nil` where there was neither.
  var waitingSince: Timestamp? {
    if leader != nil { return startedAt }
    guard let load = phases.load else { return nil }
    let took = load + (phases.write ?? .zero)
    return min(max(finishedAt.advanced(by: .zero - took), startedAt), finishedAt)
  }

  /// True for a request that went to the database to change a row. A lookup that failed had a load, or a leader.
  var isWrite: Bool {
    outcome == .write || (outcome == .error && phases.load == nil && leader == nil)
  }
}
