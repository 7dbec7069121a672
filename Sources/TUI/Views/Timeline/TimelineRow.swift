import CacheEngine

/// A row of the timeline: one request, hits that came one after the other, or all requests for a key or an endpoint.
struct TimelineRow: Hashable {
  var label: String
  var outcome: Outcome?
  var items: [TimelineItem]

  /// Rows in the order in which their first request came.
  static func rows(of items: [TimelineItem], by grouping: TimelineState.Grouping, _ state: DashboardState)
    -> [TimelineRow]
  {
    switch grouping {
    case .request: requests(items)
    case .key: groups(items, by: \.key) { safe($0.key.text) }
    case .endpoint:
      groups(items, by: \.function) { item in
        let functions = state.shown.ledger.functions
        return functions.indices.contains(item.function.index) ? safe(functions[item.function.index].name) : "–"
      }
    }
  }

  /// What the store answered at once takes no time to speak of: such requests share a row until something waits.
  private static func requests(_ items: [TimelineItem]) -> [TimelineRow] {
    var rows: [TimelineRow] = []
    for item in items {
      if item.outcome.isServed, let last = rows.last, last.outcome == item.outcome {
        rows[rows.count - 1].items.append(item)
      } else {
        rows.append(TimelineRow(label: safe(item.name), outcome: item.outcome, items: [item]))
      }
    }
    return rows
  }

  private static func groups<Group: Hashable>(
    _ items: [TimelineItem], by group: (TimelineItem) -> Group, label: (TimelineItem) -> String
  ) -> [TimelineRow] {
    var rows: [TimelineRow] = []
    var places: [Group: Int] = [:]
    for item in items {
      if let place = places[group(item)] {
        rows[place].items.append(item)
      } else {
        places[group(item)] = rows.count
        rows.append(TimelineRow(label: label(item), items: [item]))
      }
    }
    return rows
  }

  func contains(_ id: RequestID?) -> Bool {
    items.contains { $0.id == id }
  }

  /// The request that is meant by the row: the newest that waited, or else the newest.
  var representative: TimelineItem? {
    items.last { !$0.outcome.isServed } ?? items.last
  }

  /// `#1103 M`, `×24  H`; of a group how many requests it has.
  var number: String {
    let count = items.count
    return outcome == nil || count > 1 ? "×\(Figures.count(count))" : "\(items[0].id)"
  }
}
