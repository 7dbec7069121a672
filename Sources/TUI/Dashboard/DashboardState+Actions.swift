import CacheEngine

extension DashboardState {
  /// Does what a binding or a command stands for; an action that is not possible now says why.
  mutating func perform(_ action: Action) -> [Effect] {
    if let reason = reasonAgainst(action) {
      show(Notice(reason, isProblem: true))
      return []
    }
    switch action {
    case .fire: return fire()
    case .editRequest: return openPrompt(.request, text: endpoints.target?.description ?? "")
    case .burst: return burst()
    case .setBurst: return openPrompt(.burst(usual: endpoints.burst ?? Self.usualBurst))
    case .setTTL: return keys.selected.map { openPrompt(.ttl($0)) } ?? []
    case .expireNow: return keys.selected.map { [.lab(.expireNow($0))] } ?? []
    case .delete: return keys.selected.map { delete($0) } ?? []
    case .clear: return openPrompt(.clear(word: "clear"))
    case .undo: return [.lab(.undo)]
    case .filter: return openPrompt(.filter, text: keys.filter)
    case .nextOrder: return changeOrder { $0.order = $0.order.next }
    case .reverseOrder: return changeOrder { $0.isReversed.toggle() }
    case .cycleValueView:
      inspector.mode = inspector.mode.next
      inspector.scroll = 0
      return []
    case .inspect:
      pane = pane == .value ? .keyList : .value
      return []
    case .toggleLoad: return toggleLoad()
    case .lowerRate: return lowerRate()
    case .raiseRate: return raiseRate()
    case .setRate: return openPrompt(.rate(now: live.load.map(Wording.load) ?? ""))
    case .togglePause: return togglePause()
    case .step: return step()
    case .slower: return slower()
    case .faster: return faster()
    case .setSpeed: return openPrompt(.speed(now: live.clock.speed))
    case .seekBack: return [.lab(.seek(.by(.zero - Self.seekStep)))]
    case .seekForward: return [.lab(.seek(.by(Self.seekStep)))]
    case .seek: return openPrompt(.seek)
    case .freeze: return freeze()
    case .reset: return [.lab(.resetCounters)]
    case .copy: return copySelection()
    case .saveScreen: return [.terminal(.saveScreen)]
    case .about:
      overlay = .about(scroll: 0)
      return []
    case .help:
      overlay = .help(scroll: 0)
      return []
    case .commandLine: return openPrompt(.command)
    case .toggleMouse:
      isMouseOn.toggle()
      show(Notice(isMouseOn ? "mouse on; Shift and drag selects text" : "mouse off"))
      return [.terminal(.setMouse(isMouseOn))]
    case .repaint: return [.terminal(.repaint)]
    case .suspend: return [.terminal(.suspend)]
    case .quit: return [.quit(.quit)]
    case .interrupt: return [.quit(.interrupted)]
    default: return navigate(action)
    }
  }

  /// Why an action cannot be done now; `nil` when it can.
  func reasonAgainst(_ action: Action) -> String? {
    if isRefusedByRecording(action) { return "this is a recording: nothing can be sent" }
    return switch action {
    case .setTTL, .expireNow, .delete: keys.selected == nil || selectedEntry == nil ? "no key is selected" : nil
    case .undo where live.store.kind != "memory": "there is no undo on a server: its entries belong to others too"
    case .undo: live.canUndo ? nil : "nothing to take back"
    case .fire where pane == .requests: nil
    case .fire, .burst: endpoints.target == nil ? "there is no endpoint" : nil
    case .toggleLoad, .lowerRate, .raiseRate, .setRate:
      live.load == nil ? "no load is defined: start with --scenario" : nil
    case .togglePause, .step, .slower, .faster, .setSpeed:
      live.clock.canSteer ? nil : "time cannot be steered here: a server ages its entries by its own clock"
    case .seekBack, .seekForward, .seek: live.clock.canSeek ? nil : "this is no recording: time only goes on"
    case .about: live.scenario == nil ? "no scenario is open: start with --scenario" : nil
    default: nil
    }
  }

  func isRefusedByRecording(_ action: Action) -> Bool {
    // In the log the key of firing explains a request.
    live.replay != nil && action.changesLab && !(action == .fire && pane == .requests)
  }

  private mutating func fire() -> [Effect] {
    if pane == .requests { return openRecord() }
    return endpoints.target.map { [.lab(.send($0, count: 1))] } ?? []
  }

  private mutating func burst() -> [Effect] {
    guard let count = endpoints.burst else { return openPrompt(.burst(usual: Self.usualBurst)) }
    return endpoints.target.map { [.lab(.send($0, count: count))] } ?? []
  }

  /// Memory takes a deletion back, a server does not: there the question names the key.
  private mutating func delete(_ key: CacheKey) -> [Effect] {
    guard live.store.kind != "memory" else { return [.lab(.delete(key))] }
    let question = "delete \(key.text) on \(live.store.kind) \(live.store.place)?"
    overlay = .confirmation(Confirmation(question: question, command: .delete(key)))
    return []
  }

  private func copySelection() -> [Effect] {
    switch (view, pane) {
    case (.keys, .value):
      guard let preview = inspector.preview else { return [] }
      return [
        .terminal(
          .copy(
            String(decoding: preview.bytes, as: UTF8.self),
            what: preview.isPartial ? "the beginning of the value" : "the value"))
      ]
    case (.keys, _): return keys.selected.map { [.terminal(.copy($0.text, what: "the key"))] } ?? []
    case (.overview, .requests):
      guard let record = selectedRecord else { return [] }
      return [.terminal(.copy(record.key.text, what: "the request's key"))]
    case (.overview, _):
      return endpoints.target.map { [.terminal(.copy($0.target, what: "the path"))] } ?? []
    }
  }

  private mutating func freeze() -> [Effect] {
    isFrozen.toggle()
    if !isFrozen { shown = live }
    return []
  }

  private mutating func changeOrder(_ change: (inout KeyListState) -> Void) -> [Effect] {
    change(&keys)
    return []
  }
}

extension CaseIterable where Self: Equatable, AllCases: RandomAccessCollection, AllCases.Index == Int {
  /// The case after this one, the first after the last.
  var next: Self {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? all.startIndex
    return all[(index + 1) % all.count]
  }
}
