extension DashboardState {
  /// A click selects what it hits, the wheel moves the selection of the pane under it.
  mutating func click(_ event: MouseEvent) -> [Effect] {
    guard overlay == nil else { return [] }
    let layout = ScreenLayout(of: self)
    if let pane = layout.pane(atColumn: event.column, row: event.row) { self.pane = pane }
    switch event.action {
    case .wheelUp: return move(by: -1)
    case .wheelDown: return move(by: 1)
    case .release: return []
    case .press:
      if let view = layout.tab(atColumn: event.column, row: event.row) { return show(view) }
      return select(row: layout.line(atColumn: event.column, row: event.row))
    }
  }

  private mutating func select(row: Int?) -> [Effect] {
    guard let row else { return [] }
    switch pane {
    case .endpoints where shown.endpoints.indices.contains(row): endpoints.index = row
    case .requests:
      let record = row - shown.ledger.waiting.count
      if shown.ledger.records.indices.contains(record) { log.selected = shown.ledger.records[record].id }
    case .keyList:
      let entries = visibleEntries
      let first = KeyListView.firstVisible(of: entries, selected: keys.selected, rows: ScreenLayout(of: self).keyRows)
      if entries.indices.contains(first + row) { keys.selected = entries[first + row].key }
      return followSelection()
    default: break
    }
    return []
  }
}
