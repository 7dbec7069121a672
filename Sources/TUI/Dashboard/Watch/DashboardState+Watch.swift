import CacheEngine

/// Watching another program's entries: nothing is sent and nothing is changed; commands are sampled when asked for.
extension DashboardState {
  var isWatching: Bool { live.watch != nil }

  /// Why an action makes no sense where entries are only watched, or only there; `nil` when it does.
  func reasonOfWatching(against action: Action) -> String? {
    if action == .monitor {
      return isWatching ? nil : "commands are sampled where another program is watched: ttlscope watch"
    }
    guard isWatching else { return nil }
    if action.changesLab { return "these entries are another program's: they are only looked at" }
    return switch action {
    case .showTimeline, .explain, .onlyKey: "the requests of another program are not seen"
    case .nextPane, .previousPane: view == .keys ? nil : "there is nothing to select here"
    default: nil
    }
  }

  /// `:monitor 1s`, or without an argument for as long as is allowed.
  mutating func askForMonitor(_ text: String) -> Result<[Effect], PromptProblem> {
    do {
      let duration = text.isEmpty ? MonitorSample.longest : try DurationParser.duration(of: text)
      guard duration >= .milliseconds(100), duration <= MonitorSample.longest else {
        return .failure(PromptProblem("commands are watched for 100ms to \(Figures.setting(MonitorSample.longest))"))
      }
      overlay = .monitor(.question(duration))
      return .success([])
    } catch {
      return .failure(PromptProblem("\(error)"))
    }
  }

  mutating func press(_ key: Key, in panel: MonitorPanel) -> [Effect] {
    switch panel {
    case .question(let duration):
      overlay = nil
      guard key == .character("y") else {
        show(Notice("no command was watched"))
        return []
      }
      show(Notice("watching commands for \(Figures.setting(duration))…"))
      return [.lab(.sampleCommands(duration))]
    case .result(let sample, let scroll):
      let last = OverlayView.lastScroll(ofLines: MonitorView.lines(of: sample).count, on: size)
      overlay = scrolled(scroll, by: key, last: last).map { .monitor(.result(sample, scroll: $0)) }
      return []
    }
  }
}

/// A sample of commands: the question before, and what it showed.
public enum MonitorPanel: Hashable, Sendable {
  case question(Duration)
  case result(MonitorSample, scroll: Int)
}
