import CacheEngine

extension DashboardState {
  static let pageLength = 10

  mutating func navigate(_ action: Action) -> [Effect] {
    switch action {
    case .showOverview: return show(.overview)
    case .showKeys: return show(.keys)
    case .showTimeline: return show(.timeline)
    case .nextPane, .previousPane:
      switch pane {
      case .endpoints: pane = .requests
      case .requests: pane = .endpoints
      case .keyList: pane = .value
      case .value: pane = .keyList
      case .timeline: break
      }
      return []
    case .up: return move(by: -1)
    case .down: return move(by: 1)
    case .pageUp: return move(by: -Self.pageLength)
    case .pageDown: return move(by: Self.pageLength)
    case .top: return move(by: -.max / 2)
    case .bottom: return pane == .requests || pane == .timeline ? followNewest() : move(by: .max / 2)
    case .cancel: return cancel()
    default: return []
    }
  }

  mutating func show(_ view: View) -> [Effect] {
    guard view != self.view else { return [] }
    self.view = view
    pane =
      switch view {
      case .overview: .endpoints
      case .keys: .keyList
      case .timeline: .timeline
      }
    return followSelection()
  }

  private mutating func cancel() -> [Effect] {
    if pane == .value { pane = .keyList } else if view == .keys, !keys.filter.isEmpty { keys.filter = "" }
    if view == .timeline { timeline.key = nil }
    log.selected = nil
    notice = nil
    if removing != nil { return [.lab(.stopRemoving)] + followSelection() }
    return followSelection()
  }

  private mutating func followNewest() -> [Effect] {
    log.selected = nil
    if view == .timeline { timeline.end = nil }
    return []
  }

  mutating func move(by step: Int) -> [Effect] {
    switch pane {
    case .endpoints: endpoints.index = clamped(endpoints.index + step, to: shown.endpoints.count)
    case .requests: moveInLog(by: step)
    case .timeline: moveInTimeline(by: step)
    case .value: inspector.scroll = max(0, min(InspectorView.lastScroll(of: self), inspector.scroll + step))
    case .keyList:
      let entries = visibleEntries
      let index = entries.firstIndex { $0.key == keys.selected } ?? 0
      guard !entries.isEmpty else { return [] }
      keys.selected = entries[clamped(index + step, to: entries.count)].key
      return followSelection()
    }
    return []
  }

  mutating func moveInLog(by step: Int) {
    let records = shown.ledger.records
    guard !records.isEmpty else { return }
    guard let index = records.firstIndex(where: { $0.id == log.selected }) else {
      log.selected = records[0].id
      return
    }
    log.selected = records[clamped(index + step, to: records.count)].id
  }

  var selectedRecord: LookupRecord? {
    shown.ledger.records.first { $0.id == log.selected }
  }

  mutating func openRecord() -> [Effect] {
    if log.selected == nil { moveInLog(by: 0) }
    guard let selected = log.selected else { return [] }
    guard selectedRecord != nil else {
      show(Notice("\(selected) still waits: it can be explained once it has ended"))
      return []
    }
    log.scroll = 0
    overlay = .record(selected)
    return []
  }

  func clamped(_ index: Int, to count: Int) -> Int {
    max(0, min(count - 1, index))
  }
}
