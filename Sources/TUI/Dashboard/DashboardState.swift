import CacheEngine

/// Everything a frame is drawn from. Equal states draw equal frames.
public struct DashboardState: Hashable, Sendable {
  public enum View: Int, Hashable, Sendable, CaseIterable { case overview, keys, timeline }
  public enum Pane: Hashable, Sendable { case endpoints, requests, keyList, value, timeline }

  /// The newest reading of the lab.
  public internal(set) var live: LabSnapshot
  /// The reading on the screen: the newest one, or the one at which the view was frozen.
  public internal(set) var shown: LabSnapshot
  public internal(set) var size: Size
  public internal(set) var view = View.overview
  public internal(set) var pane = Pane.endpoints
  public internal(set) var isFrozen = false
  public internal(set) var isMouseOn = false
  /// Frames that the terminal was too slow to take.
  public internal(set) var droppedFrames: UInt64 = 0

  public internal(set) var endpoints = EndpointSelection()
  public internal(set) var log = LogSelection()
  public internal(set) var keys = KeyListState()
  public internal(set) var inspector = InspectorState()
  public internal(set) var timeline = TimelineState()
  public internal(set) var lesson = LessonPlace()
  public internal(set) var overlay: Overlay?
  public internal(set) var notice: TimedNotice?
  /// How many entries are gone of those that are being removed; `nil` when none are.
  public internal(set) var removing: Int?
  /// What the engine was last told of the screen.
  var attention = Attention()
  /// When the engine was last asked for something, on the watcher's clock.
  var lastCommandAt: Duration?

  public init(snapshot: LabSnapshot, size: Size) {
    live = snapshot
    shown = snapshot
    self.size = size
    endpoints.targets = snapshot.endpoints.map(\.example)
    lesson.isShown = snapshot.scenario?.lesson != nil
  }

  /// The moment the screen shows.
  public var now: Timestamp { shown.at }
}

/// Which endpoint is selected, and what is sent to each: the request edited last.
public struct EndpointSelection: Hashable, Sendable {
  public internal(set) var index = 0
  public internal(set) var targets: [Request] = []
  /// How many requests a burst sends; `nil` until it was asked for.
  public internal(set) var burst: Int?

  var target: Request? { targets.indices.contains(index) ? targets[index] : nil }
}

/// The selected line of the request log; `nil` follows the newest.
public struct LogSelection: Hashable, Sendable {
  public internal(set) var selected: RequestID?
  /// How far the explanation of the selected request is scrolled.
  public internal(set) var scroll = 0
}

/// What lies over the views.
public enum Overlay: Hashable, Sendable {
  case help(scroll: Int)
  /// What the scenario is about.
  case about(scroll: Int)
  case prompt(Prompt)
  case confirmation(Confirmation)
  /// What an invalidation means, waiting for an answer.
  case invalidation(GroupQuestion)
  /// The server's own counters.
  case server
  case record(RequestID)
  case monitor(MonitorPanel)
  case policy(PolicyPanel)
  case faults(selected: Int)
}

/// A notice, and when it came on the watcher's clock.
public struct TimedNotice: Hashable, Sendable {
  static let shownFor = Duration.seconds(6)

  public var notice: Notice
  public var at: Duration
}
