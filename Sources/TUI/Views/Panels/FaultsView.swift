import CacheEngine

/// What can go wrong, and what does.
enum FaultsView {
  static func draw(selected: Int, _ state: DashboardState, into frame: inout Frame) {
    let faults = DashboardState.faultChoices
    let area = OverlayView.window(
      "Faults", width: 46, height: faults.count + 4, note: "Esc closes", into: &frame)
    let first = max(0, min(selected - area.height / 2, faults.count - area.height))
    for (line, place) in faults.indices.dropFirst(first).prefix(area.height).enumerated() {
      let active = state.live.faults.first(where: faults[place].isSameKind)
      let isSelected = place == selected
      frame.put(
        [
          (isSelected ? " ▸ " : "   ", Style(.accent, .bold)), ("\(place + 1) ", Style(.accent, .bold)),
          ("\(active ?? faults[place])".padded(to: 26), isSelected ? Style(.plain, .bold) : .plain),
          (active == nil ? "off" : "ON", active == nil ? .faint : Style(.error, .bold)),
        ], at: area.x, area.y + line, clip: area)
    }
    let hint = "a digit or Enter begins or ends one"
    frame.put(hint, at: area.x + 3, area.y + faults.count + 1, style: .faint, clip: area)
  }

  /// For the header.
  static func pieces(_ faults: [Fault]) -> [(String, Style)] {
    guard let first = faults.first else { return [] }
    let more = faults.count > 1 ? " +\(faults.count - 1)" : ""
    return [("  ", Style(.header)), (" \(first)\(more) ", Style(.error, [.bold, .reverse]))]
  }
}
