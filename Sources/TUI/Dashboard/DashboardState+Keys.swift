import CacheEngine

extension DashboardState {
  /// What a key means depends on what lies on top: a prompt takes text, a question an answer, the views commands.
  mutating func press(_ key: Key) -> [Effect] {
    switch key {
    case .control("c"): return [.quit(.interrupted)]
    case .control("z"): return [.terminal(.suspend)]
    case .control("l"): return [.terminal(.repaint)]
    case .mouse(let event): return click(event)
    default: break
    }
    // What was said about the last thing is old news once something else is done.
    notice = nil
    switch overlay {
    case .prompt(let prompt): return type(key, into: prompt)
    case .confirmation(let confirmation): return answer(key, to: confirmation)
    case .invalidation(let question): return answer(key, to: question)
    case .server:
      overlay = nil
      return []
    case .help(let scroll):
      overlay = scrolled(scroll, by: key, last: HelpView.lastScroll(of: self)).map { .help(scroll: $0) }
      return []
    case .about(let scroll):
      overlay = scrolled(scroll, by: key, last: AboutView.lastScroll(of: self)).map { .about(scroll: $0) }
      return []
    case .monitor(let panel): return press(key, in: panel)
    case .record: return closeRecord(on: key)
    case .policy(let panel): return press(key, in: panel)
    case .faults(let selected): return press(key, inFaults: selected)
    case nil: break
    }
    if case .paste(let text) = key {
      return openPrompt(.command, text: text)
    }
    guard let binding = KeyBindings.binding(for: key, in: view) else { return [] }
    return perform(binding.action)
  }

  private mutating func answer(_ key: Key, to confirmation: Confirmation) -> [Effect] {
    overlay = nil
    guard key == .character("y") else {
      show(Notice("left as it is"))
      return []
    }
    return [.lab(confirmation.command)]
  }

  private mutating func answer(_ key: Key, to question: GroupQuestion) -> [Effect] {
    guard let word = question.word else {
      return answer(key, to: Confirmation(question: "", command: question.command))
    }
    var question = question
    if key != .enter, key != .escape {
      _ = question.line.edit(key, limit: Prompt.longest)
      overlay = .invalidation(question)
      return []
    }
    overlay = nil
    guard key == .enter, question.line.text == word else {
      show(Notice("left as it is"))
      return []
    }
    if live.store.isServer, question.preview.removes { removing = 0 }
    return [.lab(question.command)]
  }

  /// Where a text is after a key; `nil` for a key that closes it.
  func scrolled(_ scroll: Int, by key: Key, last: Int) -> Int? {
    let step: Int
    switch key {
    case .down, .character("j"): step = 1
    case .pageDown, .character(" "): step = Self.pageLength
    case .up, .character("k"): step = -1
    case .pageUp: step = -Self.pageLength
    default: return nil
    }
    return max(0, min(last, scroll + step))
  }

  private mutating func closeRecord(on key: Key) -> [Effect] {
    switch key {
    case .up, .character("k"): view == .timeline ? moveInTimeline(by: -1) : moveInLog(by: -1)
    case .down, .character("j"): view == .timeline ? moveInTimeline(by: 1) : moveInLog(by: 1)
    case .pageUp, .pageDown, .character(" "):
      log.scroll = scrolled(log.scroll, by: key, last: RecordView.lastScroll(of: self)) ?? 0
      return []
    default:
      overlay = nil
      return []
    }
    log.scroll = 0
    if let record = selectedRecord { overlay = .record(record.id) }
    return []
  }

  mutating func openPrompt(_ purpose: Prompt.Purpose, text: String = "") -> [Effect] {
    var prompt = Prompt(purpose)
    prompt.line.insert(text, limit: Prompt.longest)
    overlay = .prompt(prompt)
    return []
  }
}
