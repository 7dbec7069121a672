import CacheEngine

/// The selected request in words, and beside it the marks in words.
enum TimelineText {
  static func draw(_ state: DashboardState, in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let lines = lines(state)
    var area = Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: rect.height)
    if rect.height > 3 {
      area = frame.panel(rect, title: state.log.selected.map { "Selected \($0)" } ?? "Newest wait")
      area = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height)
    }
    // The first line is figures, the rest sentences: these are wrapped, that is cut.
    var row = 0
    for (place, line) in lines.enumerated() {
      let texts =
        place == 0 || rect.height <= 3 ? [line.text.clipped(to: area.width)] : line.text.wrapped(to: area.width)
      for text in texts {
        frame.put(text, at: area.x, area.y + row, style: line.style, clip: area)
        row += 1
      }
    }
  }

  /// Without a selection the newest request that had to wait is explained: it is what a class is looking at.
  private static func lines(_ state: DashboardState) -> [(text: String, style: Style)] {
    let records = state.shown.ledger.records
    guard let record = state.selectedRecord ?? (state.log.selected == nil ? records.first { $0.waitedForLoad } : nil)
    else {
      return [
        (
          state.log.selected.map { "\($0) still waits for its load" } ?? "j k selects a request, Enter explains it",
          .faint
        )
      ]
    }
    var lines: [(String, Style)] = [
      (
        "\(record.id) \(safe(record.request ?? record.key.text))  \(record.outcome.letter) \(record.outcome.name)  "
          + Explanation.phases(record), Style(Wording.role(of: record.outcome), .bold)
      )
    ]
    if let burst = Burst(around: record, in: records), burst.requests.count > 1 {
      lines.append((Explanation.sentence(burst), burst.isStampede ? .warning : .plain))
      if burst.isStampede {
        lines.append((Explanation.remedies(burst, state.lease(of: record)).joined(separator: "; "), .plain))
      }
    } else if let why = Explanation.why(record, on: state.shown.store) {
      lines.append((why, .plain))
    }
    return lines
  }

  static func drawHappened(_ marks: [TimelineMark], in rect: Rect, into frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let area = frame.panel(rect, title: "What just happened")
    for (row, mark) in marks.reversed().prefix(area.height).enumerated() {
      let used = frame.put(
        [(" \(Figures.moment(mark.at, decimals: 3))  ", .faint), ("\(mark.glyph) ", Style(mark.role, .bold))],
        at: area.x, area.y + row, clip: area)
      frame.put(mark.text.clipped(to: max(0, area.right - used - 1)), at: used, area.y + row, clip: area)
    }
  }
}

extension DashboardState {
  /// The endpoint whose function a request called.
  func endpoint(of record: LookupRecord) -> EndpointSummary? {
    let functions = shown.ledger.functions
    guard functions.indices.contains(record.function.index) else { return nil }
    return shown.endpoints.first { $0.name == functions[record.function.index].name }
  }

  /// The lease that the request's endpoint is protected by; `nil` where it is by none.
  func lease(of record: LookupRecord) -> Duration? {
    switch endpoint(of: record)?.protection {
    case .lease(let lease), .leaseToken(let lease): lease.duration
    case .none?, .singleFlight?, .earlyRefresh?, nil: nil
    }
  }
}
