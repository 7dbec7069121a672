import CacheEngine

extension DashboardState {
  static let pageLength = 10

  mutating func navigate(_ action: Action) -> [Effect] {
    switch action {
    case .showOverview: return show(.overview)
    case .showKeys: return show(.keys)
    case .nextPane, .previousPane:
      switch pane {
      case .endpoints: pane = .requests
      case .requests: pane = .endpoints
      case .keyList: pane = .value
      case .value: pane = .keyList
      }
      return []
    case .up: return move(by: -1)
    case .down: return move(by: 1)
    case .pageUp: return move(by: -Self.pageLength)
    case .pageDown: return move(by: Self.pageLength)
    case .top: return move(by: -.max / 2)
    case .bottom: return pane == .requests ? followNewest() : move(by: .max / 2)
    case .cancel: return cancel()
    default: return []
    }
  }

  mutating func show(_ view: View) -> [Effect] {
    guard view != self.view else { return [] }
    self.view = view
    pane = view == .overview ? .endpoints : .keyList
    return followSelection()
  }

  private mutating func cancel() -> [Effect] {
    if pane == .value { pane = .keyList } else if view == .keys, !keys.filter.isEmpty { keys.filter = "" }
    log.selected = nil
    notice = nil
    return followSelection()
  }

  private mutating func followNewest() -> [Effect] {
    log.selected = nil
    return []
  }

  mutating func move(by step: Int) -> [Effect] {
    switch pane {
    case .endpoints: endpoints.index = clamped(endpoints.index + step, to: shown.endpoints.count)
    case .requests: moveInLog(by: step)
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
    if let selected = log.selected { overlay = .record(selected) }
    return []
  }

  private func clamped(_ index: Int, to count: Int) -> Int {
    max(0, min(count - 1, index))
  }
}
