import Testing

@testable import CacheEngine
@testable import TUI

/// Clicks are aimed at what the frame shows: the tests look for a text on the screen and click there.
@Suite("The mouse")
struct MouseTests {
  private func place(of text: String, in state: DashboardState) -> (column: Int, row: Int)? {
    let frame = Screen.frame(of: state)
    let wanted = text.unicodeScalars.map(\.value)
    for row in 0..<frame.size.height {
      for column in 0...max(0, frame.size.width - wanted.count) {
        if (0..<wanted.count).allSatisfy({ frame[column + $0, row].scalar == wanted[$0] }) { return (column, row) }
      }
    }
    return nil
  }

  private func click(_ text: String, _ action: MouseEvent.Action = .press, in state: inout DashboardState) throws
    -> [Effect]
  {
    let found = try #require(place(of: text, in: state), "\(text) is not on the screen")
    return state.press(key: .mouse(MouseEvent(action, column: found.column, row: found.row)))
  }

  private let size = Size(width: 120, height: 40)

  @Test("opens a view by its tab")
  func tabs() throws {
    var state = DashboardState.after(size: size)
    #expect(try click("2 Keys ", in: &state) == [.lab(.inspect(CacheKey("all_products")))])
    #expect(state.view == .keys)
    #expect(try click("1 Overview", in: &state) == [])
    #expect(state.view == .overview)
  }

  @Test("selects an endpoint")
  func endpoints() throws {
    var state = DashboardState.after([.tab], size: size)
    _ = try click("GET /orders/", in: &state)
    #expect(state.pane == .endpoints)
    #expect(state.endpoints.index == 2)
    _ = try click("endpoint ", in: &state)
    #expect(state.endpoints.index == 2)
  }

  @Test(
    "selects the request that it hits, among those that wait and those rejected",
    arguments: [("GET /items/5", 120), ("GET /users", 119), ("GET /items/9", 118), ("GET /orders/7", 116)])
  func requests(text: String, number: UInt64) throws {
    var state = DashboardState.after(size: Size(width: 99, height: 60))
    // Ended requests stand below those that wait, so the last line with the text is one of them.
    let row = try #require(rows(with: text, in: state).first { !$0.isWaiting }?.row)
    _ = state.press(key: .mouse(MouseEvent(.press, column: 20, row: row)))
    #expect(state.pane == .requests)
    #expect(state.log.selected == RequestID(number))
  }

  private func rows(with text: String, in state: DashboardState) -> [(row: Int, isWaiting: Bool)] {
    let layout = ScreenLayout(of: state)
    let lines = Screen.frame(of: state).text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { $0 >= layout.requests.y && lines[$0].contains(text + " ") }
      .map { ($0, lines[$0].contains("…  GET")) }
  }

  @Test("selects nothing by a request that waits or was rejected")
  func unselectable() throws {
    for text in ["GET /items/11", "GET /items/abc"] {
      var state = DashboardState.after(size: Size(width: 99, height: 60))
      _ = try click(text, in: &state)
      #expect(state.pane == .requests)
      #expect(state.log.selected == nil)
    }
  }

  @Test("selects an entry, and nothing by a title or what has gone")
  func entries() throws {
    var state = DashboardState.after("2", size: size)
    #expect(try click("read_item:9", in: &state) == [.lab(.inspect(CacheKey("read_item:9")))])
    #expect(state.keys.selected == CacheKey("read_item:9"))
    #expect(try click("ttl left", in: &state) == [])
    #expect(try click("read_item:88", in: &state) == [])
    #expect(state.keys.selected == CacheKey("read_item:9"))
    _ = try click("Value", in: &state)
    #expect(state.pane == .value)
  }

  @Test("moves the selection under the wheel")
  func wheel() throws {
    var state = DashboardState.after(size: size)
    _ = try click("GET /orders/", .wheelDown, in: &state)
    #expect(state.endpoints.index == 1)
    _ = try click("GET /orders/", .wheelUp, in: &state)
    #expect(state.endpoints.index == 0)
    _ = try click("Requests", .wheelDown, in: &state)
    #expect(state.pane == .requests)
    #expect(state.log.selected == RequestID(120))
  }

  @Test("does nothing while something lies over the views, and nothing when let go")
  func ignored() throws {
    var state = DashboardState.after("?", size: size)
    let before = state
    _ = state.press(key: .mouse(MouseEvent(.press, column: 15, row: 1)))
    #expect(state == before)
    var open = DashboardState.after(size: size)
    #expect(try click("2 Keys ", .release, in: &open) == [])
    #expect(open.view == .overview)
  }

  @Test("survives clicks anywhere", arguments: ["", "2"])
  func anywhere(keys: String) {
    for column in -2..<122 {
      for row in -2..<42 {
        var state = DashboardState.after(keys, size: size)
        _ = state.press(key: .mouse(MouseEvent(.press, column: column, row: row)))
      }
    }
  }
}
