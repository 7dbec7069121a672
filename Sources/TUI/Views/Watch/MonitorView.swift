import CacheEngine

/// The question before commands are watched, and what they were.
enum MonitorView {
  static func draw(_ panel: MonitorPanel, _ state: DashboardState, into frame: inout Frame) {
    switch panel {
    case .question(let duration): drawQuestion(duration, state, into: &frame)
    case .result(let sample, let scroll): drawResult(sample, scroll: scroll, into: &frame)
    }
  }

  private static func drawQuestion(_ duration: Duration, _ state: DashboardState, into frame: inout Frame) {
    let lines: [(String, Style)] = [
      ("Watch every command of every client for \(Figures.setting(duration))?", Style(.plain, .bold)),
      ("", .plain),
      ("This sends MONITOR to \(safe(state.live.store.place)).", .plain),
      ("It costs: while it lasts the server may get only half as much done.", .warning),
      ("It shows all: commands of all clients, secrets in them too.", .warning),
      ("Names of keys are counted by pattern; values are never kept.", .plain),
      ("It ends by itself, after \(Figures.count(MonitorSample.mostLines)) commands at the latest.", .plain),
      ("", .plain),
      ("y yes, anything else no", .faint),
    ]
    let area = OverlayView.window(
      "Watch commands", width: 74, height: lines.count + 2, note: "", into: &frame)
    // Where not all fits, what it costs and how to answer go first.
    let shown = lines.count <= area.height ? lines : [lines[0], lines[3], lines[4], lines[8]] + lines[5...6]
    for (row, line) in shown.prefix(area.height).enumerated() {
      frame.put(line.0.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: line.1, clip: area)
    }
  }

  private static func drawResult(_ sample: MonitorSample, scroll: Int, into frame: inout Frame) {
    let lines = lines(of: sample)
    let area = OverlayView.window(
      "Commands by pattern", width: 92, height: lines.count + 2, note: "j k scroll, any other key closes", into: &frame)
    let first = min(scroll, OverlayView.lastScroll(ofLines: lines.count, on: frame.size))
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      frame.put(line.0.clipped(to: area.width - 2), at: area.x + 1, area.y + row, style: line.1, clip: area)
    }
  }

  static func lines(of sample: MonitorSample) -> [(String, Style)] {
    let ended = sample.isCut ? ", cut: there were more" : ""
    let heard = sample.nodes - sample.unheard.count
    let nodes = sample.nodes == 1 ? "" : " from \(heard) of \(sample.nodes) nodes"
    var lines: [(String, Style)] = [
      (
        "\(Figures.count(sample.lines)) commands of all clients\(nodes) in \(Figures.setting(sample.duration))\(ended)",
        .plain
      )
    ]
    for reason in sample.unheard { lines.append(("nothing seen of \(safe(reason))", .warning)) }
    lines +=
      [
        ("", .plain),
        (
          "hits ~".padded(to: 8) + "reads".padded(to: 9) + "writes".padded(to: 9) + "deletes".padded(to: 9) + "pattern",
          .faint
        ),
      ] as [(String, Style)]
    for pattern in sample.patterns {
      let rate = pattern.likelyHitRate
      lines.append(
        (
          "\(Figures.percent(rate))\(rate == nil ? "" : "%")".padded(to: 8)
            + Figures.count(pattern.reads).padded(to: 9) + Figures.count(pattern.writes).padded(to: 9)
            + Figures.count(pattern.deletes).padded(to: 9) + SafeText(limit: 200)(notation: pattern.pattern), .plain
        ))
    }
    if sample.patterns.isEmpty { lines.append(("no command named a key that is watched", .faint)) }
    if sample.others > 0 { lines.append(("\(Figures.count(sample.others)) on keys of further patterns", .faint)) }
    return lines + [
      ("", .plain),
      ("~ an estimate: MONITOR does not tell what came of a command. A read of a key", .faint),
      ("that was in the list, or was written since, counts as a hit.", .faint),
    ]
  }
}
