import CacheEngine

extension DashboardState {
  /// Takes in what happened and says what is to be done about it. All decisions of the dashboard are made here and in the
  /// functions it calls; nothing here waits, draws or touches the world.
  public mutating func update(with message: Message) -> [Effect] {
    let effects = react(to: message)
    if effects.contains(where: { if case .lab = $0 { true } else { false } }) { lastCommandAt = live.clock.watched }
    return effects + attend()
  }

  private mutating func react(to message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key)
    case .snapshot(let snapshot): return take(snapshot)
    case .reply(let reply): return take(reply)
    case .resized(let size):
      self.size = size
      return []
    case .notice(let notice):
      show(notice)
      return []
    case .framesDropped(let count):
      droppedFrames = count
      return []
    }
  }

  mutating func show(_ notice: Notice) {
    self.notice = TimedNotice(notice: notice, at: live.clock.watched)
  }

  private mutating func take(_ snapshot: LabSnapshot) -> [Effect] {
    live = snapshot
    if let notice, live.clock.watched - notice.at > TimedNotice.shownFor { self.notice = nil }
    if !isFrozen { shown = snapshot }
    // A record that left the log can no longer be explained.
    if case .record(let id) = overlay, !shown.ledger.records.contains(where: { $0.id == id }) { overlay = nil }
    return followSelection()
  }

  private mutating func take(_ reply: LabReply) -> [Effect] {
    switch reply {
    case .done(let text): show(Notice(text))
    case .failed(let text):
      show(Notice(text, isProblem: true))
      removing = nil
    case .preview(let preview):
      // Whoever has opened something else meanwhile is not interrupted.
      if overlay == nil { overlay = .invalidation(GroupQuestion(preview, on: live.store.dialect)) }
    case .removing(let count):
      removing = count
    case .removed(let count, let isStopped):
      removing = nil
      show(Notice("\(isStopped ? "stopped: " : "")\(Figures.count(count)) removed"))
    case .sample(let sample):
      notice = nil
      if overlay == nil { overlay = .monitor(.result(sample, scroll: 0)) }
    case .value(let key, let preview) where inspector.key == key:
      inspector.preview = preview
      inspector.problem = nil
    case .noValue(let key, let problem) where inspector.key == key:
      inspector.preview = nil
      inspector.problem = problem
    case .value, .noValue: break
    }
    return []
  }

  /// Keeps the inspector on the selected key, and asks for the value when the key or its entry is another one.
  mutating func followSelection() -> [Effect] {
    guard view == .keys else { return [] }
    if selectedEntry == nil, let first = visibleEntries.first { keys.selected = first.key }
    guard let entry = selectedEntry else { return [] }
    let selected = entry.key
    let isSameKey = inspector.key == selected
    // The value may be newer than the list, so it is asked for by what the list says: once for every entry.
    guard !isSameKey || inspector.askedFor != entry.writtenAt else { return [] }
    if !isSameKey {
      inspector.preview = nil
      inspector.problem = nil
      inspector.scroll = 0
    }
    inspector.key = selected
    inspector.askedFor = entry.writtenAt
    // On a server the value is read only when somebody asks for it.
    inspector.isRead = !live.store.isServer
    if live.store.isServer { inspector.preview = nil }
    return live.store.isServer ? [] : [.lab(.inspect(selected))]
  }

  /// Reads the selected key's value where that is not done unasked.
  mutating func readValue() -> [Effect] {
    guard let key = inspector.key, !inspector.isRead else { return [] }
    inspector.isRead = true
    inspector.problem = nil
    return [.lab(.inspect(key))]
  }

  /// Tells the engine what is on the screen, when that has changed.
  private mutating func attend() -> [Effect] {
    guard live.store.isServer, live.replay == nil else { return [] }
    var wanted = Attention(filter: keys.filter, wantsCounters: overlay == .server)
    if view == .keys {
      let entries = visibleEntries
      let rows = ScreenLayout(of: self).keyRows
      let first = KeyListView.firstVisible(of: entries, selected: keys.selected, rows: rows)
      wanted.keys = entries.dropFirst(first).prefix(min(rows, Self.mostInSight)).map(\.key)
    }
    guard wanted != attention else { return [] }
    attention = wanted
    return [.lab(.attend(wanted))]
  }

  private static let mostInSight = 40

  /// The key list as it is shown.
  public var visibleEntries: [EntrySummary] {
    keys.entries(of: shown.keys, at: now)
  }

  var selectedEntry: EntrySummary? {
    shown.keys.entries.first { $0.key == keys.selected && keys.shows($0, at: now) }
  }
}
