/// Where everything lies on a screen of a given size. Panels that do not fit leave in the order log, histogram, hit rate,
/// footer; a screen below 40x10 has room for one line.
///
/// ```
/// header                                          header
/// tabs                                            tabs
/// ┌ endpoints ─────────────────────────────┐      filter line
/// └────────────────────────────────────────┘      ┌ keys ───────────────┐┌ value ─────────┐
/// ┌ hit rate ──────────┐┌ latency ─────────┐      │                     ││                │
/// └────────────────────┘└──────────────────┘      │ just gone           ││                │
/// ┌ requests ──────────────┐┌ soon to expire ┐    │ expiry density      ││                │
/// └────────────────────────┘└────────────────┘    └─────────────────────┘└────────────────┘
/// footer                                          footer
/// ```
struct ScreenLayout: Hashable {
  static let smallest = Size(width: 40, height: 10)
  static let twoColumns = 100
  /// Wide enough for a lesson at the side of the views.
  static let besideLesson = 110

  let view: DashboardState.View
  /// Whether the entries are another program's, and no requests are seen.
  let isWatching: Bool
  var header = Rect(.zero)
  var tabs = Rect(.zero)
  var footer = Rect(.zero)
  var endpoints = Rect(.zero)
  var hitRate = Rect(.zero)
  var latency = Rect(.zero)
  var requests = Rect(.zero)
  var soon = Rect(.zero)
  var filter = Rect(.zero)
  var keys = Rect(.zero)
  var value = Rect(.zero)
  var timeline = Rect(.zero)
  var selected = Rect(.zero)
  var happened = Rect(.zero)
  var lesson = Rect(.zero)

  init(of state: DashboardState) {
    self.init(
      view: state.view, size: state.size, endpoints: state.shown.endpoints.count, isWatching: state.isWatching,
      hasServerHits: state.shown.watch?.serverHits.isEmpty == false,
      lesson: state.isLessonShown ? { LessonView.rows(of: state, width: $0) } : nil)
  }

  /// - Parameter lesson: The rows that the lesson's text takes at a width; `nil` where none is shown.
  init(
    view: DashboardState.View, size: Size, endpoints count: Int, isWatching: Bool = false, hasServerHits: Bool = false,
    lesson rows: ((Int) -> Int)? = nil
  ) {
    self.view = view
    self.isWatching = isWatching
    guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else { return }
    var body = Rect(size)
    (header, body) = body.splitTop(1)
    (tabs, body) = body.splitTop(1)
    (body, footer) = body.splitBottom(1)
    if let rows { body = layOutLesson(body, rows: rows) }
    switch view {
    case .overview where isWatching: layOutWatch(body, hasHits: hasServerHits)
    case .overview: layOutOverview(body, endpoints: count)
    case .keys: layOutKeys(body)
    case .timeline: layOutTimeline(body)
    }
  }

  private var isBesideLesson: Bool { !lesson.isEmpty }

  /// A column at the right of a wide screen, else a box at the bottom; returns what is left for the views. A screen that
  /// is too small for both shows the lesson until it is hidden.
  private mutating func layOutLesson(_ body: Rect, rows: (Int) -> Int) -> Rect {
    let rest: Rect
    if body.width >= Self.besideLesson {
      (rest, lesson) = body.splitLeft(body.width - min(44, body.width / 3))
    } else if body.height >= 17 {
      (rest, lesson) = body.splitBottom(min(max(5, rows(body.width - 4) + 2), body.height - 12))
    } else {
      (rest, lesson) = body.splitTop(0)
    }
    return rest
  }

  var isOneLine: Bool { header.isEmpty }

  private mutating func layOutOverview(_ body: Rect, endpoints count: Int) {
    let detail = body.height >= 30 ? 1 : 0
    var rest: Rect
    (endpoints, rest) = body.splitTop(
      min(body.height, max(4, count + 3 + detail), max(4, body.height - (isBesideLesson ? 8 : 0))))
    guard rest.height >= 6 else {
      endpoints = body
      return
    }
    var charts = rest
    if rest.height >= 14 {
      (charts, rest) = rest.splitTop(min(18, max(8, (rest.height * 48 + 50) / 100)))
      layOutLog(rest)
    } else if isBesideLesson, rest.height >= 8 {
      (charts, requests) = rest.splitBottom(max(3, rest.height * 4 / 10))
    }
    // The latency chart has a column for each octave.
    guard body.width >= 64 else {
      hitRate = charts
      return
    }
    (hitRate, latency) = charts.splitLeft(body.width / 2 - (body.width < 160 ? 2 : 0))
  }

  private mutating func layOutLog(_ area: Rect) {
    guard area.width >= Self.twoColumns else {
      requests = area
      return
    }
    let right = area.width >= 160 ? area.width / 2 : area.width * 46 / 120
    (requests, soon) = area.splitLeft(area.width - right)
  }

  private mutating func layOutKeys(_ body: Rect) {
    let area: Rect
    (filter, area) = body.splitTop(1)
    if area.width >= Self.twoColumns {
      (keys, value) = area.splitLeft(area.width * 76 / 120)
    } else if area.height >= 15 {
      (keys, value) = area.splitBottom(min(10, max(8, area.height / 3)))
    } else {
      keys = area
    }
  }
}

extension ScreenLayout {
  /// The requests; below them the selected one in words, and beside it, where there is room, what happened.
  fileprivate mutating func layOutTimeline(_ body: Rect) {
    let rows = body.height >= 50 ? 9 : body.height >= 30 ? 5 : body.height >= 16 ? 3 : 0
    (timeline, selected) = body.splitBottom(rows)
    if body.width >= 160, rows > 3 { (selected, happened) = selected.splitLeft(body.width / 2) }
  }

  func pane(atColumn column: Int, row: Int) -> DashboardState.Pane? {
    if endpoints.contains(column, row) { return .endpoints }
    if requests.contains(column, row) { return .requests }
    if keys.contains(column, row) { return .keyList }
    if timeline.contains(column, row) { return .timeline }
    return value.contains(column, row) ? .value : nil
  }

  func tab(atColumn column: Int, row: Int) -> DashboardState.View? {
    guard tabs.contains(column, row) else { return nil }
    return HeaderView.tabPlaces(open: view, isWatching: isWatching, width: tabs.width).first {
      $0.columns.contains(column)
    }?.view
  }

  /// The line of a list that lies under a place, counted from the list's first visible line.
  func line(atColumn column: Int, row: Int) -> Int? {
    if endpoints.contains(column, row) { return row - endpoints.y - 2 }
    if requests.contains(column, row) { return row - requests.y - 1 }
    if timeline.contains(column, row) { return row - timeline.y - 1 }
    return keys.contains(column, row) ? row - keys.y - 2 : nil
  }

  /// How many entries the key list has room for.
  var keyRows: Int { KeyListView.Parts(of: keys.inset(by: 1)).entries.height }
}

extension Rect {
  fileprivate func contains(_ column: Int, _ row: Int) -> Bool {
    column >= x && column < right && row >= y && row < bottom
  }
}
