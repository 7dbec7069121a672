import CacheEngine

extension DashboardState {
  /// Why an action cannot be done now; `nil` when it can.
  func reasonAgainst(_ action: Action) -> String? {
    if isRefusedByRecording(action) { return "this is a recording: nothing can be sent" }
    if let reason = reasonOfWatching(against: action) { return reason }
    if isRefusedByStore(action), let reason = live.store.access.reason { return Wording.readOnly(reason) }
    return switch action {
    case .setTTL, .expireNow, .delete: keys.selected == nil || selectedEntry == nil ? "no key is selected" : nil
    case .undo where live.store.isServer: "there is no undo on a server: its entries belong to others too"
    case .searchOn: live.keys.isStopped ? nil : "the search has not stopped"
    case .server, .reconnect: live.store.isServer ? nil : "there is no server: entries are in memory"
    case .undo: live.canUndo ? nil : "nothing to take back"
    case .fire where pane == .requests: nil
    case .explain:
      shown.ledger.records.isEmpty ? "no request has ended yet" : nil
    case .onlyKey: timeline.key == nil && log.selected == nil ? "no request is selected: j k" : nil
    case .fire, .burst: endpoints.target == nil ? "there is no endpoint" : nil
    case .toggleLoad, .lowerRate, .raiseRate, .setRate:
      live.load == nil ? "no load is defined: start with --scenario" : nil
    case .togglePause, .step, .slower, .faster, .setSpeed:
      live.clock.canSteer ? nil : "time cannot be steered here: a server ages its entries by its own clock"
    case .seekBack, .seekForward, .seek: live.clock.canSeek ? nil : "this is no recording: time only goes on"
    case .about: live.scenario == nil ? "no scenario is open: start with --scenario" : nil
    case .policy:
      policyEndpoint == nil
        ? "there is no endpoint" : policyEndpoint?.policy == nil ? "this endpoint is not cached" : nil
    case .lesson, .nextInLesson, .backInLesson:
      live.scenario?.lesson == nil ? "there is no lesson: start with a scenario that has one" : nil
    default: nil
    }
  }

  /// Requests are answered all the same; what changes entries by hand is not done where nothing may be changed.
  private func isRefusedByStore(_ action: Action) -> Bool {
    switch action {
    case .setTTL, .expireNow, .delete, .clear, .invalidate: true
    default: false
    }
  }

  func isRefusedByRecording(_ action: Action) -> Bool {
    // In the log the key of firing explains a request.
    live.replay != nil && action.changesLab && !(action == .fire && pane == .requests)
  }
}
