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
    case .clear where live.store.isServer: return [.lab(.preview(.prefix("")))]
    case .clear: return openPrompt(.clear(word: "clear"))
    case .invalidate: return openPrompt(.group)
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
      return pane == .value ? readValue() : []
    case .searchOn: return [.lab(.searchOn)]
    case .server:
      overlay = .server
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
    case .panBack, .panForward, .zoomIn, .zoomOut, .fit, .group, .onlyKey: return changeTimeline(action)
    case .explain: return openRecord()
    case .freeze: return freeze()
    case .reset: return [.lab(.resetCounters)]
    case .reconnect: return [.lab(.reconnect)]
    case .copy: return copySelection()
    case .saveScreen: return [.terminal(.saveScreen)]
    case .about:
      overlay = .about(scroll: 0)
      return []
    case .policy:
      overlay = .policy(PolicyPanel())
      return []
    case .faults:
      overlay = .faults(selected: 0)
      return []
    case .lesson: return toggleLesson()
    case .nextInLesson: return nextInLesson()
    case .backInLesson: return backInLesson()
    case .monitor:
      _ = askForMonitor("")
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
    guard live.store.isServer else { return [.lab(.delete(key))] }
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
    case (.overview, .requests), (.timeline, _):
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
