import CacheEngine

/// The key list with its countdowns; below it what left a moment ago, and how many entries end when in the next minute.
enum KeyListView {
  /// The parts of the panel; the lower ones give way first.
  struct Parts {
    var titles: Rect
    var entries: Rect
    var gone: Rect
    var density: Rect

    init(of area: Rect) {
      var rest: Rect
      (titles, rest) = area.splitTop(1)
      (rest, density) = rest.splitBottom(rest.height >= 22 ? 9 : 0)
      (entries, gone) = rest.splitBottom(rest.height >= 14 ? 5 : rest.height >= 6 ? 2 : 0)
    }
  }

  private struct Widths {
    var key: Int
    /// Of the TTL: one that was only seen is seldom a round one.
    var life: Int
    var bar: Int
    var hasSerializer: Bool
    var serializer: Int
    var hasHits: Bool

    /// - Parameter isWatching: Whose entries they are says whether there are types or serializers to show, and hits.
    init(_ width: Int, isWatching: Bool) {
      hasSerializer = width >= 66
      hasHits = width >= 50 && !isWatching
      serializer = isWatching ? 7 : 5
      life = isWatching ? 7 : 6
      let room = width - (3 + 9 + life + 2 + 7 + (hasSerializer ? 2 + serializer : 0) + (hasHits ? 7 : 0))
      key = min(40, max(min(14, room), room / 2))
      bar = max(0, room - key)
    }
  }

  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let entries = state.visibleEntries
    let area = frame.panel(
      rect, title: "Keys", note: Figures.count(entries.count), isFocused: state.pane == .keyList)
    let parts = Parts(of: area)
    let widths = Widths(area.width, isWatching: state.isWatching)
    drawTitles(widths, isWatching: state.isWatching, in: parts.titles, into: &frame)
    let first = firstVisible(of: entries, selected: state.keys.selected, rows: parts.entries.height)
    for (row, entry) in entries.dropFirst(first).prefix(parts.entries.height).enumerated() {
      draw(
        entry, isSelected: entry.key == state.keys.selected, of: state, widths, in: parts.entries.row(row), into: &frame
      )
    }
    if entries.isEmpty { drawEmpty(state, in: parts.entries, into: &frame) }
    GoneView.draw(state, in: parts.gone, into: &frame)
    DensityView.draw(state, in: parts.density, into: &frame)
  }

  static func firstVisible(of entries: [EntrySummary], selected: CacheKey?, rows: Int) -> Int {
    guard let index = entries.firstIndex(where: { $0.key == selected }), index >= rows else { return 0 }
    return min(index - rows / 2, max(0, entries.count - rows))
  }

  private static func drawTitles(_ widths: Widths, isWatching: Bool, in row: Rect, into frame: inout Frame) {
    let text =
      "   " + "key".padded(to: widths.key) + "ttl left".padded(to: 9, alignment: .right)
      + "of".padded(to: widths.life, alignment: .right) + "  " + "remaining".padded(to: widths.bar)
      + "size".padded(to: 7, alignment: .right)
      + (widths.hasSerializer ? "  " + (isWatching ? "type" : "ser").padded(to: widths.serializer) : "")
      + (widths.hasHits ? "hits".padded(to: 7, alignment: .right) : "")
    frame.put(text, at: row.x, row.y, style: .faint, clip: row)
  }

  private static func draw(
    _ entry: EntrySummary, isSelected: Bool, of state: DashboardState, _ widths: Widths, in row: Rect,
    into frame: inout Frame
  ) {
    let now = state.now
    let life = entry.ttl.map(Figures.setting) ?? "-"
    var column = frame.put(
      [
        (isSelected ? " ▸ " : "   ", Style(.accent, .bold)),
        (
          state.safeKey(entry.key, marksTrailingBlanks: true).padded(to: widths.key),
          Style(.plain, isSelected ? .bold : [])
        ),
        (Wording.timeLeft(of: entry, at: now).padded(to: 9, alignment: .right), EntryRow.timeStyle(entry, at: now)),
        (life.padded(to: widths.life, alignment: .right) + "  ", .faint),
      ], at: row.x, row.y, clip: row)
    EntryRow.drawBar(entry, of: state, in: Rect(x: column, y: row.y, width: widths.bar, height: 1), into: &frame)
    column += widths.bar
    let size = Wording.size(of: entry)
    let type = entry.type.map { safe($0).clipped(to: widths.serializer) }
    let serializer = type ?? entry.serializer.map { $0 == "property-list" ? "plist" : safe($0) } ?? "–"
    frame.put(
      [
        (size.padded(to: 7, alignment: .right), .plain),
        (widths.hasSerializer ? "  " + serializer.padded(to: widths.serializer) : "", .faint),
        (widths.hasHits ? Figures.count(entry.hits).padded(to: 7, alignment: .right) : "", Style(.hit)),
      ], at: column, row.y, clip: row)
  }

  private static func drawEmpty(_ state: DashboardState, in area: Rect, into frame: inout Frame) {
    guard area.height > 0 else { return }
    let text: String
    if state.shown.keys.isStopped {
      text = "None among the keys looked at so far: c goes on."
    } else if !state.keys.filter.isEmpty {
      text = "No key contains \(safe(state.keys.filter)). Esc drops the filter."
    } else if let watch = state.shown.watch {
      text = "No key matches \(SafeText(limit: 200)(watch.pattern)) so far."
    } else {
      text = "No entries. Send a request in the overview (1) and its result will be kept here."
    }
    frame.put(text.clipped(to: area.width - 3), at: area.x + 3, area.y, style: .faint, clip: area)
  }
}
