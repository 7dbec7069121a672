extension DashboardState {
  /// A click selects what it hits, the wheel moves the selection of the pane under it.
  mutating func click(_ event: MouseEvent) -> [Effect] {
    guard overlay == nil else { return [] }
    let layout = ScreenLayout(of: self)
    let line = layout.line(atColumn: event.column, row: event.row)
    // Read off the screen as it is: the log moves to its selection when it gets the focus.
    let request = line.flatMap { RequestLogView.record(atLine: $0, height: layout.requests.height - 2, of: self) }
    if let pane = layout.pane(atColumn: event.column, row: event.row) { self.pane = pane }
    switch event.action {
    case .wheelUp: return move(by: -1)
    case .wheelDown: return move(by: 1)
    case .release: return []
    case .press:
      if let view = layout.tab(atColumn: event.column, row: event.row) { return show(view) }
      if pane == .requests {
        if let request { log.selected = request }
        return []
      }
      return select(row: line)
    }
  }

  private mutating func select(row: Int?) -> [Effect] {
    guard let row, row >= 0 else { return [] }
    switch pane {
    case .endpoints where shown.endpoints.indices.contains(row): endpoints.index = row
    case .timeline:
      if let id = TimelineView.request(atRow: row, of: self) { log.selected = id }
    case .keyList:
      let entries = visibleEntries
      let rows = ScreenLayout(of: self).keyRows
      let first = KeyListView.firstVisible(of: entries, selected: keys.selected, rows: rows)
      if row < rows, entries.indices.contains(first + row) { keys.selected = entries[first + row].key }
      return followSelection()
    default: break
    }
    return []
  }
}
