import CacheEngine

/// Draws the whole screen. A function of the state alone: equal states give equal frames.
///
/// `ScreenLayout` has a drawing of where things lie; every region has a file of its own beside this one.
public enum Screen {
  public static func frame(of state: DashboardState) -> Frame {
    var frame = Frame(size: state.size)
    let layout = ScreenLayout(of: state)
    guard !layout.isOneLine else {
      OneLineView.draw(state, into: &frame)
      // A question must be seen before it is answered, however small the screen.
      OverlayView.draw(state, footer: Rect(state.size).splitBottom(1).bottom, into: &frame)
      return frame
    }
    HeaderView.draw(state, in: layout, into: &frame)
    switch state.view {
    case .overview where state.shown.watch != nil:
      if let watch = state.shown.watch { WatchView.draw(watch, state, in: layout, into: &frame) }
    case .overview:
      EndpointTable.draw(state, in: layout.endpoints, into: &frame)
      HitRateView.draw(state, in: layout.hitRate, into: &frame)
      LatencyView.draw(state, in: layout.latency, into: &frame)
      RequestLogView.draw(state, in: layout.requests, into: &frame)
      SoonToExpireView.draw(state, in: layout.soon, into: &frame)
    case .keys:
      FilterLineView.draw(state, in: layout.filter, into: &frame)
      KeyListView.draw(state, in: layout.keys, into: &frame)
      InspectorView.draw(state, in: layout.value, into: &frame)
    case .timeline:
      TimelineView.draw(state, in: layout, into: &frame)
    }
    LessonView.draw(state, in: layout.lesson, into: &frame)
    FooterView.draw(state, in: layout.footer, into: &frame)
    OverlayView.draw(state, footer: layout.footer, into: &frame)
    return frame
  }
}

/// Foreign text, made safe to show.
func safe(_ text: String) -> String {
  SafeText(limit: 2_000)(text)
}

extension DashboardState {
  /// A key, made safe to show: one that is only watched is escaped already.
  func safeKey(_ key: CacheKey, marksTrailingBlanks: Bool = false) -> String {
    let safe = SafeText(limit: 500, marksTrailingBlanks: marksTrailingBlanks)
    return isWatching ? safe(notation: key.text) : safe(key.text)
  }
}

extension Style {
  static let title = Style(.title)
  static let warning = Style(.warning)
  static let problem = Style(.error, .bold)
}

extension Frame {
  /// A panel's border and title; the focused one stands out. Returns the room inside.
  mutating func panel(_ rect: Rect, title: String, note: String = "", isFocused: Bool = false) -> Rect {
    guard rect.width >= 2, rect.height >= 2 else { return Rect(x: rect.x, y: rect.y, width: 0, height: 0) }
    let border = Style(isFocused ? .focusedBorder : .border)
    box(rect, title: title, style: border, titleStyle: Style(.title, isFocused ? .bold : []))
    let room = rect.width - CellWidth.of(title) - 9
    if !note.isEmpty, room > 4 {
      let text = " \(note.clipped(to: room)) "
      put(text, at: rect.right - 2 - CellWidth.of(text), rect.y, style: .faint)
    }
    return rect.inset(by: 1)
  }
}
