import CacheEngine

/// How many loads ran at each moment, worked out from when each of them began and ended.
enum LoadsInFlightView {
  static func draw(
    _ items: [TimelineItem], on scale: TimelineScale, labels: Rect, in area: Rect, into frame: inout Frame
  ) {
    guard !area.isEmpty else { return }
    let counts = counts(items, on: scale)
    let most = counts.max() ?? 0
    frame.put(" db in flight".clipped(to: labels.width), at: labels.x, labels.y, style: .faint, clip: labels)
    if labels.height > 1, most > 0 {
      frame.put(" max \(most)", at: labels.x, labels.y + 1, style: Style(.miss), clip: labels)
    }
    guard most > 0 else { return }
    frame.columns(counts.map { $0 == 0 ? nil : Double($0) / Double(most) }, in: area) { _ in Style(.miss) }
    if labels.height == 1 {
      frame.put("max \(most)", at: area.right - 4 - String(most).count, area.y, style: Style(.miss, .bold), clip: area)
    }
  }

  /// The most at one moment, for each column.
  static func counts(_ items: [TimelineItem], on scale: TimelineScale) -> [Int] {
    let begins = items.compactMap(\.load?.lowerBound).sorted()
    let ends = items.compactMap(\.load?.upperBound).sorted()
    var begun = begins.count { $0 < scale.start }
    var ended = ends.count { $0 <= scale.start }
    return (0..<scale.columns).map { column in
      let edge = scale.start.advanced(by: scale.cell * (column + 1))
      // What ends at a moment has made room for what begins at it.
      var most = begun - ended
      while begun < begins.count, begins[begun] < edge {
        while ended < ends.count, ends[ended] <= begins[begun] { ended += 1 }
        begun += 1
        most = max(most, begun - ended)
      }
      while ended < ends.count, ends[ended] <= edge { ended += 1 }
      return most
    }
  }
}
