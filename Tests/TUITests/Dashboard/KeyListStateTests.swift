import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The key list")
struct KeyListStateTests {
  private static let listing = Keys.listing(Keys.ofEveryKind)

  private func keys(_ change: (inout KeyListState) -> Void) -> [String] {
    var state = KeyListState()
    change(&state)
    return state.entries(of: Self.listing, at: Snapshots.now).map(\.key.text)
  }

  @Test("shows the next to expire first, what never ends last, and nothing that has ended")
  func byTimeLeft() {
    let expected = [
      "all_products", "all_users", "read_item:5", "read_item:9", "read_order:12", "config", "foreign:list",
    ]
    #expect(keys { _ in } == expected)
    #expect(keys { $0.isReversed = true } == expected.reversed())
  }

  @Test("sorts by every column, with the key as the last word")
  func orders() {
    #expect(
      keys { $0.order = .key } == [
        "all_products", "all_users", "config", "foreign:list", "read_item:5", "read_item:9", "read_order:12",
      ])
    #expect(
      keys { $0.order = .size } == [
        "read_order:12", "all_products", "read_item:5", "read_item:9", "all_users", "config", "foreign:list",
      ])
    #expect(
      keys { $0.order = .hits } == [
        "all_products", "read_item:5", "all_users", "read_item:9", "config", "read_order:12", "foreign:list",
      ])
  }

  @Test("filters by any part of the key")
  func filter() {
    #expect(keys { $0.filter = "item:" } == ["read_item:5", "read_item:9"])
    #expect(keys { $0.filter = "nothing" } == [])
  }

  @Test("takes every order in turn")
  func nextOrder() {
    var state = DashboardState.after("2")
    var seen: [KeyListState.Order] = []
    for _ in 0..<4 {
      _ = state.press(key: .character("o"))
      seen.append(state.keys.order)
    }
    #expect(seen == [.key, .size, .hits, .timeLeft])
    _ = state.press(key: .character("O"))
    #expect(state.keys.isReversed)
  }

  @Test("keeps the selected key in sight", arguments: [1, 2, 3, 10, 50])
  func firstVisible(rows: Int) {
    let entries = (0..<40).map { Keys.entry("k\($0)", expires: 50, ttl: 60, written: 1, size: 1) }
    for (index, entry) in entries.enumerated() {
      let first = KeyListView.firstVisible(of: entries, selected: entry.key, rows: rows)
      #expect((first..<first + rows).contains(index))
      #expect(first == 0 || first + rows <= entries.count)
    }
    #expect(KeyListView.firstVisible(of: entries, selected: nil, rows: rows) == 0)
  }
}
