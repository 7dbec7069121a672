/// One line of a recording after its header.
public enum RecordingItem: Hashable, Sendable {
  /// In the order in which requests ended.
  case request(LookupRecord)
  case event(LabEvent)
  case departure(DepartedEntry)
  /// The last line, so that a file that was cut is noticed.
  case end(at: Timestamp, requests: UInt64)

  /// When it came about: a request, when it ended.
  public var moment: Timestamp {
    switch self {
    case .request(let record): record.finishedAt
    case .event(let event): event.at
    case .departure(let entry): entry.at
    case .end(let moment, _): moment
    }
  }
}

/// The first line of a recording: what it is a recording of.
public struct RecordingHeader: Hashable, Sendable {
  /// The version of the format.
  public static let version = 1

  public enum ClockKind: String, Hashable, Sendable, CaseIterable {
    /// As fast as the processor allows: a run that can be had again to the byte.
    case virtual
    case real
  }

  public var name: String
  public var seed: UInt64
  public var duration: Duration
  /// "memory" or "redis".
  public var store: String
  public var clock: ClockKind
  /// The names of the functions, in the order of their ``FunctionID``.
  public var endpoints: [String]
  /// The text of the scenario file.
  public var scenario: String

  public init(
    name: String, seed: UInt64, duration: Duration, store: String, clock: ClockKind, endpoints: [String],
    scenario: String
  ) {
    self.name = name
    self.seed = seed
    self.duration = duration
    self.store = store
    self.clock = clock
    self.endpoints = endpoints
    self.scenario = scenario
  }
}
