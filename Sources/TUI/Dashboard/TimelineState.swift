import CacheEngine

/// What of the requests the timeline shows, and how.
public struct TimelineState: Hashable, Sendable {
  public enum Grouping: String, Hashable, Sendable, CaseIterable { case request, key, endpoint }

  public internal(set) var grouping = Grouping.request
  /// How much time there is from the left edge to the right one.
  public internal(set) var window = Duration.seconds(10)
  /// The moment at the right edge; `nil` follows the present.
  public internal(set) var end: Timestamp?
  /// The only key whose requests are shown; `nil`: all.
  public internal(set) var key: CacheKey?

  static let windows: [Duration] = [
    .milliseconds(1), .milliseconds(2), .milliseconds(5), .milliseconds(10), .milliseconds(20), .milliseconds(50),
    .milliseconds(100), .milliseconds(200), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(10),
    .seconds(20), .seconds(60), .seconds(120), .seconds(300), .seconds(600), .seconds(1_800), .seconds(3_600),
  ]
}

extension DashboardState {
  static let usualRecords = 256

  /// How many of the newest records a frame is drawn from. The log shows a screenful; on the time axis a thousand hits would
  /// otherwise push everything out that is worth a look.
  var wantedRecords: Int { view == .timeline ? 2_048 : Self.usualRecords }

  mutating func changeTimeline(_ action: Action) -> [Effect] {
    switch action {
    case .panBack: pan(by: .zero - timeline.window / 4)
    case .panForward: pan(by: timeline.window / 4)
    case .zoomIn: zoom(to: TimelineState.windows.last { $0 < timeline.window })
    case .zoomOut: zoom(to: TimelineState.windows.first { $0 > timeline.window })
    case .fit: fit()
    case .group: timeline.grouping = timeline.grouping.next
    case .onlyKey: timeline.key = timeline.key == nil ? selectedItem?.key : nil
    default: break
    }
    return []
  }

  /// Later than now there is nothing: there the picture follows the present again.
  private mutating func pan(by distance: Duration) {
    let end = (timeline.end ?? now).advanced(by: distance)
    timeline.end = end < now ? end : nil
  }

  /// What is in the middle stays there, unless the right edge is the present.
  private mutating func zoom(to window: Duration?) {
    guard let window else {
      show(Notice("no further: the window is \(Figures.setting(timeline.window))"))
      return
    }
    if let end = timeline.end {
      let later = end.advanced(by: (window - timeline.window) / 2)
      timeline.end = later < now ? later : nil
    }
    timeline.window = window
  }

  private mutating func fit() {
    timeline.end = nil
    guard let first = timelineItems.map(\.start).min() else { return }
    let age = first.duration(to: now)
    timeline.window = TimelineState.windows.first { $0 > age } ?? TimelineState.windows.last ?? timeline.window
  }

  /// Every request on record and every one that waits, in the order in which they came.
  var timelineItems: [TimelineItem] {
    TimelineItem.all(in: shown.ledger, only: timeline.key, now: now)
  }

  var selectedItem: TimelineItem? {
    timelineItems.first { $0.id == log.selected }
  }

  /// From row to row; of a row with several requests the newest that waited is meant. Down is later, as on the screen, and
  /// the first step selects the newest.
  mutating func moveInTimeline(by step: Int) {
    let rows = TimelineRow.rows(of: timelineItems, by: timeline.grouping, self)
    guard !rows.isEmpty else { return }
    let place = rows.firstIndex { $0.contains(log.selected) }
    let index = place.map { clamped($0 + step, to: rows.count) } ?? (step < -rows.count ? 0 : rows.count - 1)
    guard let item = rows[index].representative else { return }
    log.selected = item.id
    bringIntoSight(item)
  }

  private mutating func bringIntoSight(_ item: TimelineItem) {
    let end = timeline.end ?? now
    let margin = timeline.window / 8
    if item.start < end.advanced(by: .zero - timeline.window) {
      timeline.end = item.start.advanced(by: timeline.window - margin)
    } else if item.start > end {
      let later = item.start.advanced(by: margin)
      timeline.end = later < now ? later : nil
    }
  }
}
